import { TriangleAlert } from 'lucide-react';
import { useAppState } from '../../state/use-app-state.tsx';
import type { ScanWarning } from '../../../src-shared/scan/scan-report.ts';
import { formatPlural } from '../../components/format.ts';
import './warnings-line.css';

const NONE: readonly ScanWarning[] = [];

/** What a scan wants known beside its results: the first warning in full, the others on demand. */
export function WarningsLine({ scanId }: { scanId: string }) {
  const warnings = useAppState((state) => state.scans.views[scanId]?.warnings ?? NONE);
  const [first, ...others] = new Set(warnings.map((warning) => warning.message));
  if (first === undefined) return null;
  if (others.length === 0) {
    return (
      <p className="warnings-line" role="status">
        <TriangleAlert size={13} aria-hidden />
        {first}
      </p>
    );
  }
  return (
    <details className="warnings-line">
      <summary>
        <TriangleAlert size={13} aria-hidden />
        {first} <em>and {formatPlural(others.length, 'more warning')}</em>
      </summary>
      <ul>
        {others.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </details>
  );
}
