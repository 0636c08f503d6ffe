import { explainVerdict } from '../../../src-shared/scan/explain-verdict.ts';
import { stateOfReason, type Reason } from '../../../src-shared/scan/port-state.ts';
import { PlayedLadder } from '../../components/played-ladder.tsx';
import { StateLabel } from '../../components/state-label.tsx';
import { WitnessTable } from '../../components/witness-table.tsx';
import { exampleOf } from './built-in-examples.ts';
import { REASON_CAUSES } from './reason-causes.ts';

/** One reason word: its drawing, what it proves, what makes it, and what other tools print. */
export function ReasonPage({ reason }: { reason: Reason }) {
  const story = explainVerdict(exampleOf(reason));
  const { proves, causes } = REASON_CAUSES[reason];
  return (
    <article className="reason-page">
      <h1 className="mono">{reason}</h1>
      <p className="lesson-lead">
        <StateLabel state={stateOfReason(reason)} /> {story.headline.replace(/^\w+: /, '')}
      </p>
      <div className="reason-columns">
        <figure>
          <PlayedLadder story={story} withCertainty />
          <figcaption>Built-in example: {story.sentence}</figcaption>
        </figure>
        <div className="lesson-text">
          <h2>What it proves</h2>
          <p>{proves}</p>
          <h2>What makes it</h2>
          <ul>
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
          <h2>What others print</h2>
          <WitnessTable witnesses={story.witnesses} />
        </div>
      </div>
    </article>
  );
}
