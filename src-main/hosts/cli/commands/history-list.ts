/** `portolan history list`: the kept scans, a line each. */
import type { RunSummary } from '../../../../src-shared/contract/scan-snapshot.ts';
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { listRuns } from '../find-run.ts';
import { formatColumns } from '../../../reports/format-columns.ts';
import type { HistoryAction } from '../history-action.ts';
import { withCore } from '../open-core.ts';
import type { ParsedArguments } from '../parse-command.ts';
import { formatDuration } from '../progress-line.ts';
import { readChoice, readWholeNumber } from '../read-values.ts';
import type { TextOutput } from '../standard-streams.ts';

const EXAMPLE = 'portolan history list --limit 50';
const STATUSES = ['running', 'completed', 'stopped', 'interrupted', 'failed'] as const;

export const listAction: HistoryAction = {
  spec: {
    name: 'portolan history list',
    operands: ['[TEXT]'],
    summary:
      'Lists the kept scans, newest first; with TEXT, those whose id, targets, ports, tags, note or names hold it. RUN is their place in their series.',
    options: [
      { flags: ['--limit'], long: '--limit', value: 'N', help: 'how many at most (default: 20; 0: all)' },
      { flags: ['--tag'], long: '--tag', value: 'TAG', help: 'only those with this tag' },
      { flags: ['--status'], long: '--status', value: 'STATUS', help: `only these: ${STATUSES.join(', ')}` },
      {
        flags: ['--format'],
        long: '--format',
        value: 'text|json',
        help: 'a table (default), or JSON, one scan a line',
      },
    ],
    examples: [EXAMPLE, 'portolan history list --tag weekly --status completed'],
  },
  act: list,
};

async function list(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  const rule = { flag: '--limit', min: 0, max: 1_000_000, example: EXAMPLE };
  const limit = readWholeNumber(parsed.value('--limit') ?? '20', rule) || Infinity;
  const example = 'portolan history list --format json';
  const format = readChoice(parsed.value('--format') ?? 'text', '--format', ['text', 'json'], example);
  const wanted = parsed.value('--status');
  const status = wanted === undefined ? undefined : readChoice(wanted, '--status', STATUSES, EXAMPLE);
  const query = { text: parsed.operands[0], tag: parsed.value('--tag'), status };
  const runs: RunSummary[] = [];
  await withCore(true, async (core) => {
    for await (const found of listRuns(core, query)) {
      if (runs.push(found) >= limit) break;
    }
  });
  if (format === 'json') await stdout.write(runs.map((found) => `${JSON.stringify(found)}\n`));
  else await stdout.write(runs.length === 0 ? 'There are no scans in the history.\n' : tableOf(runs));
  return EXIT.done;
}

/** Columns that only few people use are there where there is something in them. */
function tableOf(runs: readonly RunSummary[]): string {
  const columns: readonly (readonly [head: string, cell: (run: RunSummary) => string])[] = [
    ['ID', ({ scanId }) => scanId],
    ['STARTED', ({ startedAt }) => `${startedAt.slice(0, 16).replace('T', ' ')}Z`],
    ['STATUS', ({ status }) => status],
    ['OPEN', ({ counts }) => String(counts.open)],
    ['CLOSED', ({ counts }) => String(counts.closed)],
    ['FILTERED', ({ counts }) => String(counts.filtered)],
    ['TOOK', ({ elapsedMs }) => formatDuration(elapsedMs)],
    ['RUN', ({ series }) => `${series.index}/${series.runs}`],
    ['PORTS', ({ ports }) => shorten(ports, 24)],
    [
      'TARGETS',
      ({ targets, moreTargets }) =>
        shorten(targets.join(' '), 60) + (moreTargets > 0 ? ` +${moreTargets}` : ''),
    ],
    ...used(runs, 'SERIES', ({ series }) => shorten(series.name ?? '', 24)),
    ...used(runs, 'TAGS', ({ tags }) => shorten(tags.join(', '), 32)),
    ...used(runs, 'NOTE', ({ note }) => shorten(note, 40)),
  ];
  return formatColumns([
    columns.map(([head]) => head),
    ...runs.map((run) => columns.map(([, cell]) => cell(run))),
  ]);
}

function used(
  runs: readonly RunSummary[],
  head: string,
  cell: (run: RunSummary) => string,
): (readonly [string, (run: RunSummary) => string])[] {
  return runs.some((run) => cell(run) !== '') ? [[head, cell]] : [];
}

function shorten(text: string, length: number): string {
  const shown = escapeTerminal(text);
  return shown.length > length ? `${shown.slice(0, length - 1)}…` : shown;
}
