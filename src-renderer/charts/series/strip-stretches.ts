/** A line of a strip: what a port or host was, in stretches of runs that saw the same. Pure. */
import type { TimelineChange, TimelineHost, TimelinePort } from '../../../src-shared/scan/run-timeline.ts';

/** `doubtful`: silence that may be lost packets; `up`, `gone`, and `gone-perhaps`, which is the like, are a host's. */
export type StripState =
  'open' | 'closed' | 'filtered' | 'doubtful' | 'unknown' | 'not-asked' | 'up' | 'gone' | 'gone-perhaps';

export interface Stretch {
  readonly state: StripState;
  /** The first and the last run, both included. */
  readonly from: number;
  readonly to: number;
  readonly mark: 'first-seen' | 'reopened' | null;
  /** A host's open ports; null: not known, or no host. */
  readonly open: number | null;
}

const PORT_STATES: Readonly<Record<string, StripState>> = {
  o: 'open',
  c: 'closed',
  f: 'filtered',
  u: 'unknown',
};
const HOST_STATES: Readonly<Record<string, StripState>> = { u: 'up', d: 'gone', s: 'gone-perhaps' };

const kept = new WeakMap<TimelinePort | TimelineHost, readonly Stretch[]>();

/** The stretches of a port. The same array for the same port. */
export function stretchesOfPort(port: TimelinePort): readonly Stretch[] {
  return keep(port, () => {
    const doubtful = new Set(port.doubtful);
    const states = (run: number): StripState => {
      const state = PORT_STATES[port.strip[run] ?? '-'] ?? 'not-asked';
      return state === 'filtered' && doubtful.has(run) ? 'doubtful' : state;
    };
    return stretches(port.strip.length, states, marksOf(port.changes));
  });
}

/** The stretches of a host: a new one also where the number of its open ports is another. */
export function stretchesOfHost(host: TimelineHost): readonly Stretch[] {
  return keep(host, () => {
    const states = (run: number): StripState => HOST_STATES[host.strip[run] ?? '-'] ?? 'not-asked';
    const counts = host.open.flatMap(([from, count], step) =>
      new Array<number | null>((host.open[step + 1]?.[0] ?? host.strip.length) - from).fill(count),
    );
    const open = (run: number): number | null => (states(run) === 'up' ? (counts[run] ?? null) : null);
    return stretches(host.strip.length, states, arrivals(host), open);
  });
}

/** The stretch that a run lies in. */
export function stretchAt(all: readonly Stretch[], run: number): Stretch | undefined {
  return all[firstFrom(all, run)];
}

/** The index of the stretch that a run lies in; the next run's where it lies in none. */
export function firstFrom(all: readonly Stretch[], run: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.to ?? 0) < run) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keep(of: TimelinePort | TimelineHost, make: () => readonly Stretch[]): readonly Stretch[] {
  const known = kept.get(of);
  if (known) return known;
  const made = make();
  kept.set(of, made);
  return made;
}

type Marks = ReadonlyMap<number, 'first-seen' | 'reopened'>;

function marksOf(changes: readonly TimelineChange[]): Marks {
  const marks = new Map<number, 'first-seen' | 'reopened'>();
  for (const { run, mark } of changes) if (mark !== undefined) marks.set(run, mark);
  return marks;
}

/** A host that was there before comes back; one that was not is seen for the first time. */
function arrivals({ strip, changes }: TimelineHost): Marks {
  const first = strip.indexOf('u');
  const marks = new Map<number, 'first-seen' | 'reopened'>();
  for (const { kind, run } of changes) {
    if (kind === 'host-appeared') marks.set(run, run === first ? 'first-seen' : 'reopened');
  }
  return marks;
}

function stretches(
  runs: number,
  stateOf: (run: number) => StripState,
  marks: Marks,
  openOf: (run: number) => number | null = () => null,
): Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0; from < runs;) {
    const state = stateOf(from);
    const open = openOf(from);
    let to = from;
    // A mark begins a stretch of its own only where the state does: what is marked is a change of state.
    while (to + 1 < runs && stateOf(to + 1) === state && openOf(to + 1) === open) to++;
    found.push({ state, from, to, mark: marks.get(from) ?? null, open });
    from = to + 1;
  }
  return found;
}
