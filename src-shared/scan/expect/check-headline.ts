/** A check in one sentence: "2 ports open that should not be, 1 missing". */
import type { CheckResult } from './expect-finding.ts';

type Counted = Pick<CheckResult, 'counts' | 'hosts' | 'ports'>;

/** `isWhole`: the run went to its end. */
export function describeCheck({ counts, hosts, ports }: Counted, isWhole: boolean): string {
  const wrong = violations(counts);
  const open = unsure(counts, isWhole);
  if (wrong.length > 0) return [wrong.join(', '), ...open].join('; ');
  const seen = `${plural(hosts, 'host')}, ${plural(ports, 'port')}`;
  return open.length > 0
    ? `Nothing is wrong in what was seen (${seen}); ${open.join('; ')}`
    : `As agreed: ${seen}`;
}

function violations(counts: CheckResult['counts']): string[] {
  const open = counts['unexpected-open'];
  const missing = counts['missing-open'];
  const parts: string[] = [];
  if (open > 0) parts.push(`${plural(open, 'port')} open that should not be`);
  if (missing > 0) parts.push(open > 0 ? `${number(missing)} missing` : `${plural(missing, 'port')} missing`);
  if (counts['missing-host'] > 0) parts.push(`${plural(counts['missing-host'], 'host')} missing`);
  if (counts['unexpected-host'] > 0) {
    parts.push(`${plural(counts['unexpected-host'], 'host')} that should not answer`);
  }
  return parts;
}

function unsure(counts: CheckResult['counts'], isWhole: boolean): string[] {
  const parts: string[] = [];
  if (counts.doubtful > 0) parts.push(`${number(counts.doubtful)} in doubt`);
  if (counts['not-judged'] > 0) parts.push(`${number(counts['not-judged'])} could not be judged`);
  if (!isWhole) parts.push('the run did not go to its end');
  return parts;
}

function plural(amount: number, noun: string): string {
  return `${number(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

function number(amount: number): string {
  return amount.toLocaleString('en-US');
}
