/**
 * What the engine makes of a machine in trouble, with a real kernel behind it: routes that refuse, connections with
 * itself, lost packets, and a cancel with thousands of sockets in the air.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runScan, type EngineEvent, type ScanPlan } from '../../src-main/engine/run-scan.ts';
import { TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';
import { runChild } from '../helpers/child.ts';
import { openListener, type Listener } from '../helpers/listeners.ts';
import { longRun } from '../helpers/repository.ts';
import { doneOf, eventsOf, listOf, planOf, range, verdictsOf } from '../main/engine/scripted-network.ts';
import { assertInsideNamespace } from './firewall.ts';

const DIALERS = [
  ['epoll', 'reset'],
  ['portable', 'conn-refused'],
] as const;
const { T3, T4, T5 } = TIMING_TEMPLATES;

async function must(command: string): Promise<string> {
  const { code, stdout, stderr } = await runChild('sh', ['-c', command], { timeoutMs: 20_000 });
  if (code !== 0) throw new Error(`${command}: ${stderr}`);
  return stdout;
}

const undo: (() => Promise<unknown>)[] = [];
const lasting = async (command: string, reverse: string): Promise<void> => {
  await must(command);
  undo.push(() => must(reverse));
};
const rule = async (text: string): Promise<void> => lasting(`iptables -A ${text}`, `iptables -D ${text}`);

beforeAll(async () => {
  assertInsideNamespace();
  // Every address of the lab answers for itself; a namespace of its own forgets the route with its last process.
  await must('ip route replace local 10.66.0.0/16 dev lo');
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function scan(
  plan: ScanPlan,
  onEvent?: (event: EngineEvent, cancel: () => void) => void,
): Promise<EngineEvent[]> {
  const running = runScan(plan);
  const events: EngineEvent[] = [];
  for await (const event of running.events) {
    events.push(event);
    onEvent?.(event, running.cancel);
  }
  return events;
}

describe.each(DIALERS)('by %s', (dialer, refusal) => {
  describe("a route that refuses is this machine's trouble, never a port state", () => {
    const LIVE = '10.66.1.1';
    test.each([
      ['blackhole', 'unknown', ['own-trouble', 'not-asked']],
      ['prohibit', 'unknown', ['own-trouble', 'not-asked']],
      ['unreachable', 'down', []],
      ['throw', 'unknown', ['own-trouble', 'not-asked']],
    ])('%s', async (kind, status, warnings) => {
      await lasting(`ip route add ${kind} 10.77.0.0/24`, `ip route del ${kind} 10.77.0.0/24`);
      for (const discovery of [true, false]) {
        const events = await scan(
          planOf({
            addresses: listOf([LIVE, '10.77.0.1', '10.77.0.2']),
            ports: range(1, 300),
            timing: T4,
            discovery,
            dialer,
          }),
        );
        const verdicts = verdictsOf(events);
        expect([...verdicts.keys()].filter((key) => !key.startsWith(`${LIVE} `))).toEqual([]);
        expect(verdicts.size).toBe(300);
        for (const { reason } of verdicts.values()) expect(reason).toBe(refusal);
        const gone = eventsOf(events, 'host').filter(({ address }) => address !== LIVE);
        expect(gone).toHaveLength(2);
        for (const host of gone) expect(host).toMatchObject({ status, reason: 'no-route', finished: true });
        expect(new Set(eventsOf(events, 'warning').map(({ warning }) => warning.code))).toEqual(
          new Set(warnings),
        );
        expect(doneOf(events).outcome).toBe('completed');
      }
    });
  });

  test('where every dial of a port begins by connecting to itself, none is told as open', async () => {
    // Few source ports, and all of them scanned: about one dial in two hundred finds itself.
    const file = '/proc/sys/net/ipv4/ip_local_port_range';
    await lasting(`echo 40000 40199 > ${file}`, `echo 32768 60999 > ${file}`);
    const ports = range(40_000, 40_199);
    for (let round = 0; round < 20; round += 1) {
      const events = await scan(
        planOf({ addresses: listOf(['127.0.0.1']), ports, timing: T3, seed: round, dialer }),
      );
      expect(verdictsOf(events).size).toBe(200);
      for (const { reason } of verdictsOf(events).values()) expect(reason).toBe(refusal);
      expect(eventsOf(events, 'warning')).toEqual([]);
    }
  });

  describe('random loss of SYNs', () => {
    const listeners: Listener[] = [];
    afterEach(async () => {
      for (const listener of listeners.splice(0)) await listener.close();
    });

    test.each([
      [0.1, 20],
      [0.2, 20],
    ])('%f: every listener is found, the loss is measured, silence is rare', async (probability, count) => {
      const address = '10.66.2.1';
      for (let each = 0; each < count; each += 1)
        listeners.push(await openListener(address, 3_000 + each * 37));
      await rule(
        `INPUT -d ${address} -p tcp --syn -m statistic --mode random --probability ${probability} -j DROP`,
      );
      const events = await scan(
        planOf({ addresses: listOf([address]), ports: range(2_500, 4_499), timing: T4, dialer }),
      );
      const verdicts = verdictsOf(events);
      expect(verdicts.size).toBe(2_000);
      for (const { port } of listeners) expect(verdicts.get(`${address} ${port}`)?.reason).toBe('syn-ack');
      const wrong = [...verdicts.values()].filter(({ reason }) => reason === 'no-response');
      expect(wrong.length).toBeLessThanOrEqual(1);
      expect(doneOf(events).stats.lossRate).toBeGreaterThan(probability * 0.7);
      expect(doneOf(events).stats.lossRate).toBeLessThan(probability * 1.3);
    });
  });

  test('cancel with thousands of sockets in the air: done at once, no SYN follows', async () => {
    await rule('INPUT -d 10.66.3.0/24 -p tcp --syn -j DROP');
    const addresses = listOf(Array.from({ length: 40 }, (_, index) => `10.66.3.${index + 1}`));
    const inFlightWanted = 5_000;
    const timing = { ...T5, initialTimeoutMs: 20_000, maxTimeoutMs: 20_000 };
    const took: number[] = [];
    let sentBefore = 0;
    for (let round = 0; round < (longRun ? 50 : 2); round += 1) {
      let cancelledAtMs = 0;
      const plan = planOf({ addresses, ports: range(1, 5_000), timing, dialer, seed: round });
      const events = await scan(plan, (event, cancel) => {
        const isTime = event.type === 'progress' && event.progress.inFlight >= inFlightWanted;
        if (!isTime || cancelledAtMs > 0) return;
        cancelledAtMs = performance.now();
        cancel();
      });
      took.push(performance.now() - cancelledAtMs);
      expect(cancelledAtMs).toBeGreaterThan(0);
      expect(doneOf(events).outcome).toBe('stopped');
      const sent = await synsDropped();
      expect(sent - sentBefore).toBeGreaterThan(inFlightWanted);
      // The kernel repeats the SYN of a socket that is still there after one second.
      await sleep(1_300);
      expect(await synsDropped()).toBe(sent);
      sentBefore = sent;
    }
    console.log(`${dialer}: done ${Math.round(Math.max(...took))} ms after cancel at the latest`);
    expect(Math.max(...took)).toBeLessThan(500);
  });
});

async function synsDropped(): Promise<number> {
  const listing = await must('iptables -nvx -L INPUT');
  const [, packets] = /^\s*(\d+)\s+\d+\s+DROP/mu.exec(listing) ?? [];
  return Number(packets);
}
