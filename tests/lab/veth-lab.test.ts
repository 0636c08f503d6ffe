/** Is the veth lab what it says? Looked at by plain sockets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainDial, plainDialAll, type Dialed } from './plain-dial.ts';
import type { Family } from './rule-kinds.ts';
import { raiseVethLab, type VethLab } from './veth-lab.ts';

const HOST: Record<Family, string> = { 4: '10.70.3.4', 6: 'fd70::304' };
/** On the segment: of the peer after it was added, of nobody, of nobody. */
const NEIGHBOURS: Record<Family, readonly [string, string, string]> = {
  4: ['10.71.1.1', '10.71.1.2', '10.71.200.7'],
  6: ['fd71::101', 'fd71::102', 'fd71::c807'],
};
const FAMILIES: readonly Family[] = [4, 6];
/**
 * Long enough for a second SYN, and one more second: an ICMPv6 error that a veth pair delivers before connect(2) has
 * even returned ends nothing without IPV6_RECVERR (tcp_v6_err in Linux' net/ipv6/tcp_ipv6.c); the next one does.
 */
const TWO_SYNS_MS = 2_500;
const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, each) => from + each);
const countOf = (dialed: ReadonlyMap<number, Dialed>, outcome: string): number =>
  [...dialed.values()].filter((each) => each.outcome === outcome).length;

let lab: VethLab;
beforeEach(async () => {
  lab = await raiseVethLab();
});
afterEach(() => lab.lower());

describe.each(FAMILIES)('IPv%i', (family) => {
  const host = HOST[family];
  const prohibit = family === 4 ? 'icmp-admin-prohibited' : 'icmp6-adm-prohibited';
  const ruleOf = (port: number, target: string): string =>
    `-d ${host} -p tcp --syn --dport ${port} -j ${target}`;

  test('the peer answers, refuses, swallows and rejects', async () => {
    await lab.listen([22, 80, 81, 82].map((port) => ({ address: host, port })));
    await lab.setRules(family, [ruleOf(80, 'DROP'), ruleOf(82, `REJECT --reject-with ${prohibit}`)]);
    const dialed = await plainDialAll(host, [22, 23, 80, 82], TWO_SYNS_MS);
    expect([...dialed].map(([port, { outcome }]) => [port, outcome])).toEqual([
      [22, 'open'],
      [23, 'ECONNREFUSED'],
      [80, 'silent'],
      [82, family === 4 ? 'EHOSTUNREACH' : 'EACCES'],
    ]);
    await lab.setRules(family, []);
    expect(await plainDial(host, 80, 900)).toMatchObject({ outcome: 'open' });
  });

  test('a neighbour that is there answers, one that is not makes no route', async () => {
    const [live, ...dead] = NEIGHBOURS[family];
    await lab.addNeighbours([live]);
    const told = (address: string, outcome: string): Promise<void> =>
      expect
        // Again only where the machine's table of neighbours is full of somebody else's.
        .poll(async () => (await plainDial(address, 9, 6_000)).outcome, { interval: 500, timeout: 90_000 })
        .toBe(outcome);
    await Promise.all([told(live, 'ECONNREFUSED'), ...dead.map((address) => told(address, 'EHOSTUNREACH'))]);
  });

  test('its kernel limits ICMP errors to one asker', async () => {
    await lab.setRules(family, [`-d ${host} -p tcp --syn -j REJECT --reject-with ${prohibit}`]);
    const dialed = await plainDialAll(host, range(1, 200), TWO_SYNS_MS);
    const answered = 200 - countOf(dialed, 'silent');
    expect(answered).toBeGreaterThanOrEqual(1);
    expect(answered).toBeLessThan(60);
  });
});

test('a hundred listeners on twenty hosts are all there', async () => {
  const listeners = range(0, 100).map((each) => ({
    address: `10.70.0.${1 + (each % 20)}`,
    port: 1_000 + each,
  }));
  await lab.listen(listeners);
  const dialed = await Promise.all(listeners.map(({ address, port }) => plainDial(address, port, 5_000)));
  expect(dialed.filter(({ outcome }) => outcome !== 'open')).toEqual([]);
});

test('a rule that loses one SYN in five does', async () => {
  const syns = `-d ${HOST[4]} -p tcp --syn`;
  // The first rule only counts.
  await lab.setRules(4, [syns, `${syns} -m statistic --mode random --probability 0.2 -j DROP`]);
  const dialed = await plainDialAll(HOST[4], range(1, 2_000), 900);
  const listing = await lab.runInPeer('iptables', ['-nvxL', 'INPUT']);
  const [sent = Number.NaN, lost = Number.NaN] = [...listing.matchAll(/^ *(\d+) .*flags:/gm)].map((rule) =>
    Number(rule[1]),
  );
  expect(sent).toBeGreaterThanOrEqual(2_000);
  // The kernel's lots have no seed: seven standard deviations.
  expect(Math.abs(lost / sent - 0.2)).toBeLessThan(0.063);
  expect(countOf(dialed, 'silent')).toBeLessThanOrEqual(lost);
  // Those that a busy machine gave time for a second SYN may have got their answer.
  expect(countOf(dialed, 'silent')).toBeGreaterThanOrEqual(lost - 2 * (sent - 2_000));
  expect(countOf(dialed, 'ECONNREFUSED')).toBe(2_000 - countOf(dialed, 'silent'));
});

test('nothing is left of it, and another may follow', async () => {
  await lab.lower();
  expect(['ENETUNREACH', 'EHOSTUNREACH']).toContain((await plainDial(HOST[4], 1, 500)).outcome);
  lab = await raiseVethLab();
  expect(await plainDial(HOST[4], 1, 900)).toMatchObject({ outcome: 'ECONNREFUSED' });
});
