import { FileDown } from 'lucide-react';
import { useAppState } from '../state/use-app-state.tsx';

/**
 * A tab's sign: a ring that fills while the scan runs, a diamond where it went wrong, a file where it was
 * imported, otherwise a dot.
 */
export function TabMark({ scanId }: { scanId: string }) {
  const failed = useAppState(
    ({ scans }) => scans.faults[scanId] !== undefined || scans.views[scanId]?.status === 'failed',
  );
  const share = useAppState(({ scans }) => {
    const view = scans.views[scanId];
    if (!view || (view.status !== 'running' && view.status !== 'paused')) return null;
    // Whole percents: the ring need not redraw more often than it can be seen to.
    return view.progress.portsTotal > 0
      ? Math.floor((100 * view.progress.portsDone) / view.progress.portsTotal)
      : 0;
  });
  const imported = useAppState(({ scans }) => scans.views[scanId]?.importedFrom !== undefined);
  if (imported) {
    return (
      <>
        <FileDown size={12} aria-hidden />
        <span className="visually-hidden">Imported:</span>
      </>
    );
  }
  if (failed) return <i className="tab-dot" data-failed />;
  if (share === null) return <i className="tab-dot" />;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      <circle cx="6" cy="6" r="4.6" className="tab-ring-bed" />
      <circle
        cx="6"
        cy="6"
        r="4.6"
        className="tab-ring"
        pathLength="100"
        strokeDasharray={`${share} 100`}
        transform="rotate(-90 6 6)"
      />
    </svg>
  );
}
