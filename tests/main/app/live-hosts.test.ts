import { describe, expect, it } from 'vitest';
import { LiveHosts } from '../../../src-main/app/live-hosts.ts';
import { listedPorts } from '../../../src-main/app/host-columns.ts';
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

const up = (address: string, finished: boolean) =>
  ({ address, status: 'up', reason: 'syn-ack', srttMs: 1, finished }) as const;

describe('hosts in flight', () => {
  it('of which little is known take little memory, however many ports are to be asked', () => {
    const hosts = openHosts(ALL);
    const before = process.memoryUsage().arrayBuffers;
    for (let index = 0; index < 400; index++) {
      const address = addresses.at(index);
      hosts.describe(up(address, false));
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
    hosts.describe(up(address, true));
    const { runs, ...columns } = hosts.columnsOf(address);
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
    hosts.describe(up('10.66.0.1', false));
    hosts.record(verdicts('10.66.0.1', [80], 'syn-ack'));
    hosts.describe(up('10.66.0.2', false));
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
