/** The judgement against a naive one, that goes port by port and rule by rule and knows no ranges. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkExpectations } from '../../../src-shared/scan/expect/check-expectations.ts';
import type { Finding } from '../../../src-shared/scan/expect/expect-finding.ts';
import type { Reason } from '../../../src-shared/scan/port-state.ts';
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { expandRanges, verdictsOf } from '../../helpers/report.ts';
import { makeReport, type HostDraft } from '../make-report.ts';
import { makeExpectations, type RuleDraft } from './make-expectations.ts';

const ADDRESSES = Array.from({ length: 8 }, (_, index) => `10.0.0.${index}`);
const PORTS = [20, 21, 22, 23, 80, 81, 443];

const reason = fc.constantFrom<Reason | null>(
  'syn-ack',
  'syn-ack',
  'reset',
  'no-response',
  'admin-prohibited',
  null,
);
const hostDraft = fc
  .record({
    reasons: fc.array(reason, { minLength: PORTS.length, maxLength: PORTS.length }),
    confidence: fc.option(fc.constantFrom(0.5, 0.95, 0.995), { nil: undefined }),
    status: fc.constantFrom('up' as const, 'up' as const, 'down' as const),
  })
  .map(({ reasons, confidence, status }): HostDraft => {
    const ports: Partial<Record<Reason, string>> = {};
    if (status === 'up') {
      for (const [index, reason] of reasons.entries()) {
        if (reason !== null)
          ports[reason] = [ports[reason], PORTS[index]].filter((part) => part !== undefined).join(',');
      }
    }
    return { status, ports, ...(confidence === undefined ? {} : { confidence }) };
  });
const ranges = fc.subarray(PORTS).map((ports) => ports.join(','));
const ruleDraft: fc.Arbitrary<RuleDraft> = fc
  .record({
    hosts: fc.subarray(ADDRESSES, { minLength: 1 }),
    isRange: fc.boolean(),
    without: fc.option(fc.constantFrom(...ADDRESSES), { nil: undefined }),
    must: ranges,
    may: ranges,
    answers: fc.constantFrom(null, null, 'may' as const, 'must' as const),
  })
  .map(({ hosts, isRange, without, must, may, answers }) => {
    const named = isRange ? `${hosts[0]}-${hosts.at(-1)}` : hosts.join(' ');
    return { match: without === undefined ? named : `${named} !${without}`, must, may, answers };
  });

const run = fc.record({
  hosts: fc.array(fc.tuple(fc.constantFrom(...ADDRESSES), hostDraft), { minLength: 1, maxLength: 8 }),
  outside: fc.boolean(),
});

test('says of each host and port what going through them one by one says', () => {
  fc.assert(
    fc.property(run, fc.array(ruleDraft, { maxLength: 4 }), ({ hosts, outside }, rules) => {
      const targets = outside ? ['10.0.0.0-10.0.0.5'] : ['10.0.0.0/29'];
      const report = makeReport({ targets, hosts: Object.fromEntries(hosts) });
      const found = checkExpectations(report, makeExpectations(...rules)).findings.flatMap(expand);
      expect(found.sort()).toEqual(judgeNaively(report, rules, targets).sort());
    }),
    { numRuns: 300 },
  );
});

/** "kind address port line", one for each port. */
function expand({ kind, address, port, count, place }: Finding): string[] {
  const line = place?.line ?? 0;
  if (port === null) return [`${kind} ${address} - ${line}`];
  return Array.from({ length: count }, (_, index) => `${kind} ${address} ${port + index} ${line}`);
}

function judgeNaively(report: ScanReport, rules: readonly RuleDraft[], targets: readonly string[]): string[] {
  const verdicts = verdictsOf(report);
  const asked = report.options.ports === '' ? [] : expandRanges(report.options.ports);
  return ADDRESSES.flatMap((address) => {
    const host = report.hosts.find((one) => one.address === address);
    const index = rules.findIndex(({ match }) => matches(match, address));
    const rule = rules[index];
    const must = portsOf(rule?.must);
    const parts = rule?.match.split(' ') ?? [];
    const single = parts.includes(address) || parts.includes(`${address}-${address}`);
    const demanded = rule?.answers === 'must' || (rule?.answers === null && single && must.length > 0);
    const line = index + 1;
    if (host?.status !== 'up') {
      if (!demanded) return [];
      const isTarget =
        host !== undefined ||
        targets.some((target) => matches(target === '10.0.0.0/29' ? '10.0.0.0-10.0.0.7' : target, address));
      return [`${isTarget ? 'missing-host' : 'not-judged'} ${address} - ${line}`];
    }
    const said: string[] = [];
    for (const port of PORTS) {
      const verdict = verdicts.get(`${address} ${port}`);
      const isOpen = verdict?.state === 'open';
      const isNamed = must.includes(port) || portsOf(rule?.may).includes(port);
      if (isOpen && !isNamed) said.push(`unexpected-open ${address} ${port} ${line}`);
      if (isOpen || !must.includes(port)) continue;
      const row = host.ports.find((one) => one.port === port);
      const isSure = row !== undefined && (row.confidence === null || row.confidence >= 0.99);
      const kind = !verdict
        ? 'not-judged'
        : verdict.reason === 'no-response' && !isSure
          ? 'doubtful'
          : 'missing-open';
      said.push(`${kind} ${address} ${port} ${line}`);
    }
    if (asked.some((port) => !verdicts.has(`${address} ${port}`)))
      said.push(`not-judged ${address} - ${line}`);
    return said;
  });
}

function portsOf(ranges: string | undefined): number[] {
  return ranges === undefined || ranges === '' ? [] : expandRanges(ranges);
}

function matches(match: string, address: string): boolean {
  const last = (text: string): number => Number(text.split('.')[3]);
  const parts = match.split(' ');
  if (parts.includes(`!${address}`)) return false;
  return parts.some((part) => {
    if (part.startsWith('!')) return false;
    const [from = '', to = from] = part.split('-');
    return last(from) <= last(address) && last(address) <= last(to);
  });
}
