/** A run -> the expectation file that it agrees with: "this is how it should be". */
import { MAX_DEMANDED } from '../../../src-shared/scan/expect/expectations.ts';
import { formatPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import { parsePorts, type PortLookup } from '../../../src-shared/scan/port-spec.ts';
import type { ComparedReport } from '../../../src-shared/scan/diff-scans.ts';
import { parseTargetList } from '../../../src-shared/scan/target-spec.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { STILL_RUNNING } from '../report-source.ts';
import { groupHosts, type HostGroup, type MatchEntry } from './group-hosts.ts';
import { comment, flowList, scalar } from './yaml-text.ts';

/** Longer lists of targets have their own file. */
const MAX_TARGETS = 500;
/** More services than this are no help beside their numbers. */
const MAX_SERVICES = 8;
const MAX_ON_A_LINE = 6;
/** More hosts without a rule than this are counted. */
const MAX_CUT_SHORT = 20;

/** Throws SpecError where the report's own targets or ranges cannot be read. */
export function writeExpectations(report: ComparedReport, lookup: PortLookup): string {
  const { groups, cutShort } = groupHosts(report);
  const demanded = groups
    .filter(({ open }) => open.length > 0)
    .reduce((sum, { hosts }) => sum + hosts.length, 0);
  return [
    '# What should be, as it was seen by Portolan.\n',
    `# Run ${escapeTerminal(report.id)}, ${escapeTerminal(report.startedAt.slice(0, 16).replace('T', ' '))} UTC${describeEnd(report)}.\n`,
    '# "portolan check FILE" asks again and tells what is not so.\n',
    'version: 1\n\n',
    '# The first rule that matches a host is its rule. Ports that it does not name may not be open.\n',
    'hosts:\n',
    ...describeCutShort(cutShort),
    ...groups.map((group) => writeRule(group, demanded <= MAX_DEMANDED)),
    '  # Every other host: nothing may be open there.\n',
    '  - match: any\n',
    ...writeScan(report, lookup),
  ].join('');
}

function describeEnd({ status, warnings }: ComparedReport): string {
  if (warnings.some(({ code }) => code === STILL_RUNNING)) return ', still running: it was not at its end';
  return status === 'completed' ? '' : `, ${status}: it did not go to its end`;
}

/** A rule for them would call closed what nobody asked. */
function describeCutShort(addresses: readonly string[]): string[] {
  if (addresses.length === 0) return [];
  const one = addresses.length === 1;
  const more = addresses.length - MAX_CUT_SHORT;
  const shown = addresses.slice(0, MAX_CUT_SHORT).map((address) => `  #   ${escapeTerminal(address)}\n`);
  return [
    `  # Without a rule, as the run did not get a verdict of all of ${one ? 'its' : 'their'} ports:\n`,
    ...shown,
    ...(more > 0 ? [`  #   and ${more} more\n`] : []),
    `  # Scan ${one ? 'it' : 'them'} to the end and add ${one ? 'a rule' : 'rules'}: until then nothing may be open there.\n\n`,
  ];
}

function writeRule(group: HostGroup, mayDemand: boolean): string {
  const { open, entries, isOneByOne, hosts } = group;
  const lines = [`  - match: ${matchText(entries)}\n`];
  if (open.length > 0) {
    const must = formatPortRanges(open).split(',').map(scalar);
    lines.push(`    open:\n      must: ${flowList(must, 12)}${comment(servicesOf(group))}\n`);
    // Hosts of a range need not answer unless it is said.
    if (!isOneByOne && mayDemand) lines.push('    answers: must\n');
  } else {
    lines.unshift(
      `  # ${hosts.length === 1 ? 'It answers and has' : 'They answer and have'} nothing open.\n`,
    );
  }
  return `${lines.join('')}\n`;
}

function matchText(entries: readonly MatchEntry[]): string {
  const [only] = entries;
  if (only && entries.length === 1) return `${scalar(only.text)}${comment(only.note)}`;
  const hasNotes = entries.some(({ note }) => note !== '');
  if (!hasNotes && entries.length <= MAX_ON_A_LINE)
    return flowList(
      entries.map(({ text }) => scalar(text)),
      11,
    );
  return entries.map(({ text, note }) => `\n      - ${scalar(text)}${comment(note)}`).join('');
}

function servicesOf({ open, hosts }: HostGroup): string {
  if (open.length > MAX_SERVICES) return '';
  const names = new Map<number, string>();
  for (const { ports } of hosts) {
    for (const { port, service } of ports) if (service !== null) names.set(port, service);
  }
  const known = open.flatMap((port) => names.get(port) ?? []);
  return [...new Set(known)].join(', ');
}

/** Nothing where the run's own words could not be read again. */
function writeScan({ options }: ComparedReport, lookup: PortLookup): string[] {
  const { targets, exclude, ports, portsAsked, timing } = options;
  const isReadable =
    parseTargetList(targets).problems.length + parseTargetList(exclude, 'excludes').problems.length === 0;
  if (!isReadable || targets.length === 0) return [];
  if (targets.length + exclude.length > MAX_TARGETS) {
    return ["\n# The run's targets are too many to stand here: check runs of them by --run or --report.\n"];
  }
  const asTyped =
    portsAsked !== undefined && parsePorts(portsAsked, lookup).problems.length === 0 ? portsAsked : ports;
  const list = (key: string, texts: readonly string[]): string =>
    `  ${key}: ${flowList(texts.map(scalar), key.length + 4)}\n`;
  return [
    '\n# What is scanned where no run is given.\nscan:\n',
    list('targets', targets),
    ...(exclude.length > 0 ? [list('exclude', exclude)] : []),
    ...(asTyped === ''
      ? []
      : [
          list(
            'ports',
            asTyped.split(/\s*,\s*/).filter((part) => part !== ''),
          ),
        ]),
    `  timing: ${timing}\n`,
    ...(options.discovery ? [] : ['  discovery: false\n']),
    ...(options['preferIpv6'] === true ? ['  prefer-ipv6: true\n'] : []),
  ];
}
