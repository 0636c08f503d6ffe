import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { explainVerdict } from '../../../src-shared/scan/explain-verdict.ts';
import type { PortRow } from '../../../src-shared/scan/scan-row.ts';
import { formatRoundTrip } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ReasonLink } from '../../components/reason-link.tsx';
import { StateLabel } from '../../components/state-label.tsx';
import { useAppState } from '../../state/use-app-state.tsx';
import './change-story.css';

/** What both runs saw of the chosen port, in sentences. Nothing while no port is chosen. */
export function ChangeStory({ onClose }: { onClose: () => void }) {
  const evidence = useAppState((state) => state.compare.evidence);
  if (!evidence) return null;
  const { address, hostName, port, change } = evidence;
  const range = change && change.lastPort > change.port ? `one of ${change.port}–${change.lastPort}` : null;
  return (
    <div
      className="change-story-panel"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Panel
        title={`${hostName ?? address}, port ${port}`}
        aside={range ?? (change ? hostName && address : 'not among the changes')}
        tools={
          <ActionIcon size={22} aria-label="Close" title="Close" onClick={onClose}>
            <X size={14} aria-hidden />
          </ActionIcon>
        }
      >
        <div className="change-story" role="status">
          <Side name="Before" row={evidence.before} />
          <Side name="After" row={evidence.after} />
        </div>
      </Panel>
    </div>
  );
}

function Side({ name, row }: { name: string; row: PortRow | null }) {
  const story = useMemo(() => row && explainVerdict(row), [row]);
  return (
    <section aria-label={name}>
      <h3>
        {name} <StateLabel state={row?.state ?? 'not-scanned'} />{' '}
        {row ? <ReasonLink reason={row.reason} look="plain" /> : null}
      </h3>
      {row && story ? (
        <>
          <p>{story.sentence}</p>
          <dl>
            {row.rttMs === null ? null : <Fact name="round-trip" value={formatRoundTrip(row.rttMs)} />}
            <Fact name="tries" value={String(row.attempts)} />
            <Fact name="verdict" value={story.certainty} />
          </dl>
        </>
      ) : (
        <p>This run did not ask this port, or has no verdict of it: nothing can be said.</p>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
