import { PRACTICE_KINDS, PRACTICE_LESSONS } from '../../../src-shared/scan/practice-range.ts';
import { ReasonLink } from '../../components/reason-link.tsx';
import { StateLabel } from '../../components/state-label.tsx';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { PracticeStrip } from './practice-strip.tsx';
import './practice-page.css';

/** The practice range with what to look at in its results. */
export function PracticePage() {
  const scanId = useAppState((state) => state.learn.practiceScan);
  const range = useAppState((state) => state.learn.practice);
  const portOf = (kind: string) => range?.ports.find((port) => port.kind === kind)?.port;
  return (
    <>
      <h1>Practice range</h1>
      <p className="lesson-lead">
        Ports whose truth is known, to see what a scan makes of them. Guess first, then scan, then click a
        row.
      </p>
      <PracticeStrip title="Ports to guess at" />
      <div className="lesson-text practice-look">
        <h2>What to look at</h2>
        {scanId === null ? null : (
          <p>
            <a href={formatRoute({ screen: 'scan', scanId })}>Show the results of the last practice scan</a>
          </p>
        )}
        <dl>
          {PRACTICE_KINDS.map((kind) => {
            const { name, state, reason, lookAt } = PRACTICE_LESSONS[kind];
            return (
              <div key={kind}>
                <dt>
                  {name} <span className="mono">{portOf(kind) ?? ''}</span>
                </dt>
                <dd>
                  <StateLabel state={state} /> <ReasonLink reason={reason} />
                  <p>{lookAt}</p>
                </dd>
              </div>
            );
          })}
        </dl>
        <p className="lesson-fine">
          The swamped port exists on Linux only: other systems treat a full queue differently, Windows with a
          refusal. A firewall’s silence needs root to make; “DROP or REJECT” shows its rule.
        </p>
      </div>
    </>
  );
}
