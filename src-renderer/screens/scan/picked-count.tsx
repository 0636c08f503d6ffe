import { Button } from '@mantine/core';
import { formatCount } from '../../components/format.ts';
import { NO_PICKS } from '../../state/picks-slice.ts';
import { NO_RESULTS } from '../../state/results-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useCopyPicks } from './use-copy-picks.ts';

/** How many rows are selected, and what is most often done with them. */
export function PickedCount({ scanId }: { scanId: string }) {
  const picks = useAppState((state) => state.picks[scanId] ?? NO_PICKS);
  const matching = useAppState((state) => (state.results[scanId] ?? NO_RESULTS).rows.ports);
  const copyPicks = useCopyPicks(scanId);
  const rescanPicks = useAppState((state) => state.rescanPicks);
  const count = picks.all ? matching : picks.rows.size;
  return (
    <span className="picked-count" role="status">
      {count === 0 ? null : (
        <>
          <b>{formatCount(count)}</b> selected
          <Button size="compact-xs" variant="default" onClick={() => copyPicks('text')}>
            Copy
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => void rescanPicks(scanId)}>
            Scan again
          </Button>
        </>
      )}
    </span>
  );
}
