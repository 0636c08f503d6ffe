/**
 * A check as SARIF 2.1.0 (OASIS, errata 01), as GitHub code scanning and editors read it. Each result points at the line of
 * the expectation file that says so, and names host and port as logical locations.
 */
import { pathToFileURL } from 'node:url';
import {
  isViolation,
  type Finding,
  type FindingKind,
} from '../../../src-shared/scan/expect/expect-finding.ts';
import type { CheckDocument } from './check-document.ts';
import { NOT_TO_ITS_END, portsOf } from './finding-words.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

interface Rule {
  readonly id: FindingKind;
  readonly name: string;
  readonly short: string;
  readonly help: string;
  readonly level: 'error' | 'warning' | 'note';
}

const RULES: readonly Rule[] = [
  {
    id: 'unexpected-open',
    name: 'UnexpectedOpenPort',
    short: 'A port is open that may not be.',
    help: "Close the port, or add it to 'may' of the host's rule.",
    level: 'error',
  },
  {
    id: 'missing-open',
    name: 'MissingOpenPort',
    short: 'A port that must be open is not.',
    help: "Start the service or open the firewall, or take the port out of 'must'.",
    level: 'error',
  },
  {
    id: 'unexpected-host',
    name: 'UnexpectedHost',
    short: 'A host answers that may not.',
    help: "Take the host away, or give it a rule without 'answers: never'.",
    level: 'error',
  },
  {
    id: 'missing-host',
    name: 'MissingHost',
    short: 'A host that must answer does not.',
    help: "Bring the host up, or say 'answers: may' in its rule.",
    level: 'error',
  },
  {
    id: 'doubtful',
    name: 'DoubtfulSilence',
    short: 'A port that must be open was silent, which may be lost packets.',
    help: 'Scan again, more slowly where the network loses packets.',
    level: 'warning',
  },
  {
    id: 'not-judged',
    name: 'NotJudged',
    short: 'The run did not ask, or got no verdict.',
    help: 'Scan the hosts and ports that the expectation file speaks of, to the end.',
    level: 'note',
  },
];

export function* writeSarif(document: CheckDocument): Generator<string> {
  const { report, result, version } = document;
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Portolan', version, semanticVersion: version, rules: RULES.map(describe) } },
        automationDetails: { id: `portolan-check/${report.id}` },
        invocations: [invocation(document)],
        columnKind: 'utf16CodeUnits',
        results: result.findings.map((finding) => resultOf(finding, document)),
      },
    ],
  };
  yield `${JSON.stringify(log, null, 2)}\n`;
}

function describe({ id, name, short, help, level }: Rule) {
  return {
    id,
    name,
    shortDescription: { text: short },
    fullDescription: { text: short },
    help: { text: help },
    defaultConfiguration: { level },
    properties: { tags: ['network', 'ports'] },
  };
}

/** Sections 3.20.14 and 3.20.21: a run that did not go to its end is told as such, not only by the absence of results. */
function invocation({ report }: CheckDocument) {
  const { status, startedAt, finishedAt } = report;
  const isWhole = status === 'completed';
  return {
    executionSuccessful: isWhole,
    startTimeUtc: startedAt,
    ...(finishedAt === null ? {} : { endTimeUtc: finishedAt }),
    ...(isWhole
      ? {}
      : {
          toolExecutionNotifications: [
            { level: 'error', message: { text: `${NOT_TO_ITS_END} (${status}).` } },
          ],
        }),
  };
}

function resultOf(finding: Finding, document: CheckDocument) {
  const { kind, address, hostName, message, place, port, lastPort, count, state, reason, rule } = finding;
  const host = hostName === null ? address : `${hostName} (${address})`;
  const ruleIndex = RULES.findIndex(({ id }) => id === kind);
  return {
    ruleId: kind,
    ruleIndex,
    kind: 'fail',
    level: RULES[ruleIndex]?.level ?? 'error',
    message: { text: escapeMessage(`${host}: ${message}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactOf(document),
          region: regionOf(place),
        },
        logicalLocations: logicalOf(finding, host),
      },
    ],
    partialFingerprints: fingerprintsOf(finding),
    properties: {
      isViolation: isViolation(kind),
      host: address,
      ...(port === null ? {} : { port, lastPort, count }),
      ...(state === null ? {} : { state, reason }),
      ...(rule === null ? {} : { rule }),
    },
  };
}

/** A host that no rule speaks of: the file as a whole is meant. */
function regionOf(place: Finding['place']) {
  if (place === null) return { startLine: 1 };
  const { line, column, endLine, endColumn } = place;
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function logicalOf(finding: Finding, host: string) {
  const whole = { name: host, fullyQualifiedName: finding.address, kind: 'host' };
  if (finding.port === null) return [whole];
  const ports = portsOf(finding);
  return [
    { name: ports, fullyQualifiedName: `${finding.address}/${ports}`, kind: 'port', decoratedName: host },
  ];
}

/** The same finding in the next run, wherever its line has moved to. GitHub tells alerts apart by the second. */
function fingerprintsOf({ kind, address, port, lastPort }: Finding): Record<string, string> {
  const identity = `${kind}/${address}/${port ?? 'host'}-${lastPort ?? ''}`;
  return { 'portolanFinding/v1': identity, primaryLocationLineHash: `${hashOf(identity)}:1` };
}

/** FNV-1a, 64 bits (draft-eastlake-fnv): enough to tell findings apart, and no secret. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/**
 * Relative to the root of the sources, for which GitHub takes the folder that is worked in (RFC 3986 section 4.2); absolute
 * outside of it, as section 3.4.3 lets no ".." lead out of a base.
 */
function artifactOf({ relativeFile, absoluteFile }: CheckDocument) {
  if (relativeFile === null) return { uri: pathToFileURL(absoluteFile).href };
  return { uri: relativeFile.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/** Sections 3.11.5 and 3.11.6: a stranger's braces are no placeholder and their brackets no link. */
function escapeMessage(text: string): string {
  return text
    .replace(/[{}]/g, '$&$&')
    .replace(/(\\*)([[\]])/g, (_, slashes: string, bracket: string) => `${slashes}${slashes}\\${bracket}`);
}
