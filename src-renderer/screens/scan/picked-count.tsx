import { ActionIcon, Button } from '@mantine/core';
import { Copy, Radar, X } from 'lucide-react';
import { formatCount } from '../../components/format.ts';
import { NO_PICKS } from '../../state/picks-slice.ts';
import { NO_RESULTS } from '../../state/results-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useCopyPicks } from './use-copy-picks.ts';
import './picked-count.css';

/**
 * How many rows are selected, and what is most often done with them: over the foot of the table, so that no line moves
 * away under the pointer that selects it.
 */
export function PickedCount({ scanId }: { scanId: string }) {
  const picks = useAppState((state) => state.picks[scanId] ?? NO_PICKS);
  const matching = useAppState((state) => (state.results[scanId] ?? NO_RESULTS).rows.ports);
  const copyPicks = useCopyPicks(scanId);
  const rescanPicks = useAppState((state) => state.rescanPicks);
  const clearPicks = useAppState((state) => state.clearPicks);
  const count = picks.all ? matching : picks.rows.size;
  return (
    <div className="picked-count" role="status">
      {count === 0 ? null : (
        <div className="picked-count-bar">
          <span>
            <b>{formatCount(count)}</b> selected
          </span>
          <Button
            variant="default"
            leftSection={<Copy size={13} aria-hidden />}
            onClick={() => copyPicks('text')}
          >
            Copy
          </Button>
          <Button
            variant="default"
            leftSection={<Radar size={13} aria-hidden />}
            onClick={() => void rescanPicks(scanId)}
          >
            Scan again
          </Button>
          <ActionIcon
            aria-label="Select nothing"
            title="Select nothing (Esc)"
            onClick={() => clearPicks(scanId)}
          >
            <X size={14} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}
