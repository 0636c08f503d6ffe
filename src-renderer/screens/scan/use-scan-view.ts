import { emptyScanView, type ScanView } from '../../../src-shared/scan/fold-scan.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useThrottled } from '../../state/use-throttled.ts';

const NOTHING = emptyScanView('');

/** Ten times a second: the most a chart is redrawn, and more than a figure can be read. */
export const REDRAW_MS = 100;

/** A scan's view, a few times a second: for bands and charts that show many of its parts. */
export function useScanView(scanId: string): ScanView {
  return useThrottled(
    useAppState((state) => state.scans.views[scanId] ?? NOTHING),
    REDRAW_MS,
  );
}
