import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainVerdict,
  type VerdictInput,
  type VerdictStory,
} from '../../src-shared/scan/explain-verdict.ts';
import { REASONS, stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import {
  describeChance,
  describeConfidence,
  describeMs,
  describeTries,
} from '../../src-shared/scan/verdict-numbers.ts';

const tell = (reason: Reason, more: Partial<VerdictInput> = {}): VerdictStory =>
  explainVerdict({
    address: '10.66.4.5',
    hostName: 'db.lan',
    port: 6379,
    reason,
    service: 'redis',
    rttMs: reason === 'no-response' ? null : 0.412,
    attempts: 1,
    confidence: reason === 'no-response' ? 0.9999 : 1,
    ...more,
  });

/** The ladder in one line: "scanner>target SYN", an x where it was lost, a ~ where it is inferred. */
const ladder = ({ steps }: VerdictStory): string[] =>
  steps.map((step) =>
    step.kind === 'message'
      ? `${step.from}>${step.to} ${step.label}${step.lost ? ' x' : ''}${step.inferred ? ' ~' : ''}`
      : step.label,
  );
const standing = (story: VerdictStory, text: RegExp): string | undefined =>
  story.alternatives.find((alternative) => text.test(alternative.text))?.standing;
const witness = (story: VerdictStory, tool: string): readonly string[] | undefined =>
  story.witnesses.find((each) => each.tool === tool)?.states;

describe('every reason', () => {
  const input = fc.record({
    address: fc.constantFrom('10.66.4.5', 'fd66::5'),
    hostName: fc.constantFrom(null, 'db.lan'),
    port: fc.nat(65_535),
    reason: fc.constantFrom(...REASONS),
    service: fc.constantFrom(null, 'redis'),
    rttMs: fc.option(fc.double({ min: 0, max: 20_000, noNaN: true })),
    attempts: fc.integer({ min: 1, max: 11 }),
    confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    dialer: fc.constantFrom('portable', 'epoll', 'nmap'),
    hostStatus: fc.constantFrom('up' as const, 'down' as const, 'unknown' as const),
  });

  it('has a whole story, in sentences without a gap', () => {
    fc.assert(
      fc.property(input, (verdict) => {
        const story = explainVerdict(verdict);
        expect(story.state).toBe(stateOfReason(verdict.reason));
        expect(story.headline.toLowerCase()).toMatch(new RegExp(`^${story.state}: `));
        expect(story.sentence).toMatch(/^\S.*\.$/);
        expect(story.sentence).not.toMatch(/null|undefined|NaN|Infinity| {2}/);
        expect(JSON.stringify([story.alternatives, story.checks, story.steps])).not.toMatch(
          /undefined|NaN|Infinity/,
        );
        expect(story.alternatives.length).toBeGreaterThanOrEqual(2);
        expect(story.witnesses.map(({ tool }) => tool)).toEqual(['Portolan', 'nmap -sT', 'nmap -sS']);
        expect(story.witnesses[0]?.states).toEqual([story.state]);
        expect(story.nmapEquivalent).toBe(
          `nmap -sT ${verdict.address.includes(':') ? '-6 ' : ''}-Pn -n -p ${verdict.port} --reason ${verdict.address}`,
        );
      }),
    );
  });

  it('is drawn on lanes that exist, one SYN a try, up to the tries that fit', () => {
    fc.assert(
      fc.property(input, (verdict) => {
        const { steps, lanes, state } = explainVerdict(verdict);
        const ids = lanes.map(({ id }) => id);
        const messages = steps.filter((step) => step.kind === 'message');
        for (const message of messages) {
          expect(ids).toContain(message.from);
          expect(ids).toContain(message.to);
        }
        const syns = messages.filter(({ label }) => label === 'SYN');
        expect(syns.length).toBe(
          Math.min(verdict.attempts, verdict.reason === 'no-response' ? 3 : verdict.attempts > 4 ? 3 : 4),
        );
        expect(syns.filter(({ lost }) => !lost)).toHaveLength(verdict.reason === 'no-response' ? 0 : 1);
        expect(messages.filter(({ tone }) => tone === state)).toHaveLength(
          verdict.reason === 'no-response' ? 0 : 1,
        );
      }),
    );
  });

  it('has words of its own', () => {
    const sentences = REASONS.map((reason) => tell(reason).sentence);
    expect(new Set(sentences).size).toBe(REASONS.length);
  });
});

describe('open', () => {
  it('shows the handshake, what was seen of it and what follows from it', () => {
    const story = tell('syn-ack');
    expect(ladder(story)).toEqual([
      'scanner>target SYN',
      'target>scanner SYN-ACK',
      'scanner>target ACK ~',
      'scanner>target RST ~',
    ]);
    expect(story.steps[1]).toMatchObject({ arrivedMs: 0.412, tone: 'open' });
    expect(story.lanes.every(({ inferred }) => !inferred)).toBe(true);
    expect(story.sentence).toBe(
      'db.lan accepted a connection on port 6379 (registered for redis) after 0.41 ms: something listens there.',
    );
    expect(tell('syn-ack', { service: null, hostName: null, rttMs: null }).sentence).toBe(
      '10.66.4.5 accepted a connection on port 6379: something listens there.',
    );
  });

  it('shows the tries that went unanswered before', () => {
    expect(ladder(tell('syn-ack', { attempts: 2 })).slice(0, 5)).toEqual([
      'Try 1',
      'scanner>target SYN x',
      'no answer in time',
      'Try 2',
      'scanner>target SYN',
    ]);
    expect(ladder(tell('syn-ack', { attempts: 9 }))).toContain('6 more, no answer');
  });
});

describe('closed', () => {
  it('by a reset says that a firewall’s tcp-reset looks the same', () => {
    const story = tell('reset');
    expect(story.sentence).toMatch(
      /A firewall that rejects with tcp-reset looks the same from here as nobody listening\./,
    );
    expect(standing(story, /tcp-reset/)).toBe('possible');
    expect(standing(story, /port unreachable/)).toBe('ruled-out');
    expect(ladder(story)).toEqual(['scanner>target SYN', 'target>scanner RST']);
    expect(witness(story, 'nmap -sS')).toEqual(['closed']);
  });

  it('by a refusal says that it cannot tell RST from ICMP, and so may be filtered', () => {
    const story = tell('conn-refused', { dialer: 'portable' });
    expect(story.sentence).toMatch(
      /cannot tell a TCP reset from ICMP port unreachable, which iptables’ default REJECT sends/,
    );
    expect(story.sentence).toMatch(/could be filtered/);
    expect(standing(story, /iptables’ default: the port is filtered/)).toBe('possible');
    expect(standing(story, /tcp-reset/)).toBe('possible');
    expect(witness(story, 'nmap -sS')).toEqual(['closed', 'filtered']);
    expect(story.nmapCommand).toBe('sudo nmap -sS -Pn -n -p 6379 --reason 10.66.4.5');
    expect(story.certainty).toBe('refused, by what is not known');
  });
});

describe('silence', () => {
  it('tells DROP, loss and an absent host apart as far as can be told', () => {
    const story = tell('no-response', { attempts: 3, confidence: 0.999_999, hostStatus: 'up' });
    expect(story.sentence).toBe(
      'db.lan did not answer on port 6379 in 3 tries: a firewall drops the packets (DROP), or the program’s queue is full. That all of them were lost instead: 1 chance in 1 million.',
    );
    expect(story.certainty).toBe('99.9999 % sure');
    expect(standing(story, /DROP/)).toBe('possible');
    expect(standing(story, /lost/)).toBe('unlikely');
    expect(standing(story, /No host/)).toBe('ruled-out');
    expect(story.lanes.filter(({ inferred }) => inferred).map(({ id }) => id)).toEqual(['filter', 'target']);
  });

  it('claims nothing of a host that never answered', () => {
    const story = tell('no-response', { attempts: 2, confidence: null, hostStatus: 'unknown' });
    expect(story.sentence).toMatch(/drops the packets \(DROP\), they were lost, or no host is there/);
    expect(story.certainty).toBe('cannot be known');
    expect(standing(story, /lost/)).toBe('possible');
    expect(standing(story, /No host/)).toBe('possible');
  });

  it('draws the first and the last of many tries', () => {
    expect(ladder(tell('no-response', { attempts: 6 }))).toEqual([
      'Try 1',
      'scanner>filter SYN x',
      'no answer in time',
      'Try 2',
      'scanner>filter SYN x',
      'no answer in time',
      '3 more, no answer',
      'Try 6',
      'scanner>filter SYN x',
      'no answer in time',
    ]);
  });
});

describe('ICMP errors', () => {
  it('are named by type and code of the address’s family', () => {
    const label = (reason: Reason, address: string): string =>
      ladder(tell(reason, { address, dialer: 'epoll' }))[1]!;
    expect(label('port-unreach', '10.0.0.1')).toBe('filter>scanner ICMP 3/3');
    expect(label('port-unreach', 'fd66::1')).toBe('filter>scanner ICMPv6 1/4');
    expect(label('admin-prohibited', '10.0.0.1')).toBe('filter>scanner ICMP 3/13');
    expect(label('admin-prohibited', 'fd66::1')).toBe('filter>scanner ICMPv6 1/1');
    expect(label('host-unreach', '10.0.0.1')).toBe('filter>scanner ICMP 3/1');
  });

  it('say where nmap’s connect scan would call the port closed', () => {
    const story = tell('port-unreach', { dialer: 'epoll' });
    expect(witness(story, 'nmap -sT')).toEqual(['closed']);
    expect(witness(story, 'nmap -sS')).toEqual(['filtered']);
    expect(story.sentence).toMatch(/iptables -j REJECT does by default/);
    expect(standing(story, /A closed port/)).toBe('ruled-out');
  });

  it('are vague where the dialer sees only an errno, on IPv4', () => {
    expect(tell('host-unreach', { dialer: 'portable' }).sentence).toMatch(
      /could also be host prohibited or administratively prohibited/,
    );
    expect(tell('host-unreach', { dialer: 'epoll' }).sentence).not.toMatch(/could also/);
    expect(tell('host-unreach', { dialer: 'portable', address: 'fd66::1' }).sentence).not.toMatch(
      /could also/,
    );
    expect(ladder(tell('net-unreach', { dialer: 'portable' }))[1]).toBe('filter>scanner ICMP');
  });
});

describe('numbers in words', () => {
  it.each([
    [null, 'cannot be known'],
    [0, '0 % sure'],
    [0.9, '90 % sure'],
    [0.99, '99 % sure'],
    [0.9999, '99.99 % sure'],
    [0.99996, '99.996 % sure'],
    [1, 'as good as certain'],
  ])('a confidence of %s is %s', (confidence, words) => expect(describeConfidence(confidence)).toBe(words));

  it.each([
    [0.5, '1 chance in 2'],
    [0.9999, '1 chance in 10,000'],
    [1 - 1 / 15e6, '1 chance in 15 million'],
    [1, 'less than 1 chance in a billion'],
  ])('%d leaves %s', (confidence, words) => expect(describeChance(confidence)).toBe(words));

  it('never claims more than is so', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1 - 1e-8, noNaN: true }), (confidence) => {
        const said = Number.parseFloat(describeConfidence(confidence)) / 100;
        expect(said).toBeLessThanOrEqual(confidence + 1e-9);
      }),
    );
  });

  it.each([
    [0.0421, '0.042 ms'],
    [0.412, '0.41 ms'],
    [9.87, '9.9 ms'],
    [204.4, '204 ms'],
    [1_250, '1.3 s'],
    [null, ''],
  ])('%s ms is %j', (ms, words) => expect(describeMs(ms)).toBe(words));

  it('counts tries', () => expect([1, 2].map(describeTries)).toEqual(['1 try', '2 tries']));
});
