/** What a report says, as one short text: equal for the same run read twice, different where a single port differs. */
import { createHash } from 'node:crypto';
import { canonicalAddress } from '../../src-shared/scan/ip-address.ts';
import type { ReportSource } from '../reports/report-source.ts';
import { encodeOutcome } from '../store/outcome-codec.ts';

/**
 * Hexadecimal, of what scanned, when the run began and how it ended, what it asked, and each host's names, state, ports,
 * services and banners. Times and tries of single ports are left out: history keeps them less exactly than a file may have
 * them.
 */
export function digestOfReport({ scanner, startedAt, status, options, hosts }: ReportSource): string {
  const hash = createHash('sha256');
  const { targets, exclude, ports } = options;
  const { name, version, dialer, platform } = scanner;
  const when = new Date(startedAt).toISOString();
  hash.update(JSON.stringify([name, version, dialer, platform, when, status, targets, exclude, ports]));
  const said: string[] = [];
  // In an order of their own: history lists hosts by address.
  for (const host of hosts) {
    said.push(JSON.stringify([canonicalAddress(host.address), host.names, encodeOutcome(host)]));
  }
  for (const text of said.sort()) hash.update('\n').update(text);
  return hash.digest('hex');
}

/** Hexadecimal, of a report that does not go by its own id: reports of different ids are different runs. */
export function digestWithId({ id }: Pick<ReportSource, 'id'>, digest: string): string {
  return createHash('sha256').update(`${digest}\n${id}`).digest('hex');
}
