/** Near and far hosts in one scan: every verdict must rest on the host's own times. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScan } from '../../src-main/engine/run-scan.ts';
import { TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';
import { seedOr } from '../helpers/random.ts';
import { longRun } from '../helpers/repository.ts';
import { listOf, planOf, verdictsOf } from '../main/engine/scripted-network.ts';
import { raiseTunLab, type TunLab } from './tun-lab.ts';
import type { TunPlan } from './tun/tun-plan.ts';

/** A third of the hosts at each distance, and of the ports of each kind. */
const DISTANCES_MS = [20, 300, 800];
const HOSTS_EACH = longRun ? 3 : 2;
const PORTS = Uint16Array.from({ length: 100 }, (_, index) => 1 + index);
const EXPECTED = ['syn-ack', 'reset', 'no-response'] as const;
const kindOf = (port: number): (typeof EXPECTED)[number] => EXPECTED[port % 3] ?? 'no-response';
const portsOf = (kind: string): string => [...PORTS].filter((port) => kindOf(port) === kind).join(',');
const addressOf = (distance: number, each: number): string => `10.72.${distance}.${1 + each}`;
const HOSTS = DISTANCES_MS.flatMap((_, distance) =>
  Array.from({ length: HOSTS_EACH }, (_each, each) => addressOf(distance, each)),
);

const network = (seed: number, loss: number): TunPlan => ({
  seed,
  lossThere: loss,
  lossBack: loss,
  hosts: DISTANCES_MS.map((rttMs, distance) => ({
    addresses: Array.from({ length: HOSTS_EACH }, (_, each) => addressOf(distance, each)),
    rttMs,
    jitter: 0.2,
    ports: { open: portsOf('syn-ack'), refused: portsOf('reset') },
  })),
});

let lab: TunLab;
beforeAll(async () => {
  lab = await raiseTunLab(network(1, 0));
});
afterAll(() => lab.lower());

/** One line for each verdict that is not the truth. */
async function errorsOf(timing: 'T3' | 'T4', discovery: boolean): Promise<string[]> {
  const plan = planOf({
    addresses: listOf(HOSTS),
    ports: PORTS,
    timing: TIMING_TEMPLATES[timing],
    discovery,
  });
  const scan = runScan({ ...plan, dialer: 'epoll' });
  const events = [];
  for await (const event of scan.events) events.push(event);
  const verdicts = verdictsOf(events);
  return HOSTS.flatMap((host) =>
    [...PORTS].flatMap((port) => {
      const said = verdicts.get(`${host} ${port}`)?.reason ?? 'nothing';
      return said === kindOf(port) ? [] : [`${host} ${port} is ${kindOf(port)}, was told as ${said}`];
    }),
  );
}

test.each([
  ['T3', false],
  ['T4', true],
] as const)('%s tells all exactly, with no setting for it (discovery: %s)', async (timing, discovery) => {
  await lab.begin(network(2, 0));
  expect(await errorsOf(timing, discovery)).toEqual([]);
});

test.each(['T3', 'T4'] as const)('%s, with one packet of twenty lost each way', async (timing) => {
  let wrong = 0;
  const rounds = longRun ? 10 : 1;
  for (let round = 0; round < rounds; round += 1) {
    await lab.begin(network(seedOr(50) + round, 0.05));
    wrong += (await errorsOf(timing, false)).length;
  }
  console.log(
    `${timing}: ${wrong} of ${rounds * HOSTS.length * PORTS.length} verdicts wrong at 5 % loss each way`,
  );
  expect(wrong).toBeLessThanOrEqual(0.005 * rounds * HOSTS.length * PORTS.length);
});
