/** A comparison in one line. */
import type { HostChange, PortChangeKind } from './scan-diff.ts';

/** "3 ports opened, 1 closed, 1 host gone"; what was found where both runs asked. `shared`: hosts with ports in both. */
export function describeDiff(
  counts: Readonly<Record<PortChangeKind, number>>,
  hosts: readonly HostChange[],
  shared: number,
): string {
  const parts: string[] = [];
  const addPorts = (count: number, words: string): void => {
    if (count > 0) parts.push(`${amount(count, parts.length === 0 ? 'port' : null)} ${words}`);
  };
  addPorts(counts.opened, 'opened');
  addPorts(counts.closed, 'closed');
  addPorts(counts.filtered, 'filtered');
  if (counts.service > 0) parts.push(`${amount(counts.service, 'service')} changed`);
  const appeared = hosts.filter(({ kind }) => kind === 'appeared').length;
  const gone = hosts.filter(({ kind }) => kind === 'gone').length;
  if (appeared > 0) parts.push(`${amount(appeared, 'host')} appeared`);
  if (gone > 0) parts.push(`${amount(gone, appeared > 0 ? null : 'host')} gone`);
  if (parts.length > 0) return parts.join(', ');
  if (counts['reason-only'] > 0) {
    return `No state changed; ${amount(counts['reason-only'], 'port')} ${counts['reason-only'] === 1 ? 'gives' : 'give'} another reason`;
  }
  const apart = counts['not-comparable'] > 0 || hosts.length > 0;
  if (apart && shared === 0) return 'Nothing to compare: the two runs have no host in common';
  return apart ? 'Nothing changed in what both runs asked' : 'Nothing changed';
}

/** "1 port", "3 ports", "1,234" where the noun was said before. */
function amount(count: number, noun: string | null): string {
  const number = count.toLocaleString('en-US');
  return noun === null ? number : `${number} ${noun}${count === 1 ? '' : 's'}`;
}
