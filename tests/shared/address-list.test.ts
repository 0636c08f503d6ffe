import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createAddressList,
  mergeIntervals,
  subtractIntervals,
  type AddressInterval,
} from '../../src-shared/scan/address-list.ts';
import {
  compareAddresses,
  formatIpv4,
  formatIpv6,
  parseIp,
  parseIpv4,
  parseIpv6,
} from '../../src-shared/scan/ip-address.ts';

const v4 = (first: number, last: number): AddressInterval => ({ family: 4, first, last });
const v6 = (first: bigint, last: bigint): AddressInterval => ({ family: 6, first, last });

/** Small numbers, so that intervals meet, and both families. */
const smallInterval = fc
  .tuple(fc.boolean(), fc.nat(60), fc.nat(9))
  .map(([six, first, more]) => (six ? v6(BigInt(first), BigInt(first + more)) : v4(first, first + more)));

/** The set of an interval list, spelled out. */
function spellOut(intervals: readonly AddressInterval[]): Set<string> {
  const all = new Set<string>();
  for (const { family, first, last } of intervals) {
    for (let value = BigInt(first); value <= BigInt(last); value++) all.add(`${family}:${value}`);
  }
  return all;
}

describe('reading literals', () => {
  it.each(['0.0.0.0', '127.0.0.1', '255.255.255.255', '10.66.4.5'])('reads %s and writes it back', (text) => {
    expect(formatIpv4(parseIpv4(text)!)).toBe(text);
  });

  it.each([
    '010.0.0.1',
    '0x7f.0.0.1',
    '127.1',
    '1.2.3',
    '1.2.3.4.5',
    '256.0.0.1',
    '1.2.3.4 ',
    '',
    '1..2.3',
    '+1.2.3.4',
  ])('does not take %j for IPv4', (text) => expect(parseIpv4(text)).toBeNull());

  it.each([
    '::1%eth0',
    '1::2::3',
    '12345::',
    '::ffff:010.0.0.1',
    '[::1]',
    ':',
    '1:2:3',
    '::/64',
    `${'0'.repeat(50)}::`,
  ])('does not take %j for IPv6', (text) => expect(parseIpv6(text)).toBeNull());

  it('writes IPv6 as RFC 5952 says, whatever way it was written', () => {
    expect(formatIpv6(parseIpv6('FD66:0:0:0::0001')!)).toBe('fd66::1');
    expect(formatIpv6(parseIpv6('1:0:0:2:0:0:0:3')!)).toBe('1:0:0:2::3');
    expect(formatIpv6(0n)).toBe('::');
  });

  it('round-trips any number of either family', () => {
    fc.assert(fc.property(fc.nat(0xffff_ffff), (value) => parseIpv4(formatIpv4(value)) === value));
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
        (value) => parseIpv6(formatIpv6(value)) === value,
      ),
    );
  });

  it('knows an IPv4-mapped address as the IPv4 host it is', () => {
    expect(parseIp('::ffff:10.0.0.1')).toEqual({ family: 4, value: 0x0a00_0001 });
  });

  it('orders IPv4 before IPv6 and text last', () => {
    const sorted = ['host', '::2', '10.0.0.2', '9.0.0.1', '::1', 'alpha'].sort(compareAddresses);
    expect(sorted).toEqual(['9.0.0.1', '10.0.0.2', '::1', '::2', 'alpha', 'host']);
  });
});

describe('a list of addresses', () => {
  it('finds any element of 2^32 without spelling them out', () => {
    const all = createAddressList([v4(0, 0xffff_ffff)]);
    expect(all.size).toBe(2 ** 32);
    expect(all.at(0)).toBe('0.0.0.0');
    expect(all.at(2 ** 32 - 1)).toBe('255.255.255.255');
    expect(all.indexOf('128.0.0.0')).toBe(2 ** 31);
  });

  it('refuses more than 2^32, and indexes that are none', () => {
    expect(() => createAddressList([v6(0n, 2n ** 32n)])).toThrow(RangeError);
    const one = createAddressList([v4(1, 1)]);
    for (const index of [-1, 1, 0.5, Number.NaN]) expect(() => one.at(index)).toThrow(RangeError);
    expect(() => createAddressList([v4(2, 1)])).toThrow(RangeError);
    expect(() => createAddressList([v4(0, 2 ** 32)])).toThrow(RangeError);
  });

  it('is empty of nothing', () => {
    const none = createAddressList([]);
    expect(none.size).toBe(0);
    expect(none.has('10.0.0.1')).toBe(false);
  });

  it('says -1 for what is not in it, whatever the text', () => {
    const list = createAddressList([v4(10, 20), v6(10n, 20n)]);
    for (const text of ['0.0.0.9', '0.0.0.21', '::9', '::15', '::ffff:0.0.0.9', 'host', ''])
      expect(list.indexOf(text)).toBe(-1);
    expect(list.indexOf('::14')).toBe(21);
    expect(list.indexOf('::ffff:0.0.0.11')).toBe(1);
  });

  it('turns IPv4-mapped intervals into IPv4, so that an exclude cannot be dodged', () => {
    const mapped = 0xffff_0000_0000n;
    expect(mergeIntervals([v6(mapped - 1n, mapped + 1n), v4(1, 2)])).toEqual([
      v4(0, 2),
      v6(mapped - 1n, mapped - 1n),
    ]);
    expect(mergeIntervals([v6(mapped + 0xffff_ffffn, mapped + 0x1_0000_0000n)])).toEqual([
      v4(0xffff_ffff, 0xffff_ffff),
      v6(mapped + 0x1_0000_0000n, mapped + 0x1_0000_0000n),
    ]);
  });

  it('holds each address of its intervals once, in order, and finds it again', () => {
    fc.assert(
      fc.property(fc.array(smallInterval, { maxLength: 12 }), (intervals) => {
        const list = createAddressList(intervals);
        const expected = spellOut(intervals);
        expect(list.size).toBe(expected.size);
        const texts = Array.from({ length: list.size }, (_, index) => list.at(index));
        expect(texts).toEqual(texts.toSorted(compareAddresses));
        expect(new Set(texts).size).toBe(list.size);
        for (const [index, text] of texts.entries()) expect(list.indexOf(text)).toBe(index);
        expect(createAddressList(list.intervals).intervals).toEqual(list.intervals);
      }),
    );
  });

  it('never keeps two intervals that touch', () => {
    fc.assert(
      fc.property(fc.array(smallInterval, { maxLength: 12 }), (intervals) => {
        const merged = mergeIntervals(intervals);
        for (const [index, interval] of merged.entries()) {
          const before = merged[index - 1];
          if (before?.family === interval.family)
            expect(BigInt(interval.first)).toBeGreaterThan(BigInt(before.last) + 1n);
        }
      }),
    );
  });

  it('subtracts as sets do', () => {
    fc.assert(
      fc.property(
        fc.array(smallInterval, { maxLength: 8 }),
        fc.array(smallInterval, { maxLength: 8 }),
        (from, remove) => {
          const left = subtractIntervals(mergeIntervals(from), mergeIntervals(remove));
          const removed = spellOut(remove);
          expect([...spellOut(left)].sort()).toEqual(
            [...spellOut(from)].filter((each) => !removed.has(each)).sort(),
          );
          expect(mergeIntervals(left)).toEqual(left);
        },
      ),
    );
  });
});
