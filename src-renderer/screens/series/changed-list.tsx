import { ArrowRight } from 'lucide-react';
import { memo, useDeferredValue } from 'react';
import type { RunTimeline, TimelinePort } from '../../../src-shared/scan/run-timeline.ts';
import type { StripState } from '../../charts/series/strip-stretches.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { changesIn, countChanges, type RunChange } from './run-changes.ts';
import type { RunWords } from './run-words.ts';
import { portsLabel } from './series-lines.ts';
import { StripStateLabel } from './strip-state.tsx';
import './changed-list.css';

interface ChangedListProps {
  readonly timeline: RunTimeline;
  readonly words: RunWords;
}

/** More are read in the comparison. */
const MOST = 24;
/** Keys by place: from run to run the lines only get other words, and the page keeps them. */
const PLACES = Array.from({ length: MOST }, (_, place) => `line ${place}`);

/** What changed in the chosen run; other reasons and doubtful silence apart. */
export const ChangedList = memo(function ChangedList({ timeline, words }: ChangedListProps) {
  // Under a hand that moves quickly the list may lag behind, never the hand.
  const at = useDeferredValue(useAppState(({ series }) => series.at));
  const changes = changesIn(timeline, at);
  const run = timeline.runs[at];
  const total = run ? countChanges(run) : 0;
  const shown = changes.changes.slice(0, MOST);
  return (
    <>
      <section className="changed" aria-label="Changed in this run">
        <h3>
          Changed in this run
          {total > 0 ? <span>{formatCount(total)}</span> : null}
        </h3>
        {total === 0 ? (
          <p className="changed-none">
            {at === 0 ? 'The first run: nothing to compare it with.' : 'Nothing.'}
          </p>
        ) : null}
        <ul>
          {shown.map((change, place) => (
            <Changed key={PLACES[place]} change={change} at={at} words={words} />
          ))}
        </ul>
        {total > shown.length ? (
          <p className="changed-none">
            and {formatPlural(total - shown.length, 'change')} more: see the comparison.
          </p>
        ) : null}
      </section>
      {changes.doubtful.length > 0 ? <Doubtful ports={changes.doubtful} /> : null}
      {changes.reasons.length > 0 ? (
        <section className="changed" aria-label="Other reasons">
          <h3>
            Reason only <span>{formatCount(run?.changes['reason-only'] ?? 0)}</span>
          </h3>
          <ul>
            {changes.reasons.slice(0, MOST).map((change) => (
              <Changed key={change.key} change={change} at={at} words={words} />
            ))}
          </ul>
          {changes.reasons.length > MOST ? (
            <p className="changed-none">and more: see the comparison.</p>
          ) : null}
        </section>
      ) : null}
    </>
  );
});

const PORT_STATES: Readonly<Record<string, StripState>> = {
  o: 'open',
  c: 'closed',
  f: 'filtered',
  u: 'unknown',
  '-': 'not-asked',
};
const HOST_STATES: Readonly<Record<string, StripState>> = {
  u: 'up',
  d: 'gone',
  s: 'gone-perhaps',
  '-': 'not-asked',
};

interface ChangedProps {
  readonly change: RunChange;
  readonly at: number;
  readonly words: RunWords;
}

/** Pressing it tells the line's story. */
function Changed({ change, at, words }: ChangedProps) {
  const pickLine = useAppState((state) => state.pickLine);
  const { port, address, hostName, change: told } = change;
  const states = port ? PORT_STATES : HOST_STATES;
  const note = noteOfChange(change, at, words);
  return (
    <li>
      <button type="button" onClick={() => pickLine({ address, port: port?.port ?? null })}>
        <span className="changed-place">
          <b>{hostName ?? address}</b>
          {port ? <span className="mono">{portsLabel(port)}</span> : null}
        </span>
        {told.kind === 'service' || told.kind === 'reason-only' ? (
          <WordsBeforeAndAfter change={change} />
        ) : (
          <span className="changed-states">
            <StripStateLabel state={states[change.before] ?? 'not-asked'} />
            <ArrowRight size={12} aria-label="became" />
            <StripStateLabel state={states[change.after] ?? 'not-asked'} />
          </span>
        )}
        {note === '' ? null : <small>{note}</small>}
      </button>
    </li>
  );
}

function WordsBeforeAndAfter({ change: { change } }: { change: RunChange }) {
  const word = ({ reason, service }: typeof change.before): string =>
    change.kind === 'service' ? (service ?? 'no service') : (reason ?? 'not known');
  return (
    <span className="changed-states">
      <span className="changed-word">{word(change.before)}</span>
      <ArrowRight size={12} aria-label="became" />
      <span className="changed-word">{word(change.after)}</span>
    </span>
  );
}

function noteOfChange({ change, awayRuns, openPorts }: RunChange, at: number, words: RunWords): string {
  const notes: string[] = [];
  if (change.mark === 'first-seen') notes.push('first seen open');
  if (change.mark === 'reopened') notes.push(`reopened after ${formatPlural(awayRuns, 'run')}`);
  if (openPorts.length > 0) {
    const few = openPorts.slice(0, 4).join(', ');
    notes.push(
      `${few}${openPorts.length > 4 ? ` and ${openPorts.length - 4} more` : ''} ${openPorts.length === 1 ? 'was' : 'were'} open`,
    );
  }
  // Runs between that did not ask are jumped over, and that is said.
  if (change.since < at - 1) notes.push(`since ${words.short(change.since)}`);
  return notes.join(', ');
}

function Doubtful({ ports }: { ports: readonly TimelinePort[] }) {
  return (
    <section className="changed" aria-label="Doubtful silence">
      <h3>
        Fell silent, perhaps <span>{formatCount(ports.length)}</span>
      </h3>
      <p className="changed-doubt">
        {ports
          .slice(0, 6)
          .map(({ hostName, address, port }) => `${hostName ?? address} ${port}`)
          .join(', ')}
        {ports.length > 6 ? ` and ${formatCount(ports.length - 6)} more` : ''}: may be lost packets, so it
        counts as no change until another run confirms it.
      </p>
    </section>
  );
}
