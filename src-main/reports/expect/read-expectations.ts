/**
 * Reads an expectation file. The format, version 1:
 *
 *     version: 1
 *     hosts:                               # the first rule that matches a host is its rule
 *       - name: web servers                # optional, shown with what is found
 *         match: [web-01.lan, 10.0.0.0/28, "!10.0.0.5"]   # as the field of targets reads them, or any
 *         open:
 *           must: [22, 443]                # has to be open
 *           may: [80, 8000-8100]           # may be; every other port that was asked may not
 *         answers: must                    # must, may or never
 *     scan:                                # what `portolan check FILE` scans where no run is given
 *       targets: [10.0.0.0/24]
 */
import {
  ANSWERS,
  MAX_DEMANDED,
  type Answers,
  type ExpectProblem,
  type Expectations,
  type HostRule,
} from '../../../src-shared/scan/expect/expectations.ts';
import type { PortLookup } from '../../../src-shared/scan/port-spec.ts';
import { countPieces } from '../../../src-shared/scan/octet-pattern.ts';
import { quote } from '../../../src-shared/scan/spec-problem.ts';
import type { TargetItem } from '../../../src-shared/scan/target-spec.ts';
import { createPortReader, readEntries, type ReadPorts } from './read-entries.ts';
import { readMatch } from './read-match.ts';
import { readExpectedScan } from './read-expected-scan.ts';
import { parseYaml, type YamlNode } from './yaml-tree.ts';
import { YamlReader, type YamlMapping } from './yaml-reader.ts';

/** Separate ranges of addresses of all rules together. */
const MAX_RANGES = 262_144;

export type ExpectationReading =
  | { readonly expectations: Expectations; readonly problems: readonly [] }
  | { readonly expectations: null; readonly problems: readonly ExpectProblem[] };

/** Never throws: what is wrong is told with its place, all of it that can be told at once. */
export function readExpectations(text: string, lookup: PortLookup): ExpectationReading {
  const { tree, problems } = parseYaml(text);
  if (!tree) return { expectations: null, problems };
  const reader = new YamlReader(tree);
  const expectations = readFile(reader, createPortReader(lookup));
  const found = reader.problems.toSorted(
    (a, b) => a.place.line - b.place.line || a.place.column - b.place.column,
  );
  return found.length > 0 || !expectations
    ? { expectations: null, problems: found }
    : { expectations, problems: [] };
}

function readFile(reader: YamlReader, readPorts: ReadPorts): Expectations | null {
  const { root } = reader.tree;
  if (root === null) {
    reader.faultAt(root, "The file is empty: begin with 'version: 1', then 'hosts:'.");
    return null;
  }
  const values = reader.mapping(root, 'The file', ['version', 'hosts', 'scan']);
  if (!values) return null;
  readVersion(reader, values);
  const hosts = values.get('hosts');
  if (!values.has('hosts'))
    reader.faultAt(root, "The file has no 'hosts': say which ports may be open where.");
  const rules =
    hosts === undefined
      ? []
      : reader.items(hosts, "'hosts'").flatMap((node) => {
          const rule = readRule(reader, node, readPorts);
          return rule ? [rule] : [];
        });
  checkOrder(reader, rules);
  checkSize(reader, rules);
  const scan = values.get('scan');
  return { rules, scan: scan === undefined ? null : readExpectedScan(reader, scan, readPorts) };
}

function readVersion(reader: YamlReader, values: YamlMapping): void {
  const node = values.get('version');
  if (node === undefined) {
    if (!values.has('version')) {
      reader.faultAt(reader.tree.root, "The file does not say its version: begin with 'version: 1'.");
    }
    return;
  }
  const version = reader.text(node, "'version'");
  if (version && version.text !== '1') {
    reader.faultAt(node, `Only version 1 is read, not ${quote(version.text)}.`);
  }
}

function readRule(reader: YamlReader, node: YamlNode, readPorts: ReadPorts): HostRule | null {
  const values = reader.mapping(node, 'A rule', ['name', 'match', 'open', 'answers']);
  if (!values) return null;
  const matchNode = values.get('match');
  const match = matchNode === undefined ? null : readMatch(reader, matchNode);
  if (!values.has('match')) {
    reader.faultAt(node, "The rule does not say its hosts: add 'match', with names, addresses or any.");
  }
  const open = readOpen(reader, values.get('open'), readPorts);
  const answers = readAnswers(reader, values.get('answers'));
  if (answers?.value === 'never' && open.must.length + open.may.length > 0) {
    reader.faultAt(
      answers.node,
      "Hosts that may never answer have no open ports: leave 'open' out, or 'answers'.",
    );
  }
  const name = readName(reader, values.get('name'));
  return match && { name, ...match, ...open, answers: answers?.value ?? null };
}

function readName(reader: YamlReader, node: YamlNode | undefined): string | null {
  const name = node === undefined ? null : reader.text(node, "'name'");
  if (name && name.text.length > 255)
    reader.faultAt(name.node, 'The name is over 255 characters long: shorten it.');
  return name?.text ?? null;
}

function readOpen(
  reader: YamlReader,
  node: YamlNode | undefined,
  readPorts: ReadPorts,
): Pick<HostRule, 'must' | 'may'> {
  const nothing = { must: [], may: [] };
  if (node === undefined || isNone(reader, node)) return nothing;
  const values = reader.mapping(node, "'open'", ['must', 'may']);
  if (!values) return nothing;
  const entries = (key: 'must' | 'may'): HostRule['must'] => {
    const list = values.get(key);
    return list === undefined ? [] : readEntries(reader, list, `'${key}'`, readPorts);
  };
  return { must: entries('must'), may: entries('may') };
}

function isNone(reader: YamlReader, node: YamlNode): boolean {
  const target = reader.tree.targetOf(node);
  return target !== null && 'value' in target && target.value === 'none';
}

function readAnswers(
  reader: YamlReader,
  node: YamlNode | undefined,
): { value: Answers; node: YamlNode } | null {
  const given = node === undefined ? null : reader.text(node, "'answers'");
  if (!given || node === undefined) return null;
  const value = ANSWERS.find((answer) => answer === given.text);
  if (value) return { value, node };
  reader.faultAt(node, `'answers' is must, may or never, not ${quote(given.text)}.`);
  return null;
}

/** A rule after one for every host is never asked: a slip, and a dangerous one. */
function checkOrder(reader: YamlReader, rules: readonly HostRule[]): void {
  const any = rules.findIndex(({ matchesAny, match }) => matchesAny && match.items.length === 0);
  const after = any === -1 ? undefined : rules[any + 1];
  if (after === undefined) return;
  reader.fault(
    after.place,
    `This rule is never reached: 'any' in line ${rules[any]!.place.line} matches every host before it. Put that rule last.`,
  );
}

/** Hosts that must answer are looked for one by one, and every separate range is kept. */
function checkSize(reader: YamlReader, rules: readonly HostRule[]): void {
  let pieces = 0;
  let demanded = 0n;
  for (const { answers, match, matchesAny, place } of rules) {
    if (answers === 'must' && matchesAny) {
      reader.fault(
        place,
        "'any' is every host there is, and they cannot all have to answer: name those that must.",
      );
    }
    for (const { meaning, exclude } of match.items) {
      pieces += meaning.kind === 'pattern' ? countPieces(meaning.octets) : 1;
      if (answers === 'must' && !exclude) demanded += sizeOf(meaning);
    }
    const fault = sizeFault(pieces, demanded);
    if (fault === null) continue;
    reader.fault(place, fault);
    return;
  }
}

function sizeFault(pieces: number, demanded: bigint): string | null {
  if (demanded > BigInt(MAX_DEMANDED)) {
    const most = MAX_DEMANDED.toLocaleString('en-US');
    return `Over ${most} hosts would have to answer: name fewer, or say 'answers: may'.`;
  }
  if (pieces <= MAX_RANGES) return null;
  return `The rules make over ${MAX_RANGES.toLocaleString('en-US')} separate ranges of addresses: write blocks.`;
}

function sizeOf(meaning: TargetItem['meaning']): bigint {
  if (meaning.kind === 'interval') return BigInt(meaning.interval.last) - BigInt(meaning.interval.first) + 1n;
  if (meaning.kind === 'name') return 1n;
  return meaning.octets.reduce(
    (product, ranges) => product * BigInt(ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)),
    1n,
  );
}
