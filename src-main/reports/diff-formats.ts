/** A comparison as text, Markdown or JSON. */
import type {
  DiffSide,
  HostChange,
  PortChange,
  PortChangeKind,
  ScanDiff,
  Verdict,
} from '../../src-shared/scan/scan-diff.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { formatColumns } from './format-columns.ts';

export const DIFF_FORMATS = ['text', 'json', 'markdown'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** The version of the JSON form. */
const DIFF_SCHEMA = 'portolan-diff/1';

/** In the order of what a person wants to know first. */
const KINDS: readonly [kind: PortChangeKind, title: string][] = [
  ['opened', 'Opened'],
  ['closed', 'Closed'],
  ['filtered', 'Went silent'],
  ['service', 'Other service'],
  ['reason-only', 'Other reason, same state'],
  ['doubtful', 'In doubt: silence that may be lost packets'],
  ['not-comparable', 'Asked in one scan only'],
];

const HOST_WORDS: Readonly<Record<HostChange['kind'], string>> = {
  appeared: 'appeared',
  gone: 'gone',
  'not-scanned-before': 'not scanned before',
  'not-scanned-after': 'not scanned after',
};

const WRITERS: Readonly<Record<DiffFormat, (diff: ScanDiff) => Iterable<string>>> = {
  text: writeText,
  json: writeJson,
  markdown: writeMarkdown,
};

export function writeDiff(diff: ScanDiff, format: DiffFormat): Iterable<string> {
  return WRITERS[format](diff);
}

function* writeJson(diff: ScanDiff): Generator<string> {
  yield `${JSON.stringify({ schema: DIFF_SCHEMA, ...diff }, null, 2)}\n`;
}

function* writeText(diff: ScanDiff): Generator<string> {
  yield formatColumns([
    ['Before', ...describeSide(diff.before)],
    ['After', ...describeSide(diff.after)],
  ]);
  yield `\n${diff.headline}\n`;
  if (diff.hosts.length > 0) {
    yield '\nHosts\n';
    yield formatColumns(
      diff.hosts.map((host) => ['  ' + hostOf(host), HOST_WORDS[host.kind], openPortsOf(host)]),
    );
  }
  for (const [kind, title] of KINDS) {
    const changes = diff.ports.filter((change) => change.kind === kind);
    if (changes.length === 0) continue;
    yield `\n${title}\n`;
    yield formatColumns(
      changes.map((change) => [`  ${hostOf(change)}`, portsOf(change), serviceOf(change), describe(change)]),
    );
  }
}

function* writeMarkdown(diff: ScanDiff): Generator<string> {
  yield `# ${escapeMarkdown(diff.headline)}\n\n`;
  yield table(
    ['', 'Scan', 'Started', 'Status', 'Ports'],
    [
      ['Before', ...describeSide(diff.before)],
      ['After', ...describeSide(diff.after)],
    ],
  );
  if (diff.hosts.length > 0) {
    yield '\n## Hosts\n\n';
    yield table(
      ['Host', 'Change', 'Open ports'],
      diff.hosts.map((host) => [hostOf(host), HOST_WORDS[host.kind], openPortsOf(host)]),
    );
  }
  for (const [kind, title] of KINDS) {
    const changes = diff.ports.filter((change) => change.kind === kind);
    if (changes.length === 0) continue;
    yield `\n## ${title}\n\n`;
    const rows = changes.map((change) => [
      hostOf(change),
      portsOf(change),
      serviceOf(change),
      verdict(change.before),
      verdict(change.after),
    ]);
    yield table(['Host', 'Port', 'Service', 'Before', 'After'], rows);
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
  return line(head) + `|${' --- |'.repeat(head.length)}\n` + rows.map(line).join('');
}

/** Names come from strangers: nothing of theirs becomes a cell, a link or markup. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#!|~&]/g, '\\$&');
}

function describeSide(side: DiffSide): string[] {
  const { open, closed, filtered } = side.counts;
  return [
    escapeTerminal(side.id),
    escapeTerminal(side.startedAt),
    escapeTerminal(side.status),
    `${open} open, ${closed} closed, ${filtered} filtered`,
  ];
}

function hostOf({ address, hostName }: { address: string; hostName: string | null }): string {
  return escapeTerminal(hostName === null ? address : `${hostName} (${address})`);
}

function openPortsOf({ openPorts }: HostChange): string {
  return openPorts.length === 0 ? '' : `open: ${openPorts.join(', ')}`;
}

function portsOf({ port, lastPort, count }: PortChange): string {
  if (port === lastPort) return `${port}/tcp`;
  return `${port}-${lastPort}/tcp${count === lastPort - port + 1 ? '' : ` (${count} of them)`}`;
}

function serviceOf({ before, after }: PortChange): string {
  const names = [before?.service ?? null, after?.service ?? null].filter((name) => name !== null);
  return escapeTerminal([...new Set(names)].join(' -> '));
}

function describe(change: PortChange): string {
  return `${verdict(change.before)} -> ${verdict(change.after)}`;
}

/** Null: not asked, which proves nothing. */
function verdict(verdict: Verdict): string {
  return verdict === null ? 'not scanned' : `${verdict.state} (${verdict.reason})`;
}
