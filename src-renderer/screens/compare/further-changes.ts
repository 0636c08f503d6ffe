/** The line under the headline. Pure. */
import type { HostChange, PortChange, ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { formatPlural } from '../../components/format.ts';
import { judgeUnasked, type Unasked } from './unasked.ts';

const CUT_WORDS: Readonly<Record<Exclude<Unasked, 'scope'>, string>> = {
  'host-timeout': 'cut off by a host timeout',
  stopped: 'not reached before the run was stopped',
  ended: 'not reached before the run broke off',
};

/** What the headline leaves out: changes that are none of state, how ports fell silent, and what cannot be said. */
export function furtherChanges(diff: ScanDiff): string {
  const parts = [...reasonsAlone(diff), ...fallenSilent(diff), ...unsaid(diff), ...unlisted(diff)];
  return parts.join(' · ');
}

function reasonsAlone({ counts, headline }: ScanDiff): string[] {
  const count = counts['reason-only'];
  // A headline without a change of state tells of it itself.
  if (count === 0 || headline.includes('another reason')) return [];
  return [`${formatPlural(count, 'port')} changed reason only`];
}

/** "216 ports went from refused to silent". Where changes are left out for their number, nothing finer is said. */
function fallenSilent({ ports, counts }: ScanDiff): string[] {
  const ways = new Map<string, number>();
  let told = 0;
  for (const { kind, before, after, count } of ports) {
    if (kind !== 'filtered' || !before || !after) continue;
    const way = `${before.state === 'open' ? 'open' : 'refused'} to ${after.reason === 'no-response' ? 'silent' : 'rejected'}`;
    ways.set(way, (ways.get(way) ?? 0) + count);
    told += count;
  }
  if (told !== counts.filtered) return [];
  return [...ways].map(([way, count]) => `${formatPlural(count, 'port')} went from ${way}`);
}

/** Ports and hosts of only one run, and why. */
function unsaid(diff: ScanDiff): string[] {
  const whyOf = judgeUnasked(diff);
  const counts = new Map<Unasked, number>();
  for (const change of diff.ports) {
    if (change.kind === 'not-comparable') add(counts, whyOf(change), change);
  }
  const parts: { count: number; words: string }[] = [];
  for (const [why, count] of counts) {
    const verb = count === 1 ? 'was' : 'were';
    const words = why === 'scope' ? 'asked in only one of the two runs' : CUT_WORDS[why];
    parts.push({ count, words: `${formatPlural(count, 'port')} ${verb} ${words}` });
  }
  const apart = diff.hosts.filter(({ kind }) => kind.startsWith('not-scanned'));
  const beside = apart.filter((host) => isBeside(host, diff)).length;
  for (const [count, words] of [
    [beside, 'asked in only one of the two runs'],
    [apart.length - beside, 'not asked to the end in one of the two runs'],
  ] as const) {
    if (count > 0)
      parts.push({ count, words: `${formatPlural(count, 'host')} ${count === 1 ? 'was' : 'were'} ${words}` });
  }
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  return parts.map(({ words }, index) =>
    index === parts.length - 1 ? `${words}, so nothing is said about ${all === 1 ? 'it' : 'them'}` : words,
  );
}

/** Whether a host was outside the scope of the run that lacks it: that run went to the end and knows nothing of it. */
function isBeside({ kind, before, after }: HostChange, diff: ScanDiff): boolean {
  const [status, run] = kind === 'not-scanned-before' ? [before, diff.before] : [after, diff.after];
  return status === null && run.status === 'completed';
}

/** A comparison lists so many changes; those that matter least are only counted. */
function unlisted(diff: ScanDiff): string[] {
  const count = countUnlisted(diff);
  return count > 0
    ? [`${formatPlural(count, 'more port')} ${count === 1 ? 'is' : 'are'} counted, not listed`]
    : [];
}

/** Ports that changed and are in no entry of the comparison. */
export function countUnlisted({ counts, ports }: ScanDiff): number {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return ports.reduce((rest, { count }) => rest - count, all);
}

/** Whether the runs have no port in common: then not even "no change" can be said. */
export function isNothingShared({ headline }: ScanDiff): boolean {
  // The comparison itself knows, and says so nowhere else.
  return headline.startsWith('Nothing to compare');
}

function add(counts: Map<Unasked, number>, why: Unasked, { count }: PortChange): void {
  counts.set(why, (counts.get(why) ?? 0) + count);
}
