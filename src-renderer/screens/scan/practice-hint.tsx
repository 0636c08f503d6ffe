import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import './practice-hint.css';

/** Above the results of a practice scan: what to do with them. */
export function PracticeHint({ scanId }: { scanId: string }) {
  const isPractice = useAppState((state) => state.learn.practiceScan === scanId);
  if (!isPractice) return null;
  return (
    <p className="practice-hint">
      <b>Practice range.</b> Click a row to see why its port has its state; begin with the filtered one.{' '}
      <a href={formatRoute({ screen: 'learn', page: 'practice' })}>What to look at</a>
    </p>
  );
}
