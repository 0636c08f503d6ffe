import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveHosts } from '../../../src-main/app/live-hosts.ts';
import { listedPorts } from '../../../src-main/app/host-columns.ts';
import type { RunHost } from '../../../src-main/app/run-data.ts';
import { createAddressList } from '../../../src-shared/scan/address-list.ts';
import { verdicts } from './fake-engine.ts';

const ALL = Uint16Array.from({ length: 65_535 }, (_, index) => index + 1);
const addresses = createAddressList([{ family: 4, first: 0x0a42_0000, last: 0x0a42_ffff }]);

function openHosts(ports: Uint16Array): LiveHosts {
  return new LiveHosts({
    positions: addresses,
    ports,
    allPorts: false,
    namesOf: new Map(),
    serviceName: () => null,
  });
}

const up = (address: string) => ({ address, status: 'up', reason: 'syn-ack', srttMs: 1 }) as const;

describe('hosts in flight', () => {
  it('of which little is known take little memory, however many ports are to be asked', () => {
    const hosts = openHosts(ALL);
    const before = process.memoryUsage().arrayBuffers;
    for (let index = 0; index < 400; index++) {
      const address = addresses.at(index);
      hosts.describe(up(address));
      hosts.record(verdicts(address, [443], 'syn-ack'));
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 2 ** 20);
    expect(hosts.settled).toBe(400);
  });

  it('keep every verdict as they grow from few to all, and each once', () => {
    const hosts = openHosts(ALL);
    const address = addresses.at(0);
    const batches = [
      verdicts(address, [443], 'syn-ack'),
      verdicts(address, [80, 443, 22], 'reset'),
      verdicts(address, [9, 7, 8], 'no-response'),
      verdicts(address, [...ALL.subarray(99, 40_000)], 'reset'),
      verdicts(address, [...ALL], 'no-response'),
    ];
    const tallies = batches.map((batch) => hosts.record(batch)?.tally);
    expect(tallies.map((tally) => tally?.[0]?.count)).toEqual([1, 2, 3, 39_900, 65_535 - 39_906]);
    expect(hosts.settled).toBe(65_535);
    expect(hosts.record(verdicts(address, [443], 'reset'))).toBeUndefined();
    const done = hosts.finish(up(address));
    const { runs, ...columns } = done?.columns ?? expect.fail();
    expect(listedPorts({ runs, ...columns }).map(({ port, reason }) => [port, reason])).toEqual([
      [443, 'syn-ack'],
    ]);
    expect(runs.map(({ reason, count }) => [reason, count])).toEqual([
      ['reset', 39_902],
      ['no-response', 65_535 - 39_903],
    ]);
  });

  it('say which ports an earlier run settled, of few and of many', () => {
    const hosts = openHosts(Uint16Array.from([22, 80, 443]));
    hosts.describe(up('10.66.0.1'));
    hosts.record(verdicts('10.66.0.1', [80], 'syn-ack'));
    hosts.describe(up('10.66.0.2'));
    const settled = hosts.settledWork(addresses);
    expect(settled.settledPorts('10.66.0.1')).toEqual(Uint8Array.from([0, 1, 0]));
    expect(settled.settledPorts('10.66.0.2')).toBeUndefined();
    expect(settled.portsSettled).toBe(1);
    expect(settled.foundUp('10.66.0.2')).toEqual({ reason: 'syn-ack', srttMs: 1 });
  });

  it('take nothing of a port that was not asked', () => {
    const hosts = openHosts(Uint16Array.from([22, 80]));
    expect(() => hosts.record(verdicts('10.66.0.1', [22, 81], 'reset'))).toThrow(/81 was not asked/);
    expect(hosts.settled).toBe(0);
  });
});

describe('hosts that are done', () => {
  const REASONS_SEEN = ['syn-ack', 'reset', 'no-response', 'admin-prohibited'] as const;
  const answers = fc.array(fc.constantFrom(...REASONS_SEEN), { minLength: 0, maxLength: 100 });
  const service = (port: number): string | null => (port % 3 === 0 ? `service-${port}` : null);

  it('are listed by position as they were in flight, whatever they answered', () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 20 }), fc.boolean(), (hosts, allPorts) => {
        const options = { positions: addresses, ports: ALL, allPorts, serviceName: service };
        const live = new LiveHosts({ ...options, namesOf: new Map([[addresses.at(1), ['one.test']]]) });
        const planned = hosts.map((reasons, index) => {
          // Not in order, and no two the same.
          const address = addresses.at((index * 7_919) % 65_536);
          const ports = reasons.map((_, at) => at + 1);
          live.describe(up(address));
          if (ports.length > 0) live.record(greeted(address, ports, (port) => reasons[port - 1] ?? 'reset'));
          return address;
        });
        const inFlight = live.list().map(plain);
        for (const [index, address] of planned.entries()) if (index % 4 !== 3) live.finish(up(address));
        const listed = live.list();
        // Read in another order than they stand in: what is made for one must not be another's.
        for (const host of [...listed, ...listed.toReversed()]) expect(plain(host)).toEqual(plain(host));
        const done = new Set(planned.filter((_, index) => index % 4 !== 3));
        expect(listed.map(plain)).toEqual(
          inFlight.map((host) => ({
            ...host,
            head: { ...host.head, finished: done.has(host.head.address) },
          })),
        );
        expect(live.decided).toEqual({ up: hosts.length, down: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('say nothing more, and are not asked again', () => {
    const hosts = openHosts(Uint16Array.from([22, 80]));
    hosts.record(verdicts('10.66.0.1', [22], 'reset'));
    hosts.finish({ ...up('10.66.0.1'), status: 'down', reason: 'no-route' });
    expect(hosts.record(verdicts('10.66.0.1', [80], 'reset'))).toBeUndefined();
    expect(hosts.describe(up('10.66.0.1'))).toBeUndefined();
    expect(hosts.finish(up('10.66.0.1'))).toBeUndefined();
    expect(hosts.list()).toHaveLength(1);
    expect(hosts.settled).toBe(1);
    expect(hosts.decided).toEqual({ up: 0, down: 1 });
    const work = hosts.settledWork(addresses);
    expect([work.hostsFinished, work.portsSettled]).toEqual([1, 0]);
    expect(work.isFinished('10.66.0.1')).toBe(true);
    expect(work.isFinished('10.66.0.2')).toBe(false);
  });

  it('of a large network take few bytes each, with and without open ports', () => {
    const collectGarbage = garbageCollector();
    const memory = (): number => {
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const hosts = openHosts(ALL.subarray(0, 100));
    const before = memory();
    const fill = (from: number, to: number): void => {
      for (let index = from; index < to; index++) {
        const address = addresses.at(index);
        const reasonOf = (port: number) => (index % 2 === 0 && port < 4 ? 'syn-ack' : 'reset');
        hosts.record(verdicts(address, [...ALL.subarray(0, 100)], reasonOf));
        hosts.finish({ ...up(address), srttMs: index / 1_000 });
      }
    };
    fill(0, 10_000);
    expect((memory() - before) / 10_000).toBeLessThan(200);
    expect(hosts.list()).toHaveLength(10_000);
  });
});

/** A host as one value: columns made of parts of others are compared by what they hold. */
function plain({ position, head, columns }: RunHost) {
  return { position, head, ports: listedPorts(columns), runs: columns.runs };
}

/** Open ports of a host, with what every second of them said. */
function greeted(...args: Parameters<typeof verdicts>): ReturnType<typeof verdicts> {
  const batch = verdicts(...args);
  const open = [...batch.ports].filter((_, index) => batch.reasons[index] === 0);
  return {
    ...batch,
    banners: new Map(open.filter((port) => port % 2 === 0).map((port) => [port, `Hi ${port}`])),
  };
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('There is no garbage collector to call');
  return () => void collect();
}
