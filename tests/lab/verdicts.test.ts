/**
 * Firewalls with every kind of rule, scanned by the real command line: each port must get exactly the verdict and the
 * reason that the dialer can know.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DialerName } from '../../src-main/engine/choose-dialer.ts';
import { createRandom, seedOr } from '../helpers/random.ts';
import { readReport, verdictsOf } from '../helpers/report.ts';
import { longRun } from '../helpers/repository.ts';
import { scanToJson } from '../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { raiseFirewall, type Firewall, type FirewallPlan } from './firewall.ts';
import { drawFirewall, portsArgument, truthOf } from './random-firewall.ts';
import { ruleKinds, type Family } from './rule-kinds.ts';

const FAMILIES: readonly Family[] = [4, 6];
const DIALERS: readonly DialerName[] = ['epoll', 'portable'];
const EVERY_WAY = DIALERS.flatMap((dialer) => FAMILIES.map((family) => ({ dialer, family })));
const SIZE = { hosts: 5, portsPerHost: 48 };

let folder: TempFolder;
let firewall: Firewall | undefined;

beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  await firewall?.lower();
  firewall = undefined;
  await folder.dispose();
});

async function scanLab(
  plan: FirewallPlan,
  dialer: DialerName,
  more: readonly string[],
): Promise<ReturnType<typeof readReport>> {
  const args = [...plan.keys(), '-p', portsArgument(plan), '--dialer', dialer, ...more];
  return readReport(await scanToJson(args, { dataFolder: folder.path }));
}

describe.each(EVERY_WAY)('IPv$family firewall by $dialer, 5 hosts x 48 ports', ({ dialer, family }) => {
  test.each([
    ['T4', ['-T4', '-Pn']],
    ['T3', ['-T3']],
  ])('%s tells every port exactly', async (_name, flags) => {
    const seed = seedOr(0x6600 + family);
    const plan = drawFirewall(createRandom(seed), family, SIZE);
    firewall = await raiseFirewall(plan);

    const report = await scanLab(plan, dialer, flags);

    const differences = differencesOf(truthOf(plan, firewall, dialer), verdictsOf(report));
    expect(report.scanner.dialer).toBe(dialer);
    expect(differences, `seed ${seed}`).toEqual([]);
    expect(report.status).toBe('completed');
    expect(report.hosts.map((host) => host.status)).toEqual(report.hosts.map(() => 'up'));
    expect(report.hosts.map((host) => host.address).sort()).toEqual([...plan.keys()].sort());
  });

  test('silence is told with its tries and how sure it is', async () => {
    const address = family === 4 ? '10.66.0.1' : 'fd66::1';
    const ports = new Map(
      Array.from({ length: 20 }, (_, index) => [2_000 + index, index === 0 ? 'open' : 'drop'] as const),
    );
    firewall = await raiseFirewall(new Map([[address, ports]]));

    const report = await scanLab(firewall.plan, dialer, ['-T4', '--all-ports']);

    const silent = report.hosts[0]?.ports.filter((port) => port.reason === 'no-response') ?? [];
    expect(silent).toHaveLength(19);
    for (const port of silent) {
      expect(port.attempts).toBeGreaterThanOrEqual(2);
      expect(port.confidence).toBeGreaterThan(0.99);
      expect(port.rttMs).toBeNull();
    }
  });
});

describe('firewalls drawn by lot', () => {
  const rounds = longRun ? 40 : 2;
  const size = longRun ? { hosts: 20, portsPerHost: 120 } : { hosts: 3, portsPerHost: 60 };
  test.each(Array.from({ length: rounds }, (_, round) => round))('round %i', async (round) => {
    // A new one each day in the long run, the same one in every `npm test`.
    const seed = seedOr(longRun ? Math.floor(Date.now() / 86_400_000) * 100 + round : 7_001 + round);
    const { dialer, family } = EVERY_WAY[round % EVERY_WAY.length] ?? { dialer: 'epoll', family: 4 };
    const plan = drawFirewall(createRandom(seed), family, size);
    firewall = await raiseFirewall(plan);

    const report = await scanLab(plan, dialer, ['-T4', '--seed', String(seed >>> 0)]);

    expect(differencesOf(truthOf(plan, firewall, dialer), verdictsOf(report)), `seed ${seed}`).toEqual([]);
  });
});

test('the lab has every REJECT that the kernel offers', () => {
  expect(ruleKinds(4)).toHaveLength(12);
  expect(ruleKinds(6)).toHaveLength(11);
});

/** One line for each port whose verdict is not the truth, or that is missing or too many. */
function differencesOf(
  truth: ReadonlyMap<string, { state: string; reason: string }>,
  seen: ReadonlyMap<string, { state: string; reason: string }>,
): string[] {
  const say = (verdict: { state: string; reason: string } | undefined): string =>
    verdict ? `${verdict.state}/${verdict.reason}` : 'nothing';
  return [...new Set([...truth.keys(), ...seen.keys()])]
    .filter((key) => say(truth.get(key)) !== say(seen.get(key)))
    .map((key) => `${key}: is ${say(truth.get(key))}, was told as ${say(seen.get(key))}`);
}
