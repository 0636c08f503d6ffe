import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintPolicy, type PolicyInput } from '../../src-shared/scan/policy-fingerprint.ts';
import { NO_VERDICT, NOT_ASKED, stateOfPort } from '../../src-shared/scan/port-codes.ts';
import { HOST_STATUSES } from '../../src-shared/scan/port-state.ts';
import { codesOf, portSpans } from './sample-ports.ts';

type Spans = Parameters<typeof codesOf>[0];

const judge = (spans: Spans, input: Partial<PolicyInput> = {}) =>
  fingerprintPolicy({ codes: codesOf(spans), hostStatus: 'up', srttMs: 0.4, warnings: [], ...input });

/** The sentence, what is claimed in it within stars, and the evidence. */
function told(spans: Spans, input: Partial<PolicyInput> = {}): string {
  const { parts, evidence } = judge(spans, input);
  const sentence = parts.map(({ text, kind }) => (kind === 'claim' ? `*${text}*` : text)).join('');
  return `${sentence} ${evidence}`;
}

const ALL_SILENT = [1, 65_535, 'no-response'] as const;
const ALL_CLOSED = [1, 65_535, 'reset'] as const;

describe('what a policy looks like', () => {
  it('refusals below 1024, silence above', () => {
    const spans: Spans = [
      ALL_SILENT,
      [1, 1_023, 'reset'],
      [22, 22, 'syn-ack'],
      [3_128, 3_128, 'syn-ack'],
      [8_006, 8_006, 'syn-ack'],
    ];
    expect(told(spans)).toBe(
      'Fast refusals below 1024, silence above: looks like a *DROP firewall* with holes at 3128 and 8006. Holds in 65,532 of 65,535 ports. Seen from this machine only.',
    );
  });

  it('islands in the silence', () => {
    const spans: Spans = [
      ALL_SILENT,
      [1, 1_023, 'reset'],
      [5_900, 5_999, 'reset'],
      [49_152, 49_367, 'reset'],
      [22, 22, 'syn-ack'],
    ];
    expect(told(spans, { srttMs: null })).toBe(
      'Refusals at 1–1023, 5900–5999 and 49152–49367, silence elsewhere: looks like a *DROP firewall*, without a hole in it. Holds in 65,534 of 65,535 ports. Seen from this machine only.',
    );
  });

  it('silence but for a few services', () => {
    expect(told([ALL_SILENT, [22, 22, 'syn-ack'], [80, 80, 'syn-ack']])).toBe(
      'Silence nearly everywhere: looks like a *DROP firewall* with holes at 22 and 80. Holds in 65,533 of 65,535 ports. Seen from this machine only.',
    );
  });

  it('everything refused', () => {
    expect(told([ALL_CLOSED])).toBe(
      'Fast refusals everywhere: nothing listens, and *no firewall* shows. Holds in 65,535 of 65,535 ports. Seen from this machine only.',
    );
    const { notes } = judge([ALL_CLOSED]);
    expect(notes).toEqual(['A firewall that rejects with resets looks exactly the same.']);
  });

  it('refusals but for a few filtered ports: a firewall all the same', () => {
    const spans: Spans = [
      [1, 1_000, 'reset'],
      [135, 135, 'admin-prohibited'],
      [445, 445, 'no-response'],
      [80, 80, 'syn-ack'],
    ];
    expect(told(spans)).toBe(
      'Fast refusals at nearly all 1,000 ports asked, but not at 135 and 445: looks like a *firewall on single ports*, with a service at 80. Holds in 997 of 1,000 ports. Seen from this machine only.',
    );
  });

  it('silence only: with nothing else heard, nobody may be there', () => {
    expect(told([ALL_SILENT], { hostStatus: 'unknown', srttMs: null })).toMatch(
      /^Silence everywhere: looks like \*a DROP firewall, or nobody there\*\. /,
    );
    expect(judge([ALL_SILENT], { hostStatus: 'up' }).kind).toBe('drop');
  });

  it('an ICMP error is a rejection, or a router', () => {
    expect(
      told([
        [1, 1_000, 'port-unreach'],
        [443, 443, 'syn-ack'],
      ]),
    ).toMatch(
      /^ICMP errors \(port-unreach\) at nearly all 1,000 ports asked: looks like a \*REJECT firewall\* with a hole at 443\. Holds in 999 of 1,000 ports\./,
    );
    expect(judge([[1, 1_000, 'net-unreach']]).kind).toBe('unreachable');
  });

  it('a host that limits its ICMP errors is silent by chance', () => {
    const spans: Spans = [
      [1, 1_000, 'no-response'],
      ...Array.from({ length: 80 }, (_, index) => [12 * index + 1, 12 * index + 1, 'port-unreach'] as const),
    ];
    const limited = judge(spans, { warnings: ['icmp-limited'] });
    expect(limited).toMatchObject({ kind: 'reject', holds: 1_000, settled: 1_000 });
    expect(limited.notes).toHaveLength(1);
    expect(judge(spans).kind).not.toBe('reject');
  });

  it('many open ports are told, not called exceptions', () => {
    expect(
      told([
        [1, 30, 'no-response'],
        [11, 16, 'syn-ack'],
      ]),
    ).toMatch(
      /^Silence at all ports but the 6 open ones: looks like a \*DROP firewall\* with holes at 11, 12, 13, 14, 15 and 16\./,
    );
  });

  it('a host that accepts everything proves nothing', () => {
    const { kind, notes } = judge([[1, 65_535, 'syn-ack']]);
    expect(kind).toBe('open-everywhere');
    expect(notes.join(' ')).toMatch(/proves no service/);
  });

  it('few ports tell nothing, and a mixture no rule', () => {
    expect(told([[1, 9, 'no-response']])).toMatch(/^9 verdicts: too few/);
    const mixture = Array.from(
      { length: 500 },
      (_, index) => [2 * index + 1, 2 * index + 1, (index * 7) % 3 ? 'reset' : 'no-response'] as const,
    );
    expect(told(mixture)).toBe(
      'No single rule: *verdicts are mixed* over the ports. Seen in 500 ports. Seen from this machine only.',
    );
  });

  it('while it runs, only what is settled counts', () => {
    expect(
      told([
        [1, 65_535, 'pending'],
        [1, 500, 'no-response'],
        [22, 22, 'syn-ack'],
      ]),
    ).toBe(
      'Silence at nearly all 500 ports settled: looks like a *DROP firewall* with a hole at 22. Holds in 499 of 500 ports settled so far. 65,035 have no verdict. Seen from this machine only.',
    );
    expect(
      told([
        [1, 1_000, 'pending'],
        [1, 500, 'no-response'],
      ]),
    ).toMatch(/, with no hole in it so far\. /);
    // Silence is told last: that all verdicts so far are refusals proves nothing yet.
    expect(
      told([
        [1, 1_000, 'pending'],
        [1, 500, 'reset'],
        [22, 22, 'syn-ack'],
      ]),
    ).toBe(
      'Fast refusals at nearly all 500 ports settled, and it is *open whether anything is filtered*: silence takes longest to tell. Holds in 499 of 500 ports settled so far. 500 have no verdict. Seen from this machine only.',
    );
    expect(told([[1, 100, 'pending']])).toBe('No verdicts yet. 100 ports asked.');
    expect(told([])).toBe('Nothing was asked of this host. ');
  });
});

describe('never more than the verdicts show', () => {
  const anyInput = fc.record({
    spans: portSpans,
    hostStatus: fc.constantFrom(...HOST_STATUSES),
    srttMs: fc.constantFrom(null, 0.4, 900),
    warnings: fc.subarray(['icmp-limited', 'host-went-quiet', 'open-everywhere']),
  });
  const check = (holds: (input: PolicyInput, found: ReturnType<typeof fingerprintPolicy>) => void): void =>
    fc.assert(
      fc.property(anyInput, ({ spans, ...rest }) => {
        const input = { ...rest, codes: codesOf(spans) };
        holds(input, fingerprintPolicy(input));
      }),
      { numRuns: 80 },
    );

  it('counts only what has a verdict, and what keeps to the rule', () => {
    check(({ codes }, { settled, asked, holds, regions, openPorts, holes }) => {
      expect(asked).toBe(codes.filter((code) => code !== NOT_ASKED).length);
      expect(settled).toBe(codes.filter((code) => code !== NOT_ASKED && code !== NO_VERDICT).length);
      expect(holds).toBeLessThanOrEqual(settled);
      for (const port of openPorts) expect(stateOfPort(codes[port]!)).toBe('open');
      for (const port of holes) expect(openPorts).toContain(port);
      const kept = regions.reduce((sum, { from, to, code }) => {
        const state = stateOfPort(code);
        return sum + codes.slice(from, to + 1).filter((each) => stateOfPort(each) === state).length;
      }, 0);
      expect(holds).toBeLessThanOrEqual(kept);
    });
  });

  it('names a filter only where ports are filtered, and a rule only where nine in ten keep to it', () => {
    check(({ codes }, { kind, holds, regions, settled, asked, openPorts }) => {
      if (['drop', 'reject', 'unreachable', 'filters', 'silent'].includes(kind)) {
        expect(codes.some((code) => stateOfPort(code) === 'filtered')).toBe(true);
      }
      if (kind === 'no-filter') {
        expect(codes.some((code) => stateOfPort(code) === 'filtered')).toBe(false);
        expect(settled).toBeGreaterThanOrEqual(0.99 * asked);
      }
      if (regions.length > 0) expect(holds).toBeGreaterThanOrEqual(0.9 * (settled - openPorts.length));
      if (settled < 10) expect(regions).toEqual([]);
    });
  });

  it('says whole sentences, with the numbers of real ports', () => {
    check((_input, { parts, evidence, notes }) => {
      const text = parts.map((part) => part.text).join('');
      expect(text).toMatch(/^\S.*[^.\s]\.$/);
      expect([text, evidence, ...notes].filter(Boolean).join(' ')).not.toMatch(
        /undefined|null|NaN|\[object| {2}|\.\./,
      );
      for (const part of parts) {
        if (part.kind === 'ports')
          for (const number of part.text.match(/\d+/g) ?? []) expect(Number(number)).toBeLessThan(65_536);
      }
    });
  });
});
