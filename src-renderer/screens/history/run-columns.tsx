import { ActionIcon, Tooltip } from '@mantine/core';
import { ArrowUpRight, Ellipsis, RotateCw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { stateParts } from '../../components/any-state.ts';
import type { Column } from '../../components/data-table.tsx';
import { portsWord, runTitle } from '../../components/describe-run.ts';
import { formatClock, formatCount, formatDuration } from '../../components/format.ts';
import { StackBar } from '../../components/stack-bar.tsx';
import type { RunLine } from './group-runs.ts';
import { formatRoute } from '../../state/route-slice.ts';
import { RunMarks } from './run-marks.tsx';
import { RunStatus } from './run-status.tsx';

export interface RunActions {
  readonly isMarked: (scanId: string) => boolean;
  readonly isBaseline: (scanId: string) => boolean;
  readonly onMenu: (run: RunSummary, x: number, y: number) => void;
  readonly onMark: (scanId: string) => void;
  readonly onOpen: (scanId: string) => void;
  readonly onRepeat: (scanId: string) => void;
  readonly onDelete: (scanId: string) => void;
}

type RunRow = Extract<RunLine, { line: 'run' }>;

/** The columns of "Runs". Headings span the row, so every cell is a run's. */
export function runColumns(actions: RunActions): Column<RunLine>[] {
  const column = (
    key: string,
    title: string,
    width: string,
    render: (row: RunRow, active: boolean) => ReactNode,
    more: Partial<Column<RunLine>> = {},
  ): Column<RunLine> => ({
    key,
    title,
    width,
    ...more,
    render: (line, { active }) => (line.line === 'run' ? render(line, active) : null),
  });
  return [
    column(
      'mark',
      'Marked',
      '20px',
      ({ run }, active) => <MarkBox run={run} active={active} {...actions} />,
      {
        titleHidden: true,
      },
    ),
    column('when', 'When', '52px', ({ startedAt }) => (
      <span className="mono run-quiet">{formatClock(startedAt)}</span>
    )),
    column('targets', 'Targets and ports', 'minmax(200px, 1.6fr)', ({ run }) => <RunTargets run={run} />),
    column('states', 'States', 'minmax(110px, 0.7fr)', ({ run }) => <RunStates run={run} />),
    column(
      'open',
      'Open',
      '64px',
      ({ run }) => <span className="mono run-quiet">{formatCount(run.counts.open)}</span>,
      {
        align: 'end',
      },
    ),
    column(
      'took',
      'Took',
      '92px',
      ({ run }) => <span className="mono run-quiet">{formatDuration(run.elapsedMs)}</span>,
      {
        align: 'end',
      },
    ),
    column('status', 'Status', '104px', ({ run }) => <RunStatus status={run.status} />),
    column('hosts', 'Hosts', '84px', ({ run }) => <RunHosts run={run} />, { from: 1400 }),
    column('marks', 'Tags and note', 'minmax(130px, 1.2fr)', ({ run }) => (
      <RunMarks run={run} isBaseline={actions.isBaseline(run.scanId)} />
    )),
    column(
      'actions',
      'Actions',
      '110px',
      ({ run }, active) => <RunButtons run={run} active={active} {...actions} />,
      {
        titleHidden: true,
        over: true,
        align: 'end',
      },
    ),
  ];
}

/** Inside the landmark, where screen readers look for the page's content. */
const IN_MAIN = { target: 'main' };

type OfRun = RunActions & { readonly run: RunSummary; readonly active: boolean };

function MarkBox({ run, active, isMarked, onMark }: OfRun) {
  return (
    <input
      type="checkbox"
      className="run-mark"
      aria-label={`Mark ${nameOf(run)}`}
      tabIndex={active ? 0 : -1}
      checked={isMarked(run.scanId)}
      onChange={() => onMark(run.scanId)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

function RunTargets({ run }: { run: RunSummary }) {
  const title = runTitle(run.targets, run.moreTargets);
  const { series } = run;
  const name = series.name ?? title.name;
  const detail = series.name === null ? title.detail : title.name;
  const imported = run.importedFrom === undefined ? null : `imported from ${run.importedFrom}`;
  const rest = [detail, portsWord(run.ports), imported].filter((part) => part !== null).join(' · ');
  return (
    <span className="run-targets" title={`${run.targets.join(', ')} · ${run.ports}`}>
      <b>{name}</b>
      <span className="run-ports">{rest}</span>
      {series.runs > 1 ? (
        <a
          className="run-place"
          tabIndex={-1}
          href={formatRoute({ screen: 'series', seriesId: series.id })}
          title={`Run ${series.index} of ${series.runs}: show them over time`}
          onClick={(event) => event.stopPropagation()}
        >
          Run {series.index}
        </a>
      ) : null}
    </span>
  );
}

function RunStates({ run }: { run: RunSummary }) {
  const { open, closed, filtered } = run.counts;
  if (open + closed + filtered === 0) return <span className="run-quiet">no verdicts</span>;
  return <StackBar parts={stateParts(run.counts)} height={7} />;
}

function RunHosts({ run }: { run: RunSummary }) {
  return (
    <span className="run-quiet">
      {run.hostsTotal === 0
        ? 'none'
        : `${formatCount(run.hostsUp)} up${run.hostsTotal === 1 ? '' : ` of ${formatCount(run.hostsTotal)}`}`}
    </span>
  );
}

function RunButtons({ run, active, onOpen, onRepeat, onDelete, onMenu }: OfRun) {
  const buttons = [
    { label: 'Open', icon: <ArrowUpRight size={14} aria-hidden />, act: onOpen },
    { label: 'Run again', icon: <RotateCw size={13} aria-hidden />, act: onRepeat },
    { label: 'Delete', icon: <Trash2 size={13} aria-hidden />, act: onDelete },
  ];
  return (
    <span className="run-buttons" data-shown={active}>
      {buttons.map(({ label, icon, act }) => (
        <Tooltip key={label} label={label} portalProps={IN_MAIN}>
          <ActionIcon
            size={24}
            aria-label={label}
            tabIndex={active ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation();
              act(run.scanId);
            }}
            onDoubleClick={(event) => event.stopPropagation()}
          >
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
      <Tooltip label="More" portalProps={IN_MAIN}>
        <ActionIcon
          size={24}
          aria-label="More"
          aria-haspopup="menu"
          tabIndex={active ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            onMenu(run, left, bottom);
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <Ellipsis size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}

function nameOf(run: RunSummary): string {
  return `${runTitle(run.targets, run.moreTargets).name}, ${portsWord(run.ports)}`;
}
