/** Every run kept: found, opened, repeated, compared, deleted and brought back. */
import { Button, TextInput } from '@mantine/core';
import { Compass, GitCompareArrows, RotateCw, Search, Trash2 } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatPlural } from '../../components/format.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { RunsTable } from './runs-table.tsx';
import './history-screen.css';

export function HistoryScreen() {
  const store = useAppStore();
  const { text, runs, total, fault, listed } = useAppState((state) => state.history);
  const search = useAppState((state) => state.searchHistory);

  useEffect(() => {
    void store.getState().loadHistory(0);
  }, [store]);

  const nothingKept = total === 0 && listed === '' && text === '';
  return (
    <>
      <header className="history-head">
        <h1>History</h1>
        <TextInput
          aria-label="Search runs"
          placeholder="Search targets and ports"
          leftSection={<Search size={13} aria-hidden />}
          className="history-search"
          value={text}
          maxLength={256}
          disabled={nothingKept}
          onChange={(event) => search(event.currentTarget.value)}
        />
        <span className="history-count" role="status">
          {total === null || nothingKept ? '' : formatPlural(total, 'run')}
        </span>
        {nothingKept ? null : <MarkedRuns />}
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
      ) : (
        <RunsTable runs={runs} total={total} searched={listed} />
      )}
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
      <span className="history-hint">
        {marked.length === 0
          ? 'Mark two runs to compare them'
          : `${formatPlural(marked.length, 'run')} marked`}
      </span>
      {marked.length > 0 ? (
        <>
          <Button variant="default" onClick={() => store.getState().unmarkRuns()}>
            Clear
          </Button>
          <Button
            variant="default"
            leftSection={<Trash2 size={13} aria-hidden />}
            onClick={() => void store.getState().deleteRuns(marked)}
          >
            Delete
          </Button>
        </>
      ) : null}
      <Button
        leftSection={<GitCompareArrows size={13} aria-hidden />}
        disabled={marked.length !== 2}
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
