/**
 * Near and far networks in one scan, as when a company's other offices are scanned together with one's own: the timing of
 * the ones must not be used for the others.
 */
import { raiseTunLab } from '../../lab/tun-lab.ts';
import { portKinds, TUN_PORT_KINDS, type TunHosts, type TunPortKind } from '../../lab/tun/tun-plan.ts';
import type { BenchCase, BenchTools, RaisedCase } from '../bench-case.ts';
import type { LabTruth, TruthKind } from '../lab-truth.ts';
import { everyVerdictRight, shareRight } from '../targets.ts';
import { addressesFrom } from './addresses.ts';
import { scanContenders } from './scan-contenders.ts';

const ROUND_TRIPS_MS = [20, 300, 800];
const HOSTS_EACH = 10;
const ADDRESSES = addressesFrom('10.72.0.1', HOSTS_EACH * ROUND_TRIPS_MS.length);
const LAST_PORT = 30;
const LOSS = 0.05;
/** Which ports are what differs from host to host by a shift, so that no two neighbours look alike. */
const PATTERN: readonly TunPortKind[] = ['open', 'refused', 'refused', 'refused', 'refused', 'silent'];

const HOSTS: readonly TunHosts[] = ADDRESSES.map((address, index) => {
  const of = (kind: TunPortKind): string =>
    Array.from({ length: LAST_PORT }, (_, port) => port + 1)
      .filter((port) => PATTERN[(port + index) % PATTERN.length] === kind)
      .join(',');
  return {
    addresses: [address],
    rttMs: ROUND_TRIPS_MS[Math.floor(index / HOSTS_EACH)] ?? 0,
    jitter: 0.2,
    ports: { open: of('open'), refused: of('refused') },
  };
});

async function raiseMixed(bench: BenchTools, timing: string, loss: number): Promise<RaisedCase> {
  const kinds = new Map(HOSTS.map((hosts) => [hosts.addresses[0] ?? '', portKinds(hosts)]));
  const lab = await raiseTunLab({ seed: 17, lossThere: loss, lossBack: loss, hosts: HOSTS });
  const truth: LabTruth = {
    addresses: ADDRESSES,
    firstPort: 1,
    lastPort: LAST_PORT,
    kindOf: (address, port) => truthKind(TUN_PORT_KINDS[kinds.get(address)?.[port] ?? 0]),
  };
  const targets = [`${ADDRESSES[0]}-${ADDRESSES.length}`];
  const task = { targets, ports: `1-${LAST_PORT}`, timing, discovery: false };
  return { truth, contenders: scanContenders(bench, task), lower: () => lab.lower() };
}

function truthKind(kind: TunPortKind | undefined): TruthKind {
  return kind === 'open' || kind === 'refused' ? kind : 'silent';
}

const TIMINGS = ['T3', 'T4'];

export const MIXED_LATENCY_CASES: readonly BenchCase[] = TIMINGS.flatMap((timing) => [
  {
    name: `mixed-latency/${timing}`,
    title: `10 hosts each at 20, 300 and 800 ms (+-20 %) x 30 ports, open, refused and silent, \`-Pn -${timing}\``,
    targets: [everyVerdictRight],
    raise: (bench) => raiseMixed(bench, timing, 0),
  },
  {
    name: `mixed-latency/${timing}-loss`,
    title: `the same, ${timing}, with 5 % loss each way`,
    targets: [shareRight(0.995)],
    rightShare: 0.995,
    raise: (bench) => raiseMixed(bench, timing, LOSS),
  },
]);
