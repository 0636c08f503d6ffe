/**
 * A run against what should be. Each host is judged by the first rule that matches it; a host of no rule may have nothing
 * open. Names stand for the hosts that carry them in the run: nothing is looked up, so the same run and the same file give
 * the same answer anywhere. A name or port that the run did not ask for is said to be not judged: it is never agreed to.
 */
import { quietHosts } from '../diff-reasons.ts';
import type { ComparedReport } from '../diff-scans.ts';
import { scopeOfRun, type RunScope } from '../diff-scope.ts';
import { MAX_PORT, readPortRanges } from '../port-ranges.ts';
import { SideColumns } from '../side-columns.ts';
import type { TargetItem } from '../target-spec.ts';
import { describeCheck } from './check-headline.ts';
import {
  FINDING_KINDS,
  isViolation,
  MAX_FINDINGS,
  type CheckResult,
  type Finding,
  type FindingKind,
} from './expect-finding.ts';
import type { Expectations, HostRule } from './expectations.ts';
import { countVerdicts, judgeHost, openPorts, type AskedPorts } from './judge-host.ts';
import { answersOfNamed, assignRules, resolveRule, type ResolvedRule } from './match-rules.ts';
import { createRuleSides } from './rule-side.ts';

/** Throws SpecError where the run's own targets or port ranges cannot be read, or a rule makes over 2^20 ranges. */
export function checkExpectations(report: ComparedReport, expectations: Expectations): CheckResult {
  const scope = scopeOfRun(report);
  const named = hostsByName(scope);
  const rules = expectations.rules.map((rule) => resolveRule(rule, named));
  const addresses = new Set([...scope.hosts.keys(), ...rules.flatMap(({ demanded }) => demanded)]);
  const asked = askedPorts(report.options.ports);
  const columns = new SideColumns();
  const sideOf = createRuleSides();
  const wentQuiet = quietHosts(report.warnings);
  const findings = rules.flatMap(namesNotFound);
  let hosts = 0;
  let ports = 0;
  for (const { address, owner } of assignRules(addresses, rules)) {
    const host = scope.hosts.get(address);
    const presence = scope.presence(address);
    const side = sideOf(owner);
    if (host && (presence === 'present' || openPorts(host).length > 0)) {
      hosts++;
      ports += countVerdicts(host);
    }
    const one = { address, host, presence, rule: owner?.rule ?? null, side, wentQuiet: wentQuiet(address) };
    for (const finding of judgeHost(one, asked, columns)) {
      findings.push(finding);
    }
  }
  const counts = countKinds(findings);
  const isWhole = report.status === 'completed';
  return {
    verdict: verdictOf(counts, isWhole),
    headline: describeCheck({ counts, hosts, ports }, isWhole),
    findings: mostTelling(findings),
    counts,
    hosts,
    ports,
  };
}

function hostsByName({ hosts }: RunScope): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const [address, { names }] of hosts) {
    for (const name of new Set(names.map((name) => name.toLowerCase()))) {
      const known = named.get(name);
      if (known) known.push(address);
      else named.set(name, [address]);
    }
  }
  return named;
}

function askedPorts(ranges: string): AskedPorts {
  const flags = new Uint8Array(MAX_PORT + 1);
  let count = 0;
  for (const [first, last] of readPortRanges(ranges)) {
    flags.fill(1, first, last + 1);
    count += last - first + 1;
  }
  return { count, flags };
}

/** A rule whose name nobody carries may speak of a host that is judged by another one: that has to be said. */
function namesNotFound({ rule, unknownNames }: ResolvedRule): Finding[] {
  return unknownNames.map(({ name, item }) => ({
    kind: 'not-judged',
    address: name,
    hostName: null,
    port: null,
    lastPort: null,
    count: 1,
    state: null,
    reason: null,
    service: null,
    confidence: null,
    rule: rule.name,
    place: rule.placesOfMatch[item.item ?? -1] ?? rule.place,
    message: `${demandOfName(rule, item)}no host of this run has this name: scan it by its name, or write its address.`,
  }));
}

function demandOfName(rule: HostRule, { exclude }: TargetItem): string {
  return !exclude && answersOfNamed(rule) === 'must'
    ? 'It must answer, and '
    : 'Which host it is cannot be told: ';
}

function countKinds(findings: readonly Finding[]): Record<FindingKind, number> {
  const counts = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Record<FindingKind, number>;
  for (const { kind, count } of findings) counts[kind] += count;
  return counts;
}

function verdictOf(counts: Record<FindingKind, number>, isWhole: boolean): CheckResult['verdict'] {
  const kinds = FINDING_KINDS.filter((kind) => counts[kind] > 0);
  if (kinds.some(isViolation)) return 'not-agreed';
  return kinds.length > 0 || !isWhole ? 'unsure' : 'agreed';
}

/** Violations first where there are too many; otherwise everything, in its order. */
function mostTelling(findings: Finding[]): Finding[] {
  if (findings.length <= MAX_FINDINGS) return findings;
  const wrong = findings.filter(({ kind }) => isViolation(kind));
  return [...wrong, ...findings.filter(({ kind }) => !isViolation(kind))].slice(0, MAX_FINDINGS);
}
