/** What the kernel's files say of neighbours and routes, and how many may be looked for. */
import { describe, expect, it } from 'vitest';
import { NeighbourSlots, SEARCH_MS } from '../../../src-main/engine/neighbour-slots.ts';
import { parseArp, systemNeighbours } from '../../../src-main/engine/neighbour-table.ts';
import { linkTo, parseRoutes4, parseRoutes6, readRoutes } from '../../../src-main/engine/on-link.ts';
import { readSmallFile } from '../../../src-main/engine/read-small-file.ts';

describe('the ARP table', () => {
  it('tells found neighbours from those that have not answered', () => {
    const text = [
      'IP address       HW type     Flags       HW address            Mask     Device',
      '10.70.0.9        0x1         0x0         00:00:00:00:00:00     *        v0',
      '10.70.2.10       0x1         0x2         02:00:00:00:00:01     *        v0',
      '10.70.2.11       0x1         0x6         02:00:00:00:00:02     *        v0',
      '10.70.2.12       0x1         0x0         00:00:00:00:00:00     *        v0',
      '10.70.2.12       0x1         0x2         02:00:00:00:00:03     *        v1',
      '10.70.2.12       0x1         0x0         00:00:00:00:00:00     *        v2',
      '',
    ].join('\n');
    const entries = parseArp(text);
    expect([...(entries?.links ?? [])]).toEqual(['v0', 'v1', 'v2']);
    expect([...(entries?.byAddress ?? [])]).toEqual([
      ['10.70.0.9', false],
      ['10.70.2.10', true],
      ['10.70.2.11', true],
      ['10.70.2.12', true],
    ]);
  });

  it('that cannot be read is none; an empty one is one', () => {
    expect(parseArp('')).toBeNull();
    expect(parseArp('permission denied\n')).toBeNull();
    expect(parseArp('IP address       HW type     Flags\n')?.byAddress.size).toBe(0);
  });
});

describe('routes', () => {
  const resolves = (name: string): boolean => name !== 'tun0' && name !== 'lo';
  const swap = (hex: string): string => hex.replace(/^(..)(..)(..)(..)$/u, '$4$3$2$1');
  const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const word = (hex: string): string => (LITTLE ? swap(hex) : hex);
  const line4 = (name: string, net: string, gateway: string, flags: string, mask: string): string =>
    [name, word(net), word(gateway), flags, '0', '0', '0', word(mask), '0', '0', '0'].join('\t');
  const four = parseRoutes4(
    [
      'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT',
      line4('eth0', '00000000', 'C0A80101', '0003', '00000000'),
      line4('eth0', 'C0A80100', '00000000', '0001', 'FFFFFF00'),
      line4('eth0', 'C0A80180', 'C0A80102', '0003', 'FFFFFFC0'),
      line4('tun0', '0A080000', '00000000', '0001', 'FFFF0000'),
      line4('*', '0A090000', '00000000', '0201', 'FFFF0000'),
      '',
    ].join('\n'),
    resolves,
  );
  const line6 = (net: string, bits: string, hop: string, flags: string, name: string): string =>
    [net, bits, '0'.repeat(32), '00', hop, '00000100', '00000001', '00000000', flags, name].join(' ');
  const none = '0'.repeat(32);
  const six = parseRoutes6(
    [
      line6(`fd70${'0'.repeat(28)}`, '40', none, '00000001', 'v0'),
      line6(`fd70${'0'.repeat(27)}1`, '80', none, '80200001', 'v0'),
      line6(`fd70000000000001${'0'.repeat(16)}`, '40', `fd70${'0'.repeat(27)}2`, '00000003', 'v0'),
      line6(none, '00', `fd70${'0'.repeat(27)}2`, '00000003', 'v0'),
      line6(none, '00', none, '00200200', 'lo'),
      '',
    ].join('\n'),
    resolves,
  );
  const routes = [...four, ...six];

  it.each([
    ['192.168.1.7', 'eth0'],
    ['192.168.1.255', 'eth0'],
    // A part of it lies behind a router.
    ['192.168.1.130', null],
    ['192.168.2.1', null],
    ['8.8.8.8', null],
    // A tunnel has no neighbours, a forbidden network has none either.
    ['10.8.0.1', null],
    ['10.9.0.1', null],
    ['fd70::7', 'v0'],
    ['fd70::1', null],
    ['fd70:0:0:1::7', null],
    ['2001:db8::1', null],
    ['nonsense', null],
  ])('%s is on the link %s', (address, expected) => {
    expect(linkTo(address, routes)).toBe(expected);
  });

  it('no routes, no neighbours', () => {
    expect(linkTo('192.168.1.7', [])).toBeNull();
  });
});

describe.runIf(process.platform === 'linux')('this machine', () => {
  it('is no neighbour of its own, nor is loopback', () => {
    const neighbours = systemNeighbours(() => 0);
    for (const address of ['127.0.0.1', '::1', 'nonsense']) expect(neighbours.linkTo(address)).toBeNull();
    expect(neighbours.read()).not.toBeNull();
    for (const { bits } of readRoutes()) expect(bits).toBeGreaterThanOrEqual(0);
  });

  it('has files whose size is not known before, and files that are not there', () => {
    expect(readSmallFile('/proc/self/limits')).toContain('Max open files');
    expect(readSmallFile('/proc/self/no-such-file')).toBe('');
  });
});

describe('slots', () => {
  const cells = (threads: number): Int32Array<SharedArrayBuffer> =>
    new Int32Array(new SharedArrayBuffer(4 * threads));
  const takeAll = (slots: NeighbourSlots, nowMs: number, paced = false): number => {
    let taken = 0;
    while (slots.take(nowMs, paced)) taken += 1;
    return taken;
  };

  it('are 512 for all threads together, and come back', () => {
    const searches = cells(2);
    const first = new NeighbourSlots(searches, 0, 0);
    const second = new NeighbourSlots(searches, 1, 0);
    for (let turn = 0; turn < 200; turn += 1) expect(second.take(0, false)).toBe(true);
    expect(takeAll(first, 0)).toBe(312);
    expect(takeAll(second, 10_000)).toBe(0);
    first.give();
    expect(takeAll(second, 10_000)).toBe(1);
    expect([...searches]).toEqual([311, 201]);
  });

  it('are few while the table is nearly full', () => {
    const slots = new NeighbourSlots(cells(1), 0, 0);
    slots.noteFound(955);
    expect(takeAll(slots, 0)).toBe(32);
    slots.noteFound(100);
    expect(takeAll(slots, 0)).toBe(480);
  });

  it('never fill the table, whatever becomes of their searches', () => {
    const slots = new NeighbourSlots(cells(1), 0, 0);
    slots.noteFound(300);
    let begun = 0;
    for (let turn = 0; turn < 1_000; turn += 1) {
      if (!slots.take(0, false)) continue;
      begun += 1;
      slots.give();
    }
    expect(300 + begun).toBeLessThan(1_024);
    expect(begun).toBeGreaterThan(600);
    slots.noteFound(300 + begun);
    expect(takeAll(slots, 0)).toBe(32);
  });

  it('paced ones come one after the other; a host that has answered gives its leave back', () => {
    const slots = new NeighbourSlots(cells(1), 0, 0);
    expect(takeAll(slots, 0, true)).toBe(8);
    expect(takeAll(slots, 3, true)).toBe(0);
    slots.give();
    slots.giveBackCredit();
    expect(takeAll(slots, 3, true)).toBe(1);
    let taken = 0;
    for (let now = 3; now <= SEARCH_MS; now += 10) taken += takeAll(slots, now, true);
    expect(taken).toBeGreaterThan(450);
    expect(taken).toBeLessThanOrEqual(512);
  });
});
