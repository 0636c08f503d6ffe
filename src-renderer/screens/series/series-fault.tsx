import { Button } from '@mantine/core';
import { History, RotateCw } from 'lucide-react';
import { ErrorState } from '../../components/error-state.tsx';
import type { SeriesSlice } from '../../state/series-slice.ts';
import { useAppStore } from '../../state/use-app-state.tsx';

/** Why there is nothing to see, and the ways on: a series that is gone is told from trouble. */
export function SeriesFault({ fault }: { fault: NonNullable<SeriesSlice['series']['fault']> }) {
  const store = useAppStore();
  const gone = fault.code === 'not-found';
  return (
    <ErrorState
      title={gone ? 'This series is gone' : 'The series could not be read'}
      actions={
        <>
          {gone ? null : (
            <Button
              variant="default"
              leftSection={<RotateCw size={13} aria-hidden />}
              onClick={() => void store.getState().refreshSeries()}
            >
              Try again
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<History size={13} aria-hidden />}
            onClick={() => store.getState().navigate({ screen: 'history' })}
          >
            Go to History
          </Button>
        </>
      }
    >
      {fault.message}
    </ErrorState>
  );
}
