/**
 * What a watch takes its network to be: a run, and what two looks have seen since. A run alone will not do: what only one
 * look of it saw would be taken for the state, and its end for a change.
 */
import { z } from 'zod';
import { canonicalAddress } from '../../../src-shared/scan/ip-address.ts';
import { hasConfidence } from '../../../src-shared/scan/doubtful-silence.ts';
import type { ComparedReport } from '../../../src-shared/scan/diff-scans.ts';
import { formatPortRanges, parsePortRanges } from '../../../src-shared/scan/port-ranges.ts';
import { reasonSchema } from '../../../src-shared/scan/port-state.ts';
import type { ComparedHost } from '../../../src-shared/scan/side-columns.ts';

const beliefSchema = z.strictObject({
  /** A run of the history. */
  reference: z.string(),
  /** Ports that are otherwise since: ranges, and what they say. */
  ports: z.array(
    z.strictObject({
      address: z.string(),
      ports: z.string(),
      reason: reasonSchema,
      service: z.string().nullable(),
    }),
  ),
  /** Hosts that came or went since, and the run that has them as they are now. */
  hosts: z.array(z.strictObject({ address: z.string(), run: z.string() })),
});
export type WatchBelief = z.infer<typeof beliefSchema>;
export type BelievedPorts = WatchBelief['ports'][number];
export type BelievedHost = WatchBelief['hosts'][number];

/** Characters as JSON: beyond it the next run is taken as it is. */
export const MAX_BELIEF = 1_000_000;

export function beliefIn(run: string): WatchBelief {
  return { reference: run, ports: [], hosts: [] };
}

/** As kept with the watch; null: nothing is, or a later version wrote it. */
export function readBelief(text: string): WatchBelief | null {
  try {
    return beliefSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The later word on a port or host is the one that counts. */
export function learn(
  belief: WatchBelief,
  ports: readonly BelievedPorts[],
  hosts: readonly BelievedHost[],
): WatchBelief {
  const newer = new Map<string, Set<number>>();
  for (const each of ports) {
    const known = newer.get(each.address) ?? new Set();
    for (const port of parsePortRanges(each.ports)) known.add(port);
    newer.set(each.address, known);
  }
  const otherHosts = new Set(hosts.map(({ address }) => address));
  const kept = belief.ports.flatMap((each) => {
    // A host as a later run has it brings its ports along.
    if (otherHosts.has(each.address)) return [];
    const left = parsePortRanges(each.ports).filter((port) => newer.get(each.address)?.has(port) !== true);
    return left.length === 0 ? [] : [{ ...each, ports: formatPortRanges(left) }];
  });
  return {
    reference: belief.reference,
    ports: [...kept, ...ports],
    hosts: [...belief.hosts.filter(({ address }) => !otherHosts.has(address)), ...hosts],
  };
}

/** `report`: the belief's reference; `hostsOf`: the hosts of a run, undefined where the run is gone. */
export function believedReport(
  report: ComparedReport,
  belief: WatchBelief,
  hostsOf: (run: string) => readonly ComparedHost[] | undefined,
): ComparedReport {
  if (belief.ports.length + belief.hosts.length === 0) return report;
  const hosts = new Map(report.hosts.map((host) => [canonicalAddress(host.address), host]));
  for (const { address, run } of belief.hosts) {
    const then = hostsOf(run);
    const host = then?.find((each) => canonicalAddress(each.address) === address);
    if (host) hosts.set(address, host);
    else if (then) hosts.delete(address);
  }
  for (const [address, said] of Map.groupBy(belief.ports, (each) => each.address)) {
    const host = hosts.get(address);
    if (host) hosts.set(address, withPorts(host, said));
  }
  return { ...report, hosts: [...hosts.values()] };
}

function withPorts(host: ComparedHost, said: readonly BelievedPorts[]): ComparedHost {
  const told = new Set(said.flatMap(({ ports }) => [...parsePortRanges(ports)]));
  // Two looks saw it; where the report has no confidences, one of them would make all others look doubtful.
  const confidence = hasConfidence(host) ? 1 : null;
  const others = host.ports.filter(({ port }) => !told.has(port));
  const added = said.flatMap(({ ports, reason, service }) =>
    Array.from(parsePortRanges(ports), (port) => ({ port, reason, service, confidence })),
  );
  const extraports = host.extraports.flatMap((run) => {
    const left = parsePortRanges(run.ports).filter((port) => !told.has(port));
    return left.length === 0 ? [] : [{ ...run, count: left.length, ports: formatPortRanges(left) }];
  });
  return { ...host, ports: [...others, ...added].sort((a, b) => a.port - b.port), extraports };
}
