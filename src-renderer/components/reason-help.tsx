import { CircleQuestionMark } from 'lucide-react';
import type { Reason } from '../../src-shared/scan/port-state.ts';
import './reason-help.css';

export interface ReasonHelpProps {
  reason: Reason;
  /** As words, where there is room for them and several stand side by side. */
  inWords?: boolean;
  /** False where the arrow keys walk: no stop of its own on the Tab key's way. Default true. */
  tabStop?: boolean;
}

/** The way to a reason's page in Learn, beside a word whose click means something else. Seen when its line is pointed at. */
export function ReasonHelp({ reason, inWords = false, tabStop = true }: ReasonHelpProps) {
  return (
    <a
      className="reason-help"
      href={`#/learn/${reason}`}
      aria-label={`What ${reason} means`}
      title={`What ${reason} means`}
      tabIndex={tabStop ? undefined : -1}
      onClick={(event) => event.stopPropagation()}
    >
      {inWords ? `What is ${reason}?` : <CircleQuestionMark size={13} aria-hidden />}
    </a>
  );
}
