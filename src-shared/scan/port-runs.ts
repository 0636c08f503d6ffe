/** Runs of neighbouring ports with one verdict, and what lies scattered among them: the shape of a host's policy. */
import { codeOfVerdict, NO_VERDICT, NOT_ASKED } from './port-codes.ts';

export interface PortRun {
  readonly from: number;
  readonly to: number;
  /** Of port-codes.ts. */
  readonly code: number;
  /** Ports from `from` to `to` with this code: fewer than lie there where others are scattered among them. */
  readonly count: number;
}

export interface ScatteredPorts {
  readonly code: number;
  readonly count: number;
  /** Ascending; at most {@link MAX_NAMED}. */
  readonly first: readonly number[];
}

export interface PortRuns {
  /** Ascending, disjoint. */
  readonly runs: readonly PortRun[];
  /** What is in no run, by code. With the runs' counts: every port that was asked. */
  readonly scattered: readonly ScatteredPorts[];
}

export interface PortRunOptions {
  /** Fewer neighbours than this are scattered ports. Default: by the number of ports asked. */
  readonly least?: number;
  /** Where there would be more runs than this, `least` grows. */
  readonly most?: number;
}

export const MAX_NAMED = 4;
const OPEN = codeOfVerdict('syn-ack');
/** Open ports are listed by themselves: only a host that accepts nearly everything has runs of them. */
const LEAST_OPEN = 32;
const MOST_RUNS = 24;

/** `codes`: one for each port. Ports that nobody asked part no run: a scan of few ports has runs, too. */
export function findPortRuns(codes: Uint8Array, options: PortRunOptions = {}): PortRuns {
  const raw = splitRuns(codes);
  const most = options.most ?? MOST_RUNS;
  let least = options.least ?? leastRun(raw);
  const settled = joinNeighbours(raw.filter((run) => !isTransparent(run)));
  let runs = joinNeighbours(settled.filter(({ count }) => count >= least));
  while (runs.length > most) {
    least *= 2;
    runs = joinNeighbours(settled.filter(({ count }) => count >= least));
  }
  return share(raw, runs);
}

/** Parts no run: short rows of open ports, and what waits for its verdict, which is asked for in no order. */
function isTransparent({ code, count }: PortRun): boolean {
  return code === NO_VERDICT || (code === OPEN && count < LEAST_OPEN);
}

function splitRuns(codes: Uint8Array): PortRun[] {
  const runs: PortRun[] = [];
  let open: { from: number; to: number; code: number; count: number } | undefined;
  for (let port = 0; port < codes.length; port++) {
    const code = codes[port]!;
    if (code === NOT_ASKED) continue;
    if (open?.code === code) {
      open.to = port;
      open.count++;
    } else {
      open = { from: port, to: port, code, count: 1 };
      runs.push(open);
    }
  }
  return runs;
}

function leastRun(raw: readonly PortRun[]): number {
  const asked = raw.reduce((sum, { count }) => sum + count, 0);
  return asked <= 64 ? 1 : Math.min(16, 1 + Math.ceil(asked / 4_096));
}

function joinNeighbours(runs: readonly PortRun[]): PortRun[] {
  const joined: PortRun[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    if (before?.code === run.code)
      joined[joined.length - 1] = { ...before, to: run.to, count: before.count + run.count };
    else joined.push(run);
  }
  return joined;
}

/** Counts again what lies in each run, and what lies in none. */
function share(raw: readonly PortRun[], runs: readonly PortRun[]): PortRuns {
  const counts = new Array<number>(runs.length).fill(0);
  const scattered = new Map<number, { code: number; count: number; first: number[] }>();
  let at = 0;
  for (const piece of raw) {
    while (at < runs.length && runs[at]!.to < piece.from) at++;
    const run = runs[at];
    if (run && run.from <= piece.from && run.code === piece.code) {
      counts[at]! += piece.count;
      continue;
    }
    const known = scattered.get(piece.code) ?? { code: piece.code, count: 0, first: [] };
    scattered.set(piece.code, known);
    known.count += piece.count;
    // Ports of a piece stand close together, but not always side by side: only its ends are sure.
    for (const port of piece.count === 1 ? [piece.from] : [piece.from, piece.to]) {
      if (known.first.length < MAX_NAMED) known.first.push(port);
    }
  }
  return {
    runs: runs.map((run, index) => ({ ...run, count: counts[index]! })),
    scattered: [...scattered.values()].sort((a, b) => a.code - b.code),
  };
}
