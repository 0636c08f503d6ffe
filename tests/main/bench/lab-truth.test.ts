/** A bench that calls wrong verdicts right would prove nothing: every kind of mistake must be counted. */
import { describe, expect, test } from 'vitest';
import { judge, readRanges, type LabTruth, type ToldHost, type ToldPorts } from '../../bench/lab-truth.ts';

const KINDS = ['open', 'refused', 'silent', 'rejected'] as const;
/** Ports 1 to 4 of one host, one of each kind; and an address that nobody has. */
const truth: LabTruth = {
  addresses: ['10.70.0.1', '10.70.0.2'],
  firstPort: 1,
  lastPort: 4,
  kindOf: (address, port) => (address === '10.70.0.2' ? 'nobody' : (KINDS[port - 1] ?? 'silent')),
};
const told = (state: ToldPorts['state'], reason: string, ...ports: number[]): ToldPorts => ({
  state,
  reason,
  ranges: ports.map((port) => [port, port] as const),
});
const host = (...ports: ToldPorts[]): ToldHost => ({ address: '10.70.0.1', isUp: true, ports });

const RIGHT_BY_EPOLL = [
  told('open', 'syn-ack', 1),
  told('closed', 'reset', 2),
  told('filtered', 'no-response', 3),
  told('filtered', 'port-unreach', 4),
];

describe('what is right', () => {
  test.each([
    ['epoll', RIGHT_BY_EPOLL],
    [
      'portable',
      [told('open', 'syn-ack', 1), told('closed', 'conn-refused', 2, 4), told('filtered', 'no-response', 3)],
    ],
    ['states-only', [told('open', '', 1), told('closed', '', 2), told('filtered', '', 3, 4)]],
  ] as const)('to %s', (knowledge, ports) => {
    expect(judge(truth, [host(...ports)], knowledge, 'every-port')).toEqual({
      checked: 8,
      wrong: 0,
      falseOpen: 0,
      listeners: 1,
      listenersFound: 1,
      ghosts: 0,
      examples: [],
    });
  });

  test('to a scanner that names open ports only', () => {
    const judgement = judge(truth, [host(told('open', '', 1))], 'states-only', 'open-only');
    expect(judgement).toMatchObject({ wrong: 0, listenersFound: 1 });
    expect(judge(truth, [], 'states-only', 'open-only')).toMatchObject({ wrong: 1, listenersFound: 0 });
  });

  test('an ICMP error that a limit kept back', () => {
    const ports = RIGHT_BY_EPOLL.with(3, told('filtered', 'no-response', 4));
    expect(judge(truth, [host(...ports)], 'epoll', 'every-port').wrong).toBe(0);
  });
});

describe('what is wrong', () => {
  test.each([
    ['a missing listener', 0, told('filtered', 'no-response', 1)],
    ['a false open', 1, told('open', 'syn-ack', 2)],
    ['a refusal told as silence', 1, told('filtered', 'no-response', 2)],
    ['a refusal by a vaguer reason than it knows', 1, told('closed', 'conn-refused', 2)],
    ['silence told as a refusal', 2, told('closed', 'reset', 3)],
    ['an ICMP error told as a reset', 3, told('closed', 'reset', 4)],
  ] as const)('%s', (_name, index, instead) => {
    const judgement = judge(truth, [host(...RIGHT_BY_EPOLL.with(index, instead))], 'epoll', 'every-port');
    expect(judgement.wrong).toBe(1);
    expect(judgement.examples[0]).toContain(`10.70.0.1 port ${index + 1} is ${KINDS[index]}`);
    expect(judgement.falseOpen).toBe(instead.state === 'open' ? 1 : 0);
  });

  test('a port of which nothing is told, and a host of which nothing is told', () => {
    expect(judge(truth, [host(...RIGHT_BY_EPOLL.slice(1))], 'epoll', 'every-port').wrong).toBe(1);
    expect(judge(truth, [], 'epoll', 'every-port').wrong).toBe(4);
  });

  test('any verdict on a host that does not exist, and calling it up', () => {
    const ghost = { address: '10.70.0.2', isUp: true, ports: [told('filtered', 'no-response', 1, 2)] };
    const judgement = judge(truth, [host(...RIGHT_BY_EPOLL), ghost], 'epoll', 'every-port');
    expect(judgement).toMatchObject({ wrong: 2, ghosts: 1 });
  });

  test('a port told twice, or one that was not asked for', () => {
    const twice = host(...RIGHT_BY_EPOLL, told('closed', 'reset', 2));
    expect(() => judge(truth, [twice], 'epoll', 'every-port')).toThrow('port 2 was told twice');
    const more = host(...RIGHT_BY_EPOLL, told('closed', 'reset', 5));
    expect(() => judge(truth, [more], 'epoll', 'every-port')).toThrow('port 5');
  });
});

test('ranges', () => {
  expect(readRanges('1-3,7')).toEqual([
    [1, 3],
    [7, 7],
  ]);
});
