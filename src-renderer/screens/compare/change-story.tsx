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
export function ChangeStory() {
  const evidence = useAppState((state) => state.compare.evidence);
  if (!evidence) return null;
  const { change } = evidence;
  const range =
    change.lastPort > change.port
      ? `the first of ${change.port}–${change.lastPort}`
      : change.hostName && change.address;
  return (
    <Panel title={`${change.hostName ?? change.address}, port ${change.port}`} aside={range}>
      <div className="change-story" role="status">
        <Side name="Before" row={evidence.before} />
        <Side name="After" row={evidence.after} />
      </div>
    </Panel>
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
