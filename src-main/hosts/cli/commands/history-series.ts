/** `portolan history series | baseline | move`: scans of the same targets and ports, one after the other. */
import { seriesNameSchema, type SeriesSummary } from '../../../../src-shared/contract/run-series.ts';
import type { RunSummary } from '../../../../src-shared/contract/scan-snapshot.ts';
import { PortolanError } from '../../../../src-shared/contract/wire.ts';
import type { PortolanApp } from '../../../app/create-app.ts';
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import { wrongArgument } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { findRunId, listRuns } from '../find-run.ts';
import { formatColumns } from '../../../reports/format-columns.ts';
import { findAllRuns, scansWord, type HistoryAction } from '../history-action.ts';
import { callContext, withCore } from '../open-core.ts';

const ID = '20260131-235959-k7m2px';
const SERIES_EXAMPLE = `portolan history series ${ID} --name "Office, weekly"`;
const MOVE_EXAMPLE = `portolan history move ${ID} --to 20260201-020000-abc234`;

export const seriesAction: HistoryAction = {
  spec: {
    name: 'portolan history series',
    operands: ['[ID]'],
    summary:
      'Lists the series: scans of the same targets and ports. CHANGED: the latest differs from the one before it, or from the baseline. With the ID of a scan, its series alone.',
    options: [
      {
        flags: ['--name'],
        long: '--name',
        value: 'TEXT',
        help: 'names the series of ID; "-" takes the name away',
      },
    ],
    examples: ['portolan history series', SERIES_EXAMPLE],
  },
  act: async (parsed, stdout) => {
    const [id] = parsed.operands;
    const name = parsed.value('--name');
    if (name !== undefined && id === undefined)
      throw wrongArgument('--name needs the ID of a scan of the series.', SERIES_EXAMPLE);
    const read = name === undefined || name === '-' ? null : seriesNameSchema.safeParse(name);
    if (read?.success === false) throw wrongArgument(`${read.error.issues[0]?.message}.`, SERIES_EXAMPLE);
    return await withCore(true, async (core) => {
      const run = id === undefined ? undefined : await findSummary(core, id);
      if (run && name !== undefined)
        await core.handlers['series.update'](
          { seriesId: run.series.id, name: read?.data ?? null },
          callContext(),
        );
      const { series } = await core.handlers['series.list']({}, callContext());
      const shown = run ? series.filter((each) => each.id === run.series.id) : series;
      await stdout.write(
        shown.length > 0 ? tableOf(shown) : 'There are no series: scan the same targets and ports twice.\n',
      );
      return EXIT.done;
    });
  },
};

export const baselineAction: HistoryAction = {
  spec: {
    name: 'portolan history baseline',
    operands: ['<ID>'],
    summary: 'Makes a kept scan the one that later scans of its series are compared with.',
    options: [{ flags: ['--clear'], long: '--clear', help: 'the series of ID has no baseline from now on' }],
    examples: [`portolan history baseline ${ID}`],
  },
  act: async (parsed, stdout) =>
    await withCore(true, async (core) => {
      const { scanId, series } = await findSummary(core, parsed.operands[0] ?? '');
      const baseline = parsed.has('--clear') ? null : scanId;
      await core.handlers['series.update']({ seriesId: series.id, baseline }, callContext());
      await stdout.write(
        baseline === null
          ? 'The series has no baseline any more.\n'
          : `${scanId} is the baseline of its series.\n`,
      );
      return EXIT.done;
    }),
};

export const moveAction: HistoryAction = {
  spec: {
    name: 'portolan history move',
    operands: ['<ID...>'],
    summary: 'Moves kept scans to the series of another scan, or out into a new one of their own.',
    options: [
      { flags: ['--to'], long: '--to', value: 'ID', help: 'a scan of the series to move to' },
      { flags: ['--out'], long: '--out', help: 'into a new series' },
    ],
    examples: [MOVE_EXAMPLE, `portolan history move ${ID} --out`],
  },
  act: async (parsed, stdout) => {
    const to = parsed.value('--to');
    if ((to === undefined) !== parsed.has('--out'))
      throw wrongArgument('Give either --to ID or --out.', MOVE_EXAMPLE);
    return await withCore(true, async (core) => {
      const scanIds = await findAllRuns(core, parsed.operands);
      const target = to === undefined ? null : (await findSummary(core, to)).series.id;
      await core.handlers['series.move']({ scanIds, seriesId: target }, callContext());
      await stdout.write(`Moved ${scansWord(scanIds.length)}.\n`);
      return EXIT.done;
    });
  },
};

/** Lines on where a scan stands and what was added to it; none where there is nothing to tell. */
export async function describeMarks(core: PortolanApp, scanId: string): Promise<string> {
  const { series, tags, note } = await findSummary(core, scanId);
  const lines: string[] = [];
  if (series.runs > 1 || series.name !== null) {
    const { series: all } = await core.handlers['series.list']({}, callContext());
    const baseline = all.find(({ id }) => id === series.id)?.baseline ?? null;
    const name = series.name === null ? '' : `${series.name}, `;
    const compared =
      baseline === null ? '' : baseline === scanId ? ', the baseline' : `, compared with ${baseline}`;
    lines.push(`Series: ${name}run ${series.index} of ${series.runs}${compared}`);
  }
  if (tags.length > 0) lines.push(`Tags: ${tags.join(', ')}`);
  if (note !== '') lines.push(`Note: ${note}`);
  return lines.map((line) => `${escapeTerminal(line)}\n`).join('');
}

async function findSummary(core: PortolanApp, given: string): Promise<RunSummary> {
  const scanId = await findRunId(core, given);
  for await (const run of listRuns(core)) if (run.scanId === scanId) return run;
  throw new PortolanError('not-found', `The scan ${scanId} was deleted just now.`);
}

function tableOf(series: readonly SeriesSummary[]): string {
  return formatColumns([
    ['LATEST', 'STARTED', 'RUNS', 'CHANGED', 'BASELINE', 'PORTS', 'NAME OR TARGETS'],
    ...series.map(({ latest, runs, changed, baseline, ports, name, targets, moreTargets }) => [
      latest.scanId,
      `${latest.startedAt.slice(0, 16).replace('T', ' ')}Z`,
      String(runs),
      changed ? 'yes' : 'no',
      baseline ?? '-',
      escapeTerminal(ports.slice(0, 24)),
      escapeTerminal((name ?? targets.join(' ')).slice(0, 60)) +
        (name === null && moreTargets > 0 ? ` +${moreTargets}` : ''),
    ]),
  ]);
}
