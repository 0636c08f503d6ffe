import { describe, expect, it } from 'vitest';
import { classifyOutcome } from '../../../src-main/engine/classify-outcome.ts';
import type { DialOutcome, Family } from '../../../src-main/engine/dialers/dialer.ts';

const error = (code: string, atOnce = false): DialOutcome => ({ kind: 'error', code, atOnce });
const icmp = (type: number, code: number, ownKernel = false): DialOutcome => ({
  kind: 'error',
  code: 'EHOSTUNREACH',
  atOnce: false,
  icmp: { type, code, ownKernel },
});
const reasonOf = (outcome: DialOutcome, family: Family): string => {
  const seen = classifyOutcome(outcome, family);
  return seen.kind === 'answer' ? seen.reason : seen.kind;
};

describe('outcome of a dial', () => {
  it.each([
    [{ kind: 'connected' }, 'syn-ack', 'syn-ack'],
    [{ kind: 'reset' }, 'reset', 'reset'],
    [error('ECONNRESET'), 'syn-ack', 'syn-ack'],
    [error('ECONNREFUSED'), 'conn-refused', 'conn-refused'],
    [error('ENETUNREACH'), 'net-unreach', 'net-unreach'],
    [error('ENOPROTOOPT'), 'proto-unreach', 'proto-unreach'],
    [error('EACCES'), 'trouble', 'admin-prohibited'],
    [error('EHOSTUNREACH'), 'unreachable', 'unreachable'],
    [error('EHOSTDOWN'), 'unreachable', 'unreachable'],
    [error('ETIMEDOUT'), 'silence', 'silence'],
    [error('EHOSTUNREACH', true), 'no-route', 'no-route'],
    [{ kind: 'self-connect' }, 'trouble', 'trouble'],
  ] as const)('%j', (outcome, ipv4, ipv6) => {
    expect(reasonOf(outcome, 4)).toBe(ipv4);
    expect(reasonOf(outcome, 6)).toBe(ipv6);
  });

  it.each(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM', 'EAGAIN', 'ENETDOWN', 'ECONNABORTED'])(
    'our own %s is never a verdict, at once or later',
    (code) => {
      for (const family of [4, 6] as const) {
        expect(reasonOf(error(code, true), family)).toBe('trouble');
        expect(reasonOf(error(code, false), family)).toBe('trouble');
      }
    },
  );

  it.each(['EACCES', 'EPERM', 'EINVAL', 'ENETUNREACH'])(
    '%s from connect itself is trouble, not an answer',
    (code) => {
      for (const family of [4, 6] as const) expect(reasonOf(error(code, true), family)).toBe('trouble');
    },
  );

  it('an error that nobody has heard of proves nothing', () => {
    expect(classifyOutcome(error('EWHATEVER'), 4)).toEqual({
      kind: 'trouble',
      scope: 'host',
      code: 'EWHATEVER',
    });
  });

  it('lack of descriptors and buffers concerns everything, a missing route one host', () => {
    expect(classifyOutcome(error('EMFILE', true), 4)).toMatchObject({ scope: 'process' });
    expect(classifyOutcome(error('ENETUNREACH', true), 4)).toMatchObject({ scope: 'host' });
  });

  it.each([
    [3, 0, 'net-unreach'],
    [3, 1, 'host-unreach'],
    [3, 2, 'proto-unreach'],
    [3, 3, 'port-unreach'],
    [3, 9, 'net-prohibited'],
    [3, 10, 'host-prohibited'],
    [3, 13, 'admin-prohibited'],
    [3, 7, 'trouble'],
    [11, 0, 'unreachable'],
  ])('ICMP %i/%i, where a dialer can read it, is %s', (type, code, expected) => {
    expect(reasonOf(icmp(type, code), 4)).toBe(expected);
  });

  it.each([
    [1, 0, 'net-unreach'],
    [1, 1, 'admin-prohibited'],
    [1, 3, 'host-unreach'],
    [1, 4, 'port-unreach'],
    [1, 5, 'admin-prohibited'],
    [1, 6, 'admin-prohibited'],
    [3, 0, 'unreachable'],
    [4, 0, 'trouble'],
  ])('ICMPv6 %i/%i is %s', (type, code, expected) => {
    expect(reasonOf(icmp(type, code), 6)).toBe(expected);
  });

  it("our own kernel's word that a neighbour is missing is no port state", () => {
    expect(reasonOf(icmp(3, 1, true), 4)).toBe('unreachable');
    expect(reasonOf(icmp(1, 3, true), 6)).toBe('unreachable');
  });
});
