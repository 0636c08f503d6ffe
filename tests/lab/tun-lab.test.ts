/** Is the TUN lab what it says? Looked at by plain sockets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainDial, plainDialAll, type Dialed } from './plain-dial.ts';
import { raiseTunLab, type TunLab } from './tun-lab.ts';
import type { SynCount, TunHosts, TunPlan } from './tun/tun-plan.ts';

const HOST = '10.72.0.1';
const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, each) => from + each);
const countOf = (dialed: ReadonlyMap<number, Dialed>, outcome: string): number =>
  [...dialed.values()].filter((each) => each.outcome === outcome).length;

function planOf(host: Partial<TunHosts>, loss: Partial<TunPlan> = {}): TunPlan {
  const one = { addresses: [HOST], rttMs: 5, jitter: 0, ports: {}, ...host };
  return { seed: 7, lossThere: 0, lossBack: 0, hosts: [one], ...loss };
}

let lab: TunLab;
beforeEach(async () => {
  lab = await raiseTunLab(planOf({}));
});
afterEach(() => lab.lower());

test('every kind of port answers as it says, and every SYN is counted', async () => {
  await lab.begin(
    planOf({ ports: { open: '1-5', refused: '6-10', 'port-unreach': '11-15', 'admin-prohibited': '16-20' } }),
  );
  const dialed = await plainDialAll(HOST, range(1, 25), 500);
  const outcomes = [...dialed.values()].map(({ outcome }) => outcome);
  const five = (outcome: string): string[] => range(0, 5).map(() => outcome);
  expect(outcomes).toEqual([
    ...five('open'),
    ...five('ECONNREFUSED'),
    ...five('ECONNREFUSED'),
    ...five('EHOSTUNREACH'),
    ...five('silent'),
  ]);
  expect(await plainDial('10.72.9.9', 1, 200)).toMatchObject({ outcome: 'silent' });
  const counts = await lab.counts();
  expect(counts.size).toBe(25);
  for (const [key, { syns, lostThere, answers, lostBack }] of counts) {
    // More only where the machine stood still for a second.
    expect(syns).toBeGreaterThanOrEqual(1);
    expect(answers).toBe(Number(key.split(' ')[1]) <= 20 ? syns : 0);
    expect(lostThere + lostBack).toBe(0);
  }
});

describe.each([20, 300, 800])('%i ms, give or take a fifth', (rttMs) => {
  test('is how long answers take', async () => {
    await lab.begin(planOf({ rttMs, jitter: 0.2, ports: { open: '1-100', refused: '101-200' } }));
    const dialed = await plainDialAll(HOST, range(51, 100), 5_000);
    expect(countOf(dialed, 'open')).toBe(50);
    expect(countOf(dialed, 'ECONNREFUSED')).toBe(50);
    const times = [...dialed.values()].map(({ ms }) => ms).sort((a, b) => a - b);
    expect(times[0]).toBeGreaterThanOrEqual(rttMs * 0.8);
    // A busy machine may hold some up, but never all.
    expect(times[10]).toBeLessThan(rttMs * 0.95 + 20);
    expect(times[50]).toBeLessThan(rttMs * 1.1 + 20);
    expect(times[90]).toBeGreaterThan(rttMs * 1.05);
  });
});

test('a tenth is lost each way, and the counts tell which', async () => {
  await lab.begin(planOf({ ports: { refused: '1-3000' } }, { lossThere: 0.1, lossBack: 0.1 }));
  const dialed = await plainDialAll(HOST, range(1, 3_000), 900);
  const counts = [...(await lab.counts()).values()];
  const sum = (key: keyof SynCount): number => counts.reduce((total, count) => total + count[key], 0);
  // On a busy machine some dial may last long enough for the kernel's second SYN.
  expect(sum('syns')).toBeGreaterThanOrEqual(3_000);
  expect(sum('answers')).toBe(sum('syns') - sum('lostThere'));
  const arrived = sum('answers') - sum('lostBack');
  expect(countOf(dialed, 'ECONNREFUSED')).toBeLessThanOrEqual(arrived);
  expect(countOf(dialed, 'ECONNREFUSED')).toBeGreaterThanOrEqual(arrived - (sum('syns') - 3_000));
  // Six standard deviations of the seed's lots.
  expect(Math.abs(sum('lostThere') / sum('syns') - 0.1)).toBeLessThan(0.033);
  expect(Math.abs(sum('lostBack') / sum('answers') - 0.1)).toBeLessThan(0.035);
});

test.each([
  ['evenly', false],
  ['in bursts', true],
])('resets and ICMP errors can be limited: %s', async (_, resetsInBursts) => {
  const limited = { resetsPerSecond: 10, icmpPerSecond: 5, resetsInBursts };
  await lab.begin(planOf({ ...limited, ports: { refused: '1-200', 'admin-prohibited': '201-300' } }));
  const begunMs = performance.now();
  const dialed = await plainDialAll(HOST, range(1, 300), 900);
  const seconds = Math.ceil((performance.now() - begunMs) / 1_000);
  // A busy machine may look away until an answer is too late, so what was sent is counted where it is sent.
  const counts = [...(await lab.counts())];
  const sent = (from: number, to: number): number =>
    counts.reduce((sum, [key, { answers }]) => {
      const port = Number(key.split(' ')[1]);
      return from <= port && port <= to ? sum + answers : sum;
    }, 0);
  const [resets, errors] = [sent(1, 200), sent(201, 300)];
  expect(resets).toBeGreaterThanOrEqual(1);
  expect(resets).toBeLessThanOrEqual(10 * (seconds + 1));
  expect(errors).toBeGreaterThanOrEqual(1);
  expect(errors).toBeLessThanOrEqual(5 * (seconds + 1));
  expect(countOf(dialed, 'ECONNREFUSED')).toBeLessThanOrEqual(resets);
  expect(countOf(dialed, 'EHOSTUNREACH')).toBeLessThanOrEqual(errors);
  expect(countOf(dialed, 'silent')).toBeGreaterThanOrEqual(300 - resets - errors);
});

test('nothing is left of it, and another may follow', async () => {
  await lab.lower();
  expect(['ENETUNREACH', 'EHOSTUNREACH']).toContain((await plainDial(HOST, 1, 500)).outcome);
  lab = await raiseTunLab(planOf({ ports: { open: '1' } }));
  expect(await plainDial(HOST, 1, 500)).toMatchObject({ outcome: 'open' });
});
