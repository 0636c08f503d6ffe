/** A comparison as Markdown (GitHub's, for its tables). */
import type { DiffSide, ScanDiff } from '../../src-shared/scan/scan-diff.ts';
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
import { escapeMarkdown } from './escape-markdown.ts';

const MAX_CELL = 120;

export function* writeDiffMarkdown(diff: ScanDiff): Generator<string> {
  yield `# ${escapeMarkdown(diff.headline)}\n\n`;
  yield* table(
    ['', 'Scan', 'Started', 'Status', 'Targets', 'Ports', 'Found'],
    [
      ['Before', ...describeSide(diff.before)],
      ['After', ...describeSide(diff.after)],
    ],
  );
  if (diff.hosts.length > 0) {
    yield '\n## Hosts\n\n';
    yield* table(
      ['Host', 'Change', 'Open ports'],
      diff.hosts.map((host) => [hostOf(host, MAX_CELL), HOST_WORDS[host.kind], openPortsOf(host, 20)]),
    );
  }
  for (const { title, changes, unlisted } of sectionsOf(diff)) {
    yield `\n## ${title}\n\n`;
    const rows = changes.map((change) => [
      hostOf(change, MAX_CELL),
      portsOf(change),
      serviceOf(change),
      verdictOf(change.before, change.kind),
      verdictOf(change.after, change.kind),
    ]);
    if (rows.length > 0) yield* table(['Host', 'Port', 'Service', 'Before', 'After'], rows);
    if (unlisted > 0) yield `\n${formatCount(unlisted)} ports more are not listed.\n`;
  }
}

function* table(head: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
  yield `${line(head)}|${' --- |'.repeat(head.length)}\n`;
  for (const row of rows) yield line(row);
}

function describeSide({ id, startedAt, status, targets, ports, counts }: DiffSide): string[] {
  const found = `${formatCount(counts.open)} open, ${formatCount(counts.closed)} closed, ${formatCount(counts.filtered)} filtered`;
  const cell = (text: string): string => shorten(escapeTerminal(text), MAX_CELL);
  return [cell(id), readableTime(startedAt), cell(status), cell(targets.join(' ')), cell(ports), found];
}
