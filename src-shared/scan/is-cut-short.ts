/** Whether a host lacks verdicts although its scan went to the end. */
import type { ComparedHost } from './side-columns.ts';

/**
 * Whether a completed scan gave the host up with ports not asked: its time was up, or this machine could not ask it.
 * A host that was looked for and did not answer lacks nothing: its ports were not to be asked.
 */
export function isCutShort(
  host: Pick<ComparedHost, 'status' | 'reason' | 'ports' | 'extraports'>,
  portsPerHost: number,
): boolean {
  if (couldNotBeAsked(host)) return true;
  if (host.status !== 'up') return false;
  return host.extraports.reduce((sum, { count }) => sum + count, host.ports.length) < portsPerHost;
}

/** Nothing is known of such a host: not even that it did not answer. */
export function couldNotBeAsked({ status, reason }: Pick<ComparedHost, 'status' | 'reason'>): boolean {
  return status === 'unknown' && (reason === 'host-timeout' || reason === 'no-route');
}
