import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useNow } from '../../components/use-now.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { groupRuns, type RunLine } from './group-runs.ts';
import { ANY_RUN } from '../../state/history-slice.ts';
import { runColumns } from './run-columns.tsx';
import { RunMenu, type RunMenuPlace } from './run-menu.tsx';
import './runs-table.css';

export interface RunsTableProps {
  /** The first runs of the list, and how many there are in all. */
  runs: readonly RunSummary[];
  total: number;
  /** The search that they answer. */
  searched: string;
}

const keyOf = (line: RunLine) => (line.line === 'day' ? `day ${line.title}` : line.run.scanId);
const spanOf = (line: RunLine) => (line.line === 'day' ? <h2 className="runs-day">{line.title}</h2> : null);
const heightOf = (line: RunLine | undefined) => (line?.line === 'day' ? 29 : 40);

/** The table "Runs", by day. Rows that are not read yet are read when they come into view. */
export function RunsTable({ runs, total, searched }: RunsTableProps) {
  const store = useAppStore();
  const marked = useAppState((state) => state.history.marked);
  const baselines = useAppState((state) => state.series.list);
  const [selected, setSelected] = useState<string | null>(null);
  const [menu, setMenu] = useState<RunMenuPlace | null>(null);
  const now = useNow();
  const lines = useMemo(() => groupRuns(runs, now), [runs, now]);
  const columns = useMemo(() => {
    const actions = store.getState();
    return runColumns({
      isMarked: (scanId) => marked.includes(scanId),
      isBaseline: (scanId) => baselines.some(({ baseline }) => baseline === scanId),
      onMenu: (run, x, y) => setMenu({ run, x, y }),
      onMark: actions.toggleRun,
      onOpen: actions.openScan,
      onRepeat: (scanId) => void actions.repeatRun(scanId),
      onDelete: (scanId) => void actions.deleteRuns([scanId]),
    });
  }, [store, marked, baselines]);

  const headings = lines.length - runs.length;
  return (
    <>
      <DataTable
        name="Runs"
        columns={columns}
        count={total + headings}
        rowAt={useCallback((index: number) => lines[index], [lines])}
        keyOf={keyOf}
        spanOf={spanOf}
        heightOf={heightOf}
        selectedKey={selected}
        onSelect={(line) => setSelected(keyOf(line))}
        onOpen={(line) => line.line === 'run' && store.getState().openScan(line.run.scanId)}
        onToggle={(line) => line.line === 'run' && store.getState().toggleRun(line.run.scanId)}
        onMenu={(line, _index, at) => line.line === 'run' && setMenu({ run: line.run, ...at })}
        onRange={useCallback(
          (_first: number, last: number) => void store.getState().loadHistory(last + 1 - headings),
          [store, headings],
        )}
        empty={
          <EmptyState
            size="inline"
            title="No run matches"
            actions={
              <Button
                variant="default"
                onClick={() => {
                  store.getState().filterHistory(ANY_RUN);
                  store.getState().searchHistory('');
                }}
              >
                Show all runs
              </Button>
            }
          >
            {searched === ''
              ? 'Nothing kept fits this filter.'
              : `Nothing kept has “${searched}” among its targets, ports, tags or notes.`}
          </EmptyState>
        }
      />
      <RunMenu place={menu} onClose={() => setMenu(null)} />
    </>
  );
}
