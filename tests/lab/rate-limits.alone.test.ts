/** Hosts that answer only so often: their silence at full speed is none, and is not to be believed. */
import { afterEach, describe, expect, test } from 'vitest';
import { runScan, type EngineEvent, type ScanPlan } from '../../src-main/engine/run-scan.ts';
import { TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';
import { doneOf, eventsOf, listOf, planOf, verdictsOf } from '../main/engine/scripted-network.ts';
import { raiseTunLab, type TunLab } from './tun-lab.ts';
import { raiseVethLab, type VethLab } from './veth-lab.ts';

const range = (from: number, count: number): Uint16Array =>
  Uint16Array.from({ length: count }, (_, index) => from + index);

async function scan(plan: Partial<ScanPlan>): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  const running = runScan(
    planOf({ timing: TIMING_TEMPLATES.T4, dialer: 'epoll', discovery: false, ...plan }),
  );
  for await (const event of running.events) events.push(event);
  return events;
}

const countOf = (events: readonly EngineEvent[], reason: string): number =>
  [...verdictsOf(events).values()].filter((verdict) => verdict.reason === reason).length;
const codesOf = (events: readonly EngineEvent[]): string[] =>
  eventsOf(events, 'warning').map(({ warning }) => warning.code);

describe('behind a TUN device', () => {
  let lab: TunLab | undefined;
  afterEach(async () => {
    await lab?.lower();
  });

  test.each([
    ['evenly', false],
    ['in bursts', true],
  ])('a host of 200 resets a second, %s, is asked as fast as it answers', async (_, resetsInBursts) => {
    lab = await raiseTunLab({
      seed: 3,
      lossThere: 0,
      lossBack: 0,
      hosts: [
        {
          addresses: ['10.72.0.1'],
          rttMs: 5,
          jitter: 0.1,
          ports: { open: '22,80', refused: '1-21,23-79,81-1000' },
          resetsPerSecond: 200,
          resetsInBursts,
        },
      ],
    });
    const events = await scan({ addresses: listOf(['10.72.0.1']), ports: range(1, 1_000) });
    expect({
      open: countOf(events, 'syn-ack'),
      closed: countOf(events, 'reset'),
      silent: countOf(events, 'no-response'),
    }).toEqual({ open: 2, closed: 998, silent: 0 });
    console.log(`1,000 ports at 200 resets a second: ${Math.round(doneOf(events).stats.elapsedMs)} ms`);
  });
});

describe('behind a veth pair', () => {
  let lab: VethLab | undefined;
  afterEach(async () => {
    await lab?.lower();
  });

  test('a host that rejects a hundred ports tells a few, and is warned about', async () => {
    lab = await raiseVethLab();
    await lab.listen([{ address: '10.70.0.1', port: 22 }]);
    await lab.setRules(4, ['-d 10.70.0.1 -p tcp --syn --dport 100:199 -j REJECT']);
    const events = await scan({ addresses: listOf(['10.70.0.1']), ports: range(1, 300) });
    const told = countOf(events, 'port-unreach');
    expect(countOf(events, 'syn-ack')).toBe(1);
    expect(countOf(events, 'reset')).toBe(199);
    expect(told + countOf(events, 'no-response')).toBe(100);
    // Six at once, then about one a second: five seconds of that would name five more of 94, so it is left at that.
    expect(told).toBeGreaterThanOrEqual(7);
    expect(codesOf(events)).toEqual(['icmp-limited']);
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(6_000);
    console.log(`${told} of 100 rejected ports told in ${Math.round(doneOf(events).stats.elapsedMs)} ms`);
  });

  test('a host that rejects a dozen ports tells nearly all of them, within five seconds', async () => {
    lab = await raiseVethLab();
    await lab.listen([{ address: '10.70.0.1', port: 22 }]);
    await lab.setRules(4, ['-d 10.70.0.1 -p tcp --syn --dport 100:111 -j REJECT']);
    const events = await scan({ addresses: listOf(['10.70.0.1']), ports: range(1, 300) });
    const told = countOf(events, 'port-unreach');
    expect(told + countOf(events, 'no-response')).toBe(12);
    expect(told).toBeGreaterThanOrEqual(9);
    console.log(`${told} of 12 rejected ports told in ${Math.round(doneOf(events).stats.elapsedMs)} ms`);
  });

  test('a host that rejects one port among dropped ones costs little, and nothing is said', async () => {
    lab = await raiseVethLab();
    await lab.listen([{ address: '10.70.0.1', port: 22 }]);
    await lab.setRules(4, [
      '-d 10.70.0.1 -p tcp --syn --dport 100 -j REJECT',
      '-d 10.70.0.1 -p tcp --syn --dport 101:199 -j DROP',
    ]);
    const events = await scan({ addresses: listOf(['10.70.0.1']), ports: range(1, 300) });
    expect(countOf(events, 'port-unreach')).toBe(1);
    expect(countOf(events, 'no-response')).toBe(99);
    expect(codesOf(events)).toEqual([]);
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(5_000);
  });
});
