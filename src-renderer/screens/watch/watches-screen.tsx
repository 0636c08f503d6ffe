/** Scans that run by themselves: when next, what the last look brought, and who runs them. */
import { Button } from '@mantine/core';
import { Plus, RotateCw } from 'lucide-react';
import { useEffect } from 'react';
import type { WatchList } from '../../../src-shared/contract/run-watch.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { HistorySwitch } from './history-switch.tsx';
import { WatchDialog } from './watch-dialog.tsx';
import { WatchesTable } from './watches-table.tsx';
import './watches-screen.css';

export function WatchesScreen() {
  const store = useAppStore();
  const { list, fault } = useAppState((state) => state.watches);

  useEffect(() => {
    void store.getState().loadWatches();
  }, [store]);

  return (
    <>
      <header className="history-head">
        <h1>Watches</h1>
        <HistorySwitch shown="watches" />
        <span className="watches-who" role="status">
          {list && list.watches.length > 0 ? whoRuns(list) : ''}
        </span>
        <Button
          className="watches-new"
          leftSection={<Plus size={13} aria-hidden />}
          onClick={() => void store.getState().newWatch()}
        >
          New watch
        </Button>
      </header>
      {fault === null ? null : <WatchesFault fault={fault} />}
      {list === null ? (
        fault === null ? (
          <p className="history-loading" role="status">
            Reading the watches…
          </p>
        ) : null
      ) : list.watches.length === 0 ? (
        <NoWatches />
      ) : (
        <WatchesTable watches={list.watches} />
      )}
      <WatchDialog />
    </>
  );
}

function whoRuns({ watcher, watcherPid, watches }: WatchList): string {
  if (!watches.some(({ enabled }) => enabled)) return 'All are paused';
  switch (watcher) {
    case 'here':
      return 'They run while Portolan is open';
    case 'elsewhere':
      return watcherPid === null
        ? 'Another Portolan runs them'
        : `Another Portolan runs them (process ${watcherPid})`;
    case 'nobody':
      return 'Nobody runs them yet';
  }
}

function NoWatches() {
  const store = useAppStore();
  return (
    <EmptyState
      title="Nothing is watched"
      actions={
        <Button
          size="sm"
          leftSection={<Plus size={15} aria-hidden />}
          onClick={() => void store.getState().newWatch()}
        >
          New watch
        </Button>
      }
    >
      A watch scans the same hosts again and again while Portolan is open, and tells you when a port or a host
      changed: after a second look, so that one lost packet raises no alarm.
    </EmptyState>
  );
}

function WatchesFault({ fault }: { fault: string }) {
  const store = useAppStore();
  return (
    <ErrorState
      title="The watches could not be read"
      actions={
        <Button
          variant="default"
          leftSection={<RotateCw size={13} aria-hidden />}
          onClick={() => void store.getState().loadWatches()}
        >
          Try again
        </Button>
      }
    >
      {fault}
    </ErrorState>
  );
}
