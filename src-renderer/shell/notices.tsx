import { BellRing, CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Notice } from '../state/notice-slice.ts';
import { useAppState } from '../state/use-app-state.tsx';
import './notices.css';

/** A message stays long enough to be read twice; an error and anything that can be undone stay longer. */
const SHOWN_MS = 6_000;
const SHOWN_LONG_MS = 14_000;

const ICONS = { info: CircleCheck, error: CircleAlert, change: BellRing };

/** The messages of the notice slice, at the foot of the content. */
export function Notices() {
  const notices = useAppState((state) => state.notices);
  return (
    <div className="notices" role="status">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const dismiss = useAppState((state) => state.dismissNotice);
  const { id, tone, message, action } = notice;
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), tone === 'error' || action ? SHOWN_LONG_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [dismiss, id, tone, action]);
  const Icon = ICONS[tone];
  return (
    <div className="notice" data-tone={tone}>
      <Icon size={15} aria-hidden />
      <span>{message}</span>
      {action ? (
        <button
          type="button"
          className="notice-action"
          onClick={() => {
            action.run();
            dismiss(id);
          }}
        >
          {action.label}
        </button>
      ) : null}
      <button type="button" className="notice-close" aria-label="Dismiss" onClick={() => dismiss(id)}>
        <X size={13} aria-hidden />
      </button>
    </div>
  );
}
