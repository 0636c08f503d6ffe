import { Button } from '@mantine/core';
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import type { RunTick } from '../../charts/series/run-ticks.ts';
import { StripChart } from '../../charts/series/strip-chart.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { ChosenFrame } from './area-plot.tsx';
import { LineTip, sayLine } from './line-tip.tsx';
import type { RunWords } from './run-words.ts';
import { changesAt, lineName, type SeriesLine } from './series-lines.ts';
import type { RunViewing } from './use-run-view.ts';

interface StripsPlotProps {
  readonly timeline: RunTimeline;
  readonly lines: readonly SeriesLine[];
  /** Px of a line. */
  readonly rowHeight: number;
  readonly viewing: RunViewing;
  readonly ticks: readonly RunTick[];
  readonly left: number;
  readonly width: number;
  readonly words: RunWords;
  readonly onKey: (event: KeyboardEvent, changed: (run: number) => boolean) => boolean;
}

/** A line that the keyboard is on, and where it was. */
interface LinePlace {
  readonly key: string;
  readonly row: number;
}

/** The strips with what stands behind them: a click or Enter chooses the run and tells the line's story beside. */
export function StripsPlot(props: StripsPlotProps) {
  const { timeline, lines, rowHeight, viewing, ticks, left, width, words, onKey } = props;
  const store = useAppStore();
  const shows = useAppState(({ series }) => series.shows);
  const picked = useAppState(({ series }) => series.picked);
  const [cursor, setCursor] = useState<LinePlace>({ key: '', row: 0 });
  const { scale, view } = viewing;
  const runs = timeline.runs.length;
  const mostOpen = useMemo(
    () =>
      timeline.hosts.reduce(
        (most, { open }) => open.reduce((a, [, count]) => Math.max(a, count ?? 0), most),
        1,
      ),
    [timeline.hosts],
  );
  const pickedRow = useMemo(
    () =>
      picked === null
        ? null
        : lines.findIndex(
            ({ address, port }) => address === picked.address && (port?.port ?? null) === picked.port,
          ),
    [lines, picked],
  );
  // Runs that come, and what is typed, move lines: the keyboard stays on its own.
  const own = useMemo(() => lines.findIndex(({ key }) => key === cursor.key), [lines, cursor.key]);
  const at = own >= 0 ? own : Math.min(cursor.row, Math.max(0, lines.length - 1));
  const line = lines[at];
  const onLineKey = useCallback(
    (event: KeyboardEvent) => {
      if (event.key === 'Escape' && store.getState().series.picked) {
        store.getState().pickLine(null);
        return true;
      }
      return onKey(event, (run) => line !== undefined && changesAt(line, run));
    },
    [store, onKey, line],
  );
  const filter = useAppState(({ series }) => series.filter);
  if (lines.length === 0 && filter !== '') return <NoLine />;
  if (lines.length === 0) {
    return (
      <EmptyState
        size="inline"
        title={shows === 'ports' ? 'No port ever stood out' : 'No host was ever asked'}
      >
        {shows === 'ports'
          ? 'In every run, every port was like most others of its host: none open, none silent among refusals.'
          : 'None of these runs came so far.'}
      </EmptyState>
    );
  }
  return (
    <StripChart
      name={shows === 'ports' ? 'Ports over time' : 'Hosts over time'}
      kind={shows}
      rows={lines}
      rowHeight={rowHeight}
      {...{ scale, view, ticks, left, width, mostOpen }}
      cursor={at}
      picked={pickedRow !== null && pickedRow >= 0 ? pickedRow : null}
      renderTip={(row, run) => {
        const pointed = lines[row];
        return pointed ? <LineTip line={pointed} run={run} runs={runs} words={words} /> : null;
      }}
      cell={line ? <Cell line={line} runs={runs} words={words} /> : null}
      onCursor={(row) => setCursor({ key: lines[row]?.key ?? '', row })}
      onPick={(row, run) => {
        const chosen = lines[row];
        if (run !== null) store.getState().goToRun(run);
        if (chosen) store.getState().pickLine({ address: chosen.address, port: chosen.port?.port ?? null });
      }}
      onView={viewing.change}
      onKey={onLineKey}
    >
      <ChosenFrame scale={scale} view={view} width={width} />
    </StripChart>
  );
}

/** What is typed leaves no line. */
export function NoLine() {
  const store = useAppStore();
  const filter = useAppState(({ series }) => series.filter);
  const shows = useAppState(({ series }) => series.shows);
  return (
    <EmptyState
      size="inline"
      title={`No ${shows === 'ports' ? 'port' : 'host'} has “${filter.trim().slice(0, 60)}”`}
      actions={
        <Button variant="default" onClick={() => store.getState().filterSeries('')}>
          Show all lines
        </Button>
      }
    >
      Addresses, names, ports and services of the lines are searched.
    </EmptyState>
  );
}

/** Where the keyboard is, for a screen reader: the line, and what it was in the chosen run. */
function Cell({ line, runs, words }: { line: SeriesLine; runs: number; words: RunWords }) {
  const at = useAppState(({ series }) => series.at);
  return (
    <>
      <span role="rowheader">{lineName(line)}</span>
      <span role="gridcell">{sayLine(line, at, runs, words)}</span>
    </>
  );
}
