/**
 * A check as JUnit XML, as continuous integration reads it: a suite for each host that was judged, a case for each thing
 * that is not as agreed, one that passes where all is. What cannot be judged is skipped, never passed.
 */
import { isViolation, type Finding } from '../../../src-shared/scan/expect/expect-finding.ts';
import { openPorts } from '../../../src-shared/scan/expect/judge-host.ts';
import type { CheckDocument } from './check-document.ts';
import { FINDING_WORDS, findingsByHost, portsOf } from './finding-words.ts';
import { escapeXml } from './xml-text.ts';

interface Suite {
  readonly name: string;
  readonly host: string;
  readonly findings: readonly Finding[];
}

export function* writeJunit(document: CheckDocument): Generator<string> {
  const { report, result } = document;
  const suites = suitesOf(document);
  const cases = suites.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0);
  const seconds = (report.stats.elapsedMs / 1_000).toFixed(3);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: 'portolan check', ...counts(cases, result.findings), time: seconds })}>\n`;
  for (const suite of suites) yield* writeSuite(suite, document);
  yield '</testsuites>\n';
}

/** Hosts with findings in their order, then those of which there is nothing to say. */
function suitesOf({ report, result }: CheckDocument): Suite[] {
  const byHost = findingsByHost(result.findings);
  const nameOf = (address: string, hostName: string | null | undefined): string =>
    hostName ? `${hostName} (${address})` : address;
  const agreed = report.hosts.filter(
    (host) => !byHost.has(host.address) && (host.status === 'up' || openPorts(host).length > 0),
  );
  return [
    ...[...byHost].map(([address, findings]) => ({
      name: nameOf(address, findings[0]?.hostName),
      host: address,
      findings,
    })),
    ...agreed.map(({ address, names }) => ({ name: nameOf(address, names[0]), host: address, findings: [] })),
  ];
}

function counts(tests: number, findings: readonly Finding[]): Record<string, number> {
  const failures = findings.filter(({ kind }) => isViolation(kind)).length;
  return { tests, failures, errors: 0, skipped: findings.length - failures };
}

function* writeSuite({ name, host, findings }: Suite, { report, file }: CheckDocument): Generator<string> {
  const tests = Math.max(1, findings.length);
  const timestamp = report.startedAt.slice(0, 19);
  yield `  <testsuite${attributes({ name, ...counts(tests, findings), time: '0.000', timestamp, hostname: host })}>\n`;
  if (findings.length === 0)
    yield `    <testcase${attributes({ name: 'as agreed', classname: host, time: '0.000' })}/>\n`;
  for (const finding of findings) yield writeCase(finding, file);
  yield '  </testsuite>\n';
}

function writeCase(finding: Finding, file: string): string {
  const { address, kind, message, place, rule } = finding;
  const where = place === null ? file : `${file}:${place.line}:${place.column}`;
  const name = `${portsOf(finding)} ${FINDING_WORDS[kind]}`;
  const open = `    <testcase${attributes({ name, classname: address, time: '0.000' })}>`;
  const said = rule === null ? message : `${message} Rule "${rule}".`;
  const inner = isViolation(kind)
    ? `<failure${attributes({ message: said, type: kind })}>${escapeXml(`${where}: ${address}: ${said}`)}</failure>`
    : `<skipped${attributes({ message: `${said} (${where})` })}/>`;
  return `${open}${inner}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}
