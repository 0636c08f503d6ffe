import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useScanView } from './use-scan-view.ts';
import './first-hint.css';

/** Whoever has kept more runs than this knows what a click does. */
const FIRST_RUNS = 2;

/** Under the lines of a person's first results: what to do with them, and where a filtered port is to be had. */
export function FirstHint({ scanId }: { scanId: string }) {
  const { status, ports } = useScanView(scanId);
  const isNew = useAppState((state) => state.recent.length <= FIRST_RUNS);
  const isPractice = useAppState((state) => state.learn.practiceScan === scanId);
  if (!isNew || isPractice || !isFinal(status)) return null;
  return (
    <p className="first-hint">
      Click a row to see why its port has its state.{' '}
      {ports.filtered > 0 ? null : (
        <>
          Nothing is filtered here; the{' '}
          <a href={formatRoute({ screen: 'learn', page: 'practice' })}>practice range</a> has a port that is.
        </>
      )}
    </p>
  );
}
