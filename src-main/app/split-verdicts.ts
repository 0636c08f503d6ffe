/** News of many hosts as events of bounded size. */
import type { ScanEventOf } from '../../src-shared/scan/scan-event.ts';

export type HostVerdicts = ScanEventOf<'ports'>['hosts'][number];

/** Hosts, open ports and tallies in one event: its JSON stays far below a message's limit whatever the engine batches. */
const MAX_EVENT_WEIGHT = 2_000;

/** In the order they came; a single host is never split. */
export function* splitVerdicts(hosts: readonly HostVerdicts[]): Generator<HostVerdicts[]> {
  let part: HostVerdicts[] = [];
  let weight = 0;
  for (const host of hosts) {
    const own = 1 + host.open.length + host.tally.length;
    if (part.length > 0 && weight + own > MAX_EVENT_WEIGHT) {
      yield part;
      part = [];
      weight = 0;
    }
    part.push(host);
    weight += own;
  }
  if (part.length > 0) yield part;
}
