import { Button } from '@mantine/core';
import { History, RotateCw, Undo2 } from 'lucide-react';
import { ErrorState } from '../../components/error-state.tsx';
import type { CompareSlice } from '../../state/compare-slice.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';

/** Why there is no comparison, and the ways on: a deleted run is told from trouble. */
export function CompareFault({ fault }: { fault: NonNullable<CompareSlice['compare']['fault']> }) {
  const store = useAppStore();
  const gone = fault.code === 'not-found';
  const deleted = useAppState(({ compare }) => gone && compare.deleted.length > 0);
  return (
    <ErrorState
      title={
        deleted
          ? 'One of these runs was deleted'
          : gone
            ? 'One of these runs is gone'
            : 'The runs could not be compared'
      }
      actions={
        <>
          {deleted ? (
            <Button
              variant="default"
              leftSection={<Undo2 size={13} aria-hidden />}
              onClick={() => void store.getState().restoreCompared()}
            >
              Undo
            </Button>
          ) : gone ? null : (
            <Button
              variant="default"
              leftSection={<RotateCw size={13} aria-hidden />}
              onClick={() => void store.getState().compareRuns()}
            >
              Try again
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<History size={13} aria-hidden />}
            onClick={() => store.getState().navigate({ screen: 'history' })}
          >
            Choose in History
          </Button>
        </>
      }
    >
      {deleted ? 'Bring it back, or choose another run above.' : fault.message}
      {gone && !deleted ? ' Choose another run above.' : ''}
    </ErrorState>
  );
}
