/** Every run kept: found, opened, repeated, compared, deleted and brought back. */
import { Button, TextInput } from '@mantine/core';
import { Compass, FileInput, GitCompareArrows, Layers, RotateCw, Search, Tag, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatPlural } from '../../components/format.ts';
import { useElementSize } from '../../components/use-element-size.ts';
import { openFiles } from '../../state/commands/open-files.ts';
import { ANY_RUN } from '../../state/history-slice.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { HistorySwitch } from '../watch/history-switch.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { MarksDialog } from './marks-dialog.tsx';
import { RunsTable } from './runs-table.tsx';
import { findSeries } from './find-series.ts';
import { SeriesTable } from './series-table.tsx';
import './history-screen.css';

export function HistoryScreen() {
  const store = useAppStore();
  const { text, filter, bySeries, runs, total, fault, listed, marked } = useAppState(
    (state) => state.history,
  );
  const search = useAppState((state) => state.searchHistory);
  const series = useAppState((state) => state.series.list);
  const head = useRef<HTMLElement>(null);
  const { width } = useElementSize(head);

  useEffect(() => {
    void store.getState().loadHistory(0);
    void store.getState().loadTags();
  }, [store]);

  const nothingKept = total === 0 && listed === '' && text === '' && filter === ANY_RUN;
  return (
    <>
      <header className="history-head" ref={head}>
        <h1>History</h1>
        <HistorySwitch shown="history" />
        <TextInput
          aria-label={bySeries ? 'Search series' : 'Search runs'}
          placeholder={bySeries ? 'Search names, targets, ports' : 'Search targets, tags, notes, ports'}
          leftSection={<Search size={13} aria-hidden />}
          className="history-search"
          value={text}
          maxLength={256}
          disabled={nothingKept}
          onChange={(event) => search(event.currentTarget.value)}
        />
        <span className="history-count" role="status">
          {total === null || nothingKept
            ? ''
            : bySeries
              ? formatPlural(findSeries(series, text).length, 'series', 'series')
              : formatPlural(total, 'run')}
        </span>
        {nothingKept ? null : marked.length > 0 ? (
          <MarkedRuns />
        ) : bySeries ? null : (
          <HistoryFilters width={width} />
        )}
        {marked.length > 0 ? null : (
          <div className="history-buttons">
            <Button
              variant="default"
              leftSection={<FileInput size={13} aria-hidden />}
              onClick={() => openFiles(store)}
            >
              Import
            </Button>
            {nothingKept ? null : (
              <Button
                variant="default"
                leftSection={<Layers size={13} aria-hidden />}
                aria-pressed={bySeries}
                onClick={() => store.getState().groupHistory(!bySeries)}
              >
                Group by series
              </Button>
            )}
          </div>
        )}
      </header>
      {fault === null ? null : <HistoryFault fault={fault} />}
      {nothingKept ? (
        <NothingKept />
      ) : total === null ? (
        fault === null ? (
          <p className="history-loading" role="status">
            Reading the runs…
          </p>
        ) : null
      ) : bySeries ? (
        <SeriesTable searched={text} />
      ) : (
        <RunsTable runs={runs} total={total} searched={listed} />
      )}
      <MarksDialog />
    </>
  );
}

/** What can be done with the marked runs. */
function MarkedRuns() {
  const store = useAppStore();
  const marked = useAppState((state) => state.history.marked);
  const runs = useAppState((state) => state.history.runs);
  const compare = useCallback(() => {
    const pair = runs
      .filter((run) => marked.includes(run.scanId))
      .toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
    const [before, after] = pair;
    if (before && after)
      store.getState().navigate({ screen: 'compare', before: before.scanId, after: after.scanId });
  }, [store, runs, marked]);
  return (
    <div className="history-marked">
      <span className="history-hint">{formatPlural(marked.length, 'run')} marked</span>
      <Button variant="default" onClick={() => store.getState().unmarkRuns()}>
        Clear
      </Button>
      <Button
        variant="default"
        leftSection={<Tag size={13} aria-hidden />}
        onClick={() => store.getState().editMarks(runs.filter(({ scanId }) => marked.includes(scanId)))}
      >
        Tags
      </Button>
      <Button
        variant="default"
        leftSection={<Trash2 size={13} aria-hidden />}
        onClick={() => void store.getState().deleteRuns(marked)}
      >
        Delete
      </Button>
      <Button
        leftSection={<GitCompareArrows size={13} aria-hidden />}
        disabled={marked.length !== 2}
        title={marked.length === 2 ? undefined : 'Mark two runs to compare them'}
        onClick={compare}
      >
        Compare
      </Button>
    </div>
  );
}

function HistoryFault({ fault }: { fault: string }) {
  const store = useAppStore();
  return (
    <ErrorState
      title="The runs could not be read"
      actions={
        <Button
          variant="default"
          leftSection={<RotateCw size={13} aria-hidden />}
          onClick={() => void store.getState().refreshHistory()}
        >
          Try again
        </Button>
      }
    >
      {fault}
    </ErrorState>
  );
}

function NothingKept() {
  const store = useAppStore();
  return (
    <EmptyState
      title="No runs yet"
      actions={
        <Button
          size="sm"
          leftSection={<Compass size={15} aria-hidden />}
          onClick={() => store.getState().navigate({ screen: 'scan', scanId: null })}
        >
          Go to Scan
        </Button>
      }
    >
      Every scan is kept here as it runs: what was asked, what was found, and how long it took. Two runs can
      be compared, any run repeated.
    </EmptyState>
  );
}
