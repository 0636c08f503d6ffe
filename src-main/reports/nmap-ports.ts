/** The ports of a host from nmap's XML as rows and runs of ours. */
import { isSummarised } from '../../src-shared/scan/extraports.ts';
import { MAX_PORT } from '../../src-shared/scan/port-ranges.ts';
import { stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import type { ExtraPorts, PortReport } from '../../src-shared/scan/scan-report.ts';
import type { CountedPorts, NmapHost, ToldPorts } from './nmap-host.ts';
import { countPorts, formatRanges, joinRanges, subtractRanges, type PortRange } from './nmap-numbers.ts';
import { readVerdict } from './nmap-words.ts';

/** Names the ports of a group that the file only counts, where that leaves no choice; otherwise returns how many they are. */
export function placeCounted(host: NmapHost, asked: readonly PortRange[]): number {
  const [group] = host.counted;
  if (!group) return 0;
  const named = [...host.told.map(({ range }) => range), ...host.leftOut.otherStates];
  const rest = subtractRanges(asked, joinRanges(named));
  const verdict = host.counted.length === 1 && countPorts(rest) === group.count ? verdictOf(group) : null;
  if (verdict === null) return host.counted.reduce((sum, { count }) => sum + count, 0);
  host.isGuessed ||= verdict.guessed;
  for (const range of rest) host.told.push({ range, reason: verdict.reason, service: null });
  return 0;
}

/** One reason for a whole group: its only one, or the vaguest of the state, or the most frequent as a guess. */
function verdictOf({ state, reasons }: CountedPorts): { reason: Reason; guessed: boolean } | null {
  const [most] = [...reasons].sort((a, b) => b.count - a.count);
  if (!most || reasons.length === 1) return readVerdict(state, most?.reason ?? '');
  if (state === 'closed') return readVerdict(state, '');
  const verdict = readVerdict(state, most.reason);
  return verdict && { ...verdict, guessed: true };
}

/** The first port that is told twice; null: none. */
export function findTwice(told: readonly ToldPorts[]): number | null {
  let before = -1;
  for (const { range } of [...told].sort((a, b) => a.range[0] - b.range[0])) {
    if (range[0] <= before) return range[0];
    before = range[1];
  }
  return null;
}

/** One verdict a port where several looks at the same host are told one after the other: the latest counts. */
export function settleLooks(told: readonly ToldPorts[]): ToldPorts[] {
  // Filled once a look and read once a host: a file may tell of one host a hundred thousand times.
  const latest = new Uint32Array(MAX_PORT + 1);
  for (const [index, { range }] of told.entries()) latest.fill(index + 1, range[0], range[1] + 1);
  const settled: ToldPorts[] = [];
  for (let first = 0; first <= MAX_PORT;) {
    const index = latest[first] ?? 0;
    let next = first + 1;
    while (next <= MAX_PORT && latest[next] === index) next++;
    const ports = told[index - 1];
    if (ports) settled.push({ ...ports, range: [first, next - 1] });
    first = next;
  }
  return settled;
}

/** Rows and runs by our rule (extraports.ts), whatever nmap's own was. Tries, times and confidence are not told. */
export function rowsAndRuns(told: readonly ToldPorts[]): { ports: PortReport[]; extraports: ExtraPorts[] } {
  const ports: PortReport[] = [];
  const extraports: ExtraPorts[] = [];
  for (const [reason, group] of Map.groupBy(told, ({ reason }) => reason)) {
    const state = stateOfReason(reason);
    const ranges = joinRanges(group.map(({ range }) => range));
    const count = countPorts(ranges);
    if (isSummarised(state, count)) {
      extraports.push({ state, reason, count, ports: formatRanges(ranges) });
      continue;
    }
    for (const { range, service } of group) {
      for (let port = range[0]; port <= range[1]; port++) {
        const row = { port, protocol: 'tcp', state, reason, service } as const;
        ports.push({ ...row, rttMs: null, attempts: 0, confidence: null });
      }
    }
  }
  return { ports: ports.sort((a, b) => a.port - b.port), extraports };
}
