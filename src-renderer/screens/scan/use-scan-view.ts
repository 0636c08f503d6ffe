import { emptyScanView, type ScanView } from '../../../src-shared/scan/fold-scan.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useThrottled } from '../../state/use-throttled.ts';

const NOTHING = emptyScanView('');

/** Faster than figures can be read. */
const FIGURES_MS = 100;
/** A chart costs more to draw than to look at: the scan itself needs the processor. */
export const CHARTS_MS = 250;

/** A scan's view, a few times a second: for bands and charts that show many of its parts. */
export function useScanView(scanId: string, everyMs = FIGURES_MS): ScanView {
  return useThrottled(
    useAppState((state) => state.scans.views[scanId] ?? NOTHING),
    everyMs,
  );
}
