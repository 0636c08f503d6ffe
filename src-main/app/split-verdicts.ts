/** News of many hosts as events of bounded size. */
import type { ScanEventOf } from '../../src-shared/scan/scan-event.ts';
import type { PortReport } from '../../src-shared/scan/scan-report.ts';

export type HostVerdicts = ScanEventOf<'ports'>['hosts'][number];

/** Hosts, open ports and tallies in one event: its JSON stays far below a message's limit whatever the engine batches. */
const MAX_EVENT_WEIGHT = 2_000;
/** A port without a greeting is one; of a greeting, so many characters. */
const CHARACTERS_PER_WEIGHT = 128;

/** In the order they came. A host with too many open ports for one event is told in several: its tally comes first. */
export function* splitVerdicts(hosts: readonly HostVerdicts[]): Generator<HostVerdicts[]> {
  let part: HostVerdicts[] = [];
  let weight = 0;
  for (const host of hosts.flatMap(splitHost)) {
    const own = weightOf(host);
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

function splitHost(host: HostVerdicts): HostVerdicts[] {
  if (weightOf(host) <= MAX_EVENT_WEIGHT) return [host];
  const parts: HostVerdicts[] = [];
  let { tally } = host;
  let open: PortReport[] = [];
  let weight = 1 + tally.length;
  for (const port of host.open) {
    const own = weightOfPort(port);
    if (open.length > 0 && weight + own > MAX_EVENT_WEIGHT) {
      parts.push({ ...host, open, tally });
      [open, tally, weight] = [[], [], 1];
    }
    open.push(port);
    weight += own;
  }
  return [...parts, { ...host, open, tally }];
}

function weightOf({ open, tally }: HostVerdicts): number {
  return open.reduce((sum, port) => sum + weightOfPort(port), 1 + tally.length);
}

function weightOfPort({ banner }: PortReport): number {
  return banner === undefined ? 1 : 1 + Math.ceil(banner.length / CHARACTERS_PER_WEIGHT);
}
