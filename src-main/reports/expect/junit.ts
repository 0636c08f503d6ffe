/**
 * A check as JUnit XML, as continuous integration reads it: a suite for each host that was judged, a case for each thing
 * that is not as agreed, one that passes where all is. What cannot be judged is skipped, never passed; a run that did not go
 * to its end is an error, as most systems show suites with skipped cases as passed.
 */
import { isViolation, type Finding } from '../../../src-shared/scan/expect/expect-finding.ts';
import { openPorts } from '../../../src-shared/scan/expect/judge-host.ts';
import { canonicalAddress } from '../../../src-shared/scan/ip-address.ts';
import type { CheckDocument } from './check-document.ts';
import { findingsByHost, FINDING_WORDS, NOT_TO_ITS_END, portsOf, unlistedFindings } from './finding-words.ts';
import { escapeXml } from './xml-text.ts';

interface Case {
  readonly name: string;
  /** The host's address; of the run as a whole its id. */
  readonly of: string;
  /** Absent: it passes. */
  readonly trouble?: Trouble;
}

interface Trouble {
  readonly element: 'failure' | 'error' | 'skipped';
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

interface Suite {
  readonly name: string;
  /** Null: the run as a whole. */
  readonly host: string | null;
  readonly cases: readonly Case[];
}

export function* writeJunit(document: CheckDocument): Generator<string> {
  const { report } = document;
  const suites = [...ofTheRun(document), ...ofHosts(document)];
  const cases = suites.flatMap((suite) => suite.cases);
  const seconds = (report.stats.elapsedMs / 1_000).toFixed(3);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: 'portolan check', ...counts(cases), time: seconds })}>\n`;
  for (const suite of suites) yield* writeSuite(suite, report.startedAt.slice(0, 19));
  yield '</testsuites>\n';
}

/** What keeps the whole from being agreed to, whatever was seen of single hosts. */
function ofTheRun(document: CheckDocument): Suite[] {
  const { id, status } = document.report;
  const fault = (name: string, type: string, message: string): Case => ({
    name,
    of: id,
    trouble: { element: 'error', attributes: { message, type }, text: `${id}: ${message}` },
  });
  const rest = unlistedFindings(document);
  const cases = [
    ...(status === 'completed' ? [] : [fault('went to its end', status, `${NOT_TO_ITS_END} (${status}).`)]),
    ...(rest > 0
      ? [
          fault(
            'is listed whole',
            'not-listed',
            `${rest} more findings are not listed here: check fewer hosts.`,
          ),
        ]
      : []),
  ];
  return cases.length === 0 ? [] : [{ name: `run ${id}`, host: null, cases }];
}

/** Hosts with findings in their order, then those of which there is nothing to say. */
function ofHosts(document: CheckDocument): Suite[] {
  const { report, result, file } = document;
  const byHost = findingsByHost(result.findings);
  const nameOf = (address: string, hostName: string | null | undefined): string =>
    hostName ? `${hostName} (${address})` : address;
  // Where findings are left out, a host without one may be theirs.
  const agreed =
    unlistedFindings(document) > 0
      ? []
      : report.hosts
          .filter((host) => host.status === 'up' || openPorts(host).length > 0)
          .map(({ address, names }) => ({ address: canonicalAddress(address), name: names[0] }))
          .filter(({ address }) => !byHost.has(address));
  return [
    ...[...byHost].map(([address, findings]) => ({
      name: nameOf(address, findings[0]?.hostName),
      host: address,
      cases: findings.map((finding) => caseOf(finding, file)),
    })),
    ...agreed.map(({ address, name }) => ({
      name: nameOf(address, name),
      host: address,
      cases: [{ name: 'as agreed', of: address }],
    })),
  ];
}

function caseOf(finding: Finding, file: string): Case {
  const { address, kind, message, place, rule } = finding;
  const where = place === null ? file : `${file}:${place.line}:${place.column}`;
  const said = rule === null ? message : `${message} Rule "${rule}".`;
  return {
    name: `${portsOf(finding)} ${FINDING_WORDS[kind]}`,
    of: address,
    trouble: isViolation(kind)
      ? {
          element: 'failure',
          attributes: { message: said, type: kind },
          text: `${where}: ${address}: ${said}`,
        }
      : { element: 'skipped', attributes: { message: `${said} (${where})` }, text: '' },
  };
}

function counts(cases: readonly Case[]): Record<string, number> {
  const amount = (element: Trouble['element']): number =>
    cases.filter(({ trouble }) => trouble?.element === element).length;
  return {
    tests: cases.length,
    failures: amount('failure'),
    errors: amount('error'),
    skipped: amount('skipped'),
  };
}

function* writeSuite({ name, host, cases }: Suite, timestamp: string): Generator<string> {
  const of = host === null ? {} : { hostname: host };
  yield `  <testsuite${attributes({ name, ...counts(cases), time: '0.000', timestamp, ...of })}>\n`;
  for (const each of cases) yield writeCase(each);
  yield '  </testsuite>\n';
}

function writeCase({ name, of, trouble }: Case): string {
  const open = `    <testcase${attributes({ name, classname: of, time: '0.000' })}`;
  if (!trouble) return `${open}/>\n`;
  const { element, text } = trouble;
  const inner = `<${element}${attributes(trouble.attributes)}`;
  return `${open}>${text === '' ? `${inner}/>` : `${inner}>${escapeXml(text)}</${element}>`}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}
