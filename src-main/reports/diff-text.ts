/** A comparison as text: hosts and ports in order, in lines of 80 columns unless a name of a stranger's is longer. */
import type { DiffSide, HostChange, PortChange, ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import {
  formatCount,
  HOST_WORDS,
  hostOf,
  openPortsOf,
  portsOf,
  readableTime,
  sectionsOf,
  serviceOf,
  shorten,
  verdictOf,
} from './diff-words.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { formatColumns } from './format-columns.ts';

const COLUMNS = 80;
const INDENT = '    ';
/** Less of a service's name would tell nothing. */
const MIN_SERVICE = 10;

export function* writeDiffText(diff: ScanDiff): Generator<string> {
  yield* writeSide('Before', diff.before);
  yield* writeSide('After ', diff.after);
  yield `\n${diff.headline}\n`;
  if (diff.hosts.length > 0) yield `\nHosts\n${formatColumns(diff.hosts.map(hostLine))}`;
  for (const { title, changes, unlisted } of sectionsOf(diff)) {
    yield `\n${title}\n`;
    for (const ofHost of Map.groupBy(changes, nameOf)) yield* writeHost(...ofHost);
    if (unlisted > 0) yield `  and ${formatCount(unlisted)} ports more, which are not listed\n`;
  }
}

function* writeSide(label: string, side: DiffSide): Generator<string> {
  const { open, closed, filtered } = side.counts;
  const room = COLUMNS - label.length - 2;
  const indent = ' '.repeat(label.length);
  const line = (text: string): string => shorten(escapeTerminal(text), room);
  yield `${label}  ${line(`${side.id}  ${readableTime(side.startedAt)}  ${side.status}`)}\n`;
  const ports = side.ports === '' ? ', no ports' : `, ports ${side.ports}`;
  // The ports are seen in any case, the targets as far as there is room.
  const shortPorts = ports.length > 40 ? `${ports.slice(0, 39)}…` : ports;
  yield `${indent}  ${shorten(escapeTerminal(side.targets.join(' ')), room - shortPorts.length)}${escapeTerminal(shortPorts)}\n`;
  yield `${indent}  ${formatCount(open)} open, ${formatCount(closed)} closed, ${formatCount(filtered)} filtered\n`;
}

function hostLine(host: HostChange): string[] {
  const open = openPortsOf(host, 5);
  return [`  ${hostOf(host, 24)}`, HOST_WORDS[host.kind], open === '' ? '' : `open: ${open}`];
}

/** Room for an IPv6 address beside the name. */
function nameOf(change: PortChange): string {
  return hostOf(change, 36);
}

function* writeHost(host: string, changes: readonly PortChange[]): Generator<string> {
  yield `  ${host}\n`;
  const rows = changes.map((change) => [INDENT + portsOf(change), transition(change)]);
  const widths = [0, 1].map((column) => rows.reduce((width, row) => Math.max(width, row[column]!.length), 0));
  // What a service is called comes last: only it may be cut, or stand on a line of its own.
  const room = COLUMNS - 4 - widths[0]! - widths[1]!;
  if (room >= MIN_SERVICE) {
    yield formatColumns(rows.map((row, index) => [...row, shorten(serviceOf(changes[index]!), room)]));
    return;
  }
  for (const [index, [ports = '', verdicts = '']] of rows.entries()) {
    yield `${ports.padEnd(widths[0]!)}  ${verdicts}\n`;
    const service = serviceOf(changes[index]!);
    if (service !== '') yield `${INDENT}  ${shorten(service, COLUMNS - INDENT.length - 2)}\n`;
  }
}

/** "closed (reset) -> open (syn-ack)"; where the state stays, its word is said once. */
function transition({ kind, before, after }: PortChange): string {
  if (before && after && before.state === after.state && kind === 'reason-only')
    return `${before.state} (${before.reason} -> ${after.reason})`;
  return `${verdictOf(before, kind)} -> ${verdictOf(after, kind)}`;
}
