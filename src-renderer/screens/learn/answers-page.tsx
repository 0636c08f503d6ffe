import { useEffect } from 'react';
import { explainVerdict } from '../../../src-shared/scan/explain-verdict.ts';
import type { PortState } from '../../../src-shared/scan/port-state.ts';
import { formatRecent } from '../../components/format.ts';
import { PlayedLadder } from '../../components/played-ladder.tsx';
import { ReasonLink } from '../../components/reason-link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { EXAMPLE_REASONS, exampleOf } from './built-in-examples.ts';
import { PracticeStrip } from './practice-strip.tsx';
import { RuleColumns } from './rule-columns.tsx';

const ORDER = ['open', 'closed', 'filtered'] as const satisfies readonly PortState[];

const MEANINGS: Record<PortState, string> = {
  open: 'Someone is listening. The kernel finished the handshake; Portolan then hangs up with RST so that no connection lingers.',
  closed:
    'The host is there and refuses at once with RST: nobody listens, or a rule says so in its name. A refusal is an answer too.',
  filtered:
    'Something stands in the way. Silence is no answer: a firewall drops the SYN, packets were lost, or the program is too busy. So Portolan asks again.',
};

/** The first page: three answers, told with the person's own results where there are any. */
export function AnswersPage() {
  const examples = useAppState((state) => state.learn.examples);
  const loadExamples = useAppState((state) => state.loadExamples);
  const recent = useAppState((state) => state.recent);
  useEffect(() => {
    // Without them the built-in examples stand; the connection's state is shown by the window.
    loadExamples().catch(() => {});
  }, [loadExamples, recent]);
  const own = ORDER.filter((state) => examples[state]).length;
  return (
    <>
      <h1>Three answers a port can give</h1>
      <p className="lesson-lead">
        {own === 0 ? 'Told with built-in examples until you have scanned something.' : null}
        {own > 0 && own < 3 ? 'Told with your own results, and built-in examples for the rest.' : null}
        {own === 3 ? 'Told with your own latest results.' : null} Solid lines were observed,{' '}
        <em>dashed lines are inferred</em>.
      </p>
      <div className="answer-cards">
        {ORDER.map((state) => (
          <Answer key={state} state={state} />
        ))}
      </div>
      <RuleColumns />
      <PracticeStrip />
    </>
  );
}

function Answer({ state }: { state: PortState }) {
  const example = useAppState((app) => app.learn.examples[state]);
  const verdict = example?.row ?? exampleOf(EXAMPLE_REASONS[state]);
  const story = explainVerdict(verdict);
  return (
    <article>
      <h2>
        <StateMark state={state} size={13} />
        {state}
        <span className="mono">
          {verdict.hostName ?? verdict.address}:{verdict.port}
        </span>
      </h2>
      <PlayedLadder story={story} />
      <p>{MEANINGS[state]}</p>
      <p className="lesson-fine">
        <ReasonLink reason={story.reason} />
        {example ? (
          <a href={formatRoute({ screen: 'scan', scanId: example.scanId })}>
            Your run, {runWord(example.startedAt)}
          </a>
        ) : (
          <em>Built-in example, not scanned</em>
        )}
      </p>
    </article>
  );
}

function runWord(startedAt: string): string {
  return formatRecent(new Date(startedAt), new Date());
}
