/** The `scan` of an expectation file: what is asked where no run is given. Its keys are the options of `portolan scan`. */
import type { ExpectedScan } from '../../../src-shared/scan/expect/expectations.ts';
import { quote } from '../../../src-shared/scan/spec-problem.ts';
import { parseTargets, type TargetRole } from '../../../src-shared/scan/target-spec.ts';
import { TIMING_NAMES } from '../../../src-shared/scan/timing-template.ts';
import { withExample, type ReadPorts } from './read-entries.ts';
import type { YamlNode } from './yaml-tree.ts';
import type { YamlMapping, YamlReader, YamlText } from './yaml-reader.ts';

type Options = ExpectedScan['options'];
type Values = YamlMapping;

const KEYS = [
  'targets',
  'exclude',
  'ports',
  'timing',
  'discovery',
  'prefer-ipv6',
  'max-rate',
  'max-retries',
  'host-timeout',
];
/** Bounds of `scanOptionsSchema`. */
const MAX_TEXT_LENGTH = 4_096;
const MAX_TEXTS = 100_000;
const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Null, with a fault, where it cannot be scanned so. */
export function readExpectedScan(
  reader: YamlReader,
  node: YamlNode,
  readPortText: ReadPorts,
): ExpectedScan | null {
  const values = reader.mapping(node, "'scan'", KEYS);
  if (!values) return null;
  const targets = readTargets(reader, values.get('targets'), 'targets');
  if (!values.has('targets')) reader.faultAt(node, "'scan' has no 'targets': name the hosts to scan.");
  const options: Options = { targets, exclude: readTargets(reader, values.get('exclude'), 'excludes') };
  const ports = readPorts(reader, values.get('ports'), readPortText);
  if (ports !== null) options.ports = ports;
  readWords(reader, values, options);
  readNumbers(reader, values, options);
  return { place: reader.tree.placeOf(node), options };
}

function readTargets(reader: YamlReader, node: YamlNode | undefined, role: TargetRole): string[] {
  if (node === undefined) return [];
  const before = reader.problems.length;
  const texts = reader.texts(node, role === 'targets' ? "'targets'" : "'exclude'");
  let named = 0;
  for (const { text, node: textNode } of texts) {
    const spec = parseTargets(text, role);
    named += spec.items.filter(({ exclude }) => !exclude).length;
    for (const { message, start, end, example } of spec.problems) {
      reader.fault(reader.tree.placeOfPart(textNode, start, end), withExample(message, example));
    }
    if (text.length > MAX_TEXT_LENGTH) {
      reader.faultAt(
        textNode,
        `The text is over ${MAX_TEXT_LENGTH} characters long: write one target an entry.`,
      );
    }
  }
  if (texts.length > MAX_TEXTS) reader.faultAt(node, `There are over ${MAX_TEXTS} entries: write blocks.`);
  if (role === 'targets' && named === 0 && reader.problems.length === before) {
    reader.faultAt(node, 'No host is named here: give names, addresses or blocks.');
  }
  return texts.map(({ text }) => text);
}

function readPorts(reader: YamlReader, node: YamlNode | undefined, readPortText: ReadPorts): string | null {
  if (node === undefined) return null;
  const texts = reader.texts(node, "'ports'");
  for (const { text, node: textNode } of texts) {
    for (const { message, start, end, example } of readPortText(text).problems) {
      reader.fault(reader.tree.placeOfPart(textNode, start, end), withExample(message, example));
    }
  }
  if (texts.length === 0)
    reader.faultAt(node, "No port is named here: leave 'ports' out for the usual 1,000.");
  return texts.map(({ text }) => text).join(',');
}

function readWords(reader: YamlReader, values: Values, options: Options): void {
  const timing = textOf(reader, values, 'timing');
  const name = TIMING_NAMES.find(
    (name) => name === timing?.text.toUpperCase() || name === `T${timing?.text}`,
  );
  if (name) options.timing = name;
  else if (timing) wrong(reader, timing, "'timing' is T0 (slowest) to T5 (fastest)");
  for (const [key, field] of [
    ['discovery', 'discovery'],
    ['prefer-ipv6', 'preferIpv6'],
  ] as const) {
    const given = textOf(reader, values, key);
    if (!given) continue;
    if (given.text === 'true' || given.text === 'false') options[field] = given.text === 'true';
    else wrong(reader, given, `'${key}' is true or false`);
  }
}

function readNumbers(reader: YamlReader, values: Values, options: Options): void {
  const rate = textOf(reader, values, 'max-rate');
  const perSecond = /^\d{1,8}(\.\d{1,6})?$/.test(rate?.text ?? '') ? Number(rate?.text) : Number.NaN;
  if (perSecond > 0 && perSecond <= 10_000_000) options.maxRate = perSecond;
  else if (rate) wrong(reader, rate, "'max-rate' is a number of probes a second, at most 10000000");
  const retries = textOf(reader, values, 'max-retries');
  const tries = /^\d{1,2}$/.test(retries?.text ?? '') ? Number(retries?.text) : Number.NaN;
  if (tries <= 50) options.maxRetries = tries;
  else if (retries) wrong(reader, retries, "'max-retries' is a whole number from 0 to 50");
  const timeout = textOf(reader, values, 'host-timeout');
  const match = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h)?$/.exec(timeout?.text ?? '');
  const durationMs = Math.round(Number(match?.[1] ?? Number.NaN) * (UNIT_MS[match?.[2] ?? 's'] ?? 1));
  if (durationMs >= 1 && durationMs <= DAY_MS) options.hostTimeoutMs = durationMs;
  else if (timeout) wrong(reader, timeout, "'host-timeout' is a time up to 24h such as 30s, 5m or 500ms");
}

function textOf(reader: YamlReader, values: Values, key: string): YamlText | null {
  const node = values.get(key);
  return node === undefined ? null : reader.text(node, `'${key}'`);
}

function wrong(reader: YamlReader, { text, node }: YamlText, what: string): void {
  reader.faultAt(node, `${what}, not ${quote(text)}.`);
}
