/** A comparison in one line. */
import type { HostChange, PortChangeKind } from './scan-diff.ts';

export interface HeadlineFacts {
  readonly counts: Readonly<Record<PortChangeKind, number>>;
  readonly hosts: readonly HostChange[];
  /** Of the doubtful ports, those that may have fallen silent. */
  readonly mayBeSilent: number;
  /** Whether both know of a host whether it is there, and whether both asked any of its ports. */
  readonly sharesHosts: boolean;
  readonly sharesPorts: boolean;
  /** Whether they have targets in common, and asked ports of one host, the same or others; default: no. */
  readonly sharesTargets?: boolean;
  readonly sharesScanned?: boolean;
}

/** "3 ports opened, 1 closed, 1 host gone"; what was found where both runs asked. */
export function describeDiff(facts: HeadlineFacts): string {
  const changes = describeChanges(facts);
  if (changes !== null) return changes;
  const why = whyNothing(facts);
  if (why !== null) return `Nothing to compare: ${why}`;
  const isAll = facts.counts['not-comparable'] === 0 && facts.hosts.length === 0;
  return isAll ? 'Nothing changed' : 'Nothing changed in what both runs asked';
}

/** Whether there was anything to compare. */
export function isComparable(facts: HeadlineFacts): boolean {
  return describeChanges(facts) !== null || whyNothing(facts) === null;
}

/** Why the runs cannot be compared; null: they can. */
function whyNothing(facts: HeadlineFacts): string | null {
  if (facts.sharesPorts) return null;
  if (facts.sharesScanned === true) return 'the two runs asked different ports';
  if (facts.sharesHosts) return null;
  return facts.sharesTargets === true
    ? 'no host was asked to the end in both runs'
    : 'the two runs have no host in common';
}

/** Null: no change is told. */
function describeChanges(facts: HeadlineFacts): string | null {
  const { counts, hosts, mayBeSilent } = facts;
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
  const doubt = describeDoubt(mayBeSilent, counts.doubtful - mayBeSilent, hosts);
  if (doubt !== null) parts.push(doubt);
  if (parts.length > 0) return parts.join(', ');
  const reasons = counts['reason-only'];
  if (reasons === 0) return null;
  return `No state changed; ${amount(reasons, 'port')} ${reasons === 1 ? 'gives' : 'give'} another reason`;
}

/** "2 ports may have fallen silent (lost packets not excluded)"; null: nothing is in doubt. */
function describeDoubt(after: number, before: number, hosts: readonly HostChange[]): string | null {
  const parts: string[] = [];
  if (after > 0) parts.push(`${amount(after, 'port')} may have fallen silent`);
  if (before > 0) parts.push(`${amount(before, after > 0 ? null : 'port')} may have been silent before`);
  const isGone = hosts.filter(({ kind }) => kind === 'may-be-gone').length;
  const isNew = hosts.filter(({ kind }) => kind === 'may-be-new').length;
  if (isGone > 0) parts.push(`${amount(isGone, 'host')} may be gone`);
  if (isNew > 0) parts.push(`${amount(isNew, isGone > 0 ? null : 'host')} may have been there before`);
  return parts.length === 0 ? null : `${parts.join(', ')} (lost packets not excluded)`;
}

/** "1 port", "3 ports", "1,234" where the noun was said before. */
function amount(count: number, noun: string | null): string {
  const number = count.toLocaleString('en-US');
  return noun === null ? number : `${number} ${noun}${count === 1 ? '' : 's'}`;
}
