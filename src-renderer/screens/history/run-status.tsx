import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import './run-status.css';

const WORDS: Readonly<Record<RunSummary['status'], string>> = {
  running: 'running',
  paused: 'paused',
  completed: 'complete',
  stopped: 'stopped',
  interrupted: 'interrupted',
  failed: 'failed',
};

/** How a run ended: calm where all is well, marked where it is partial or failed. */
export function RunStatus({ status }: { status: RunSummary['status'] }) {
  return (
    <span className="run-status" data-status={status}>
      {status === 'completed' ? null : <i aria-hidden />}
      {WORDS[status]}
    </span>
  );
}
