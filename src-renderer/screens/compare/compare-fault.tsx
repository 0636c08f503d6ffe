import { Button } from '@mantine/core';
import { History, RotateCw } from 'lucide-react';
import { ErrorState } from '../../components/error-state.tsx';
import type { CompareSlice } from '../../state/compare-slice.ts';
import { useAppStore } from '../../state/use-app-state.tsx';

/** Why there is no comparison, and the ways on: a deleted run is told from trouble. */
export function CompareFault({ fault }: { fault: NonNullable<CompareSlice['compare']['fault']> }) {
  const store = useAppStore();
  const gone = fault.code === 'not-found';
  return (
    <ErrorState
      title={gone ? 'One of these runs is gone' : 'The runs could not be compared'}
      actions={
        <>
          {gone ? null : (
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
      {fault.message}
      {gone ? ' Choose another run above.' : ''}
    </ErrorState>
  );
}
