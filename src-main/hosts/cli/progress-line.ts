/** One line on a terminal that says how far a scan is. In a pipe there is none. */
import type { Writable } from 'node:stream';
import type { ScanView } from '../../../src-shared/scan/fold-scan.ts';

const BAR_LENGTH = 24;
const ERASE_LINE = '\r\u001B[2K';

/** "1:02:03", "2:03", "3 s" */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const pad = (part: number): string => String(part).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${pad(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

/** The line for a view, cut to `columns`: bar, share, ports, open ports, hosts, time left. */
export function renderProgress(view: ScanView, columns: number): string {
  const { phase, portsDone, portsTotal, hostsDone, hostsTotal, remainingMs, elapsedMs } = view.progress;
  const share = portsTotal === 0 ? 0 : Math.min(1, portsDone / portsTotal);
  const filled = Math.floor(share * BAR_LENGTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_LENGTH - filled)}`;
  const parts = [
    `${bar} ${String(Math.floor(share * 100)).padStart(3)} %`,
    phase === 'scanning'
      ? `${portsDone} of ${portsTotal} ports`
      : phase === 'discovering'
        ? 'looking for hosts'
        : 'resolving names',
    `${view.ports.open} open`,
    ...(hostsTotal > 1 ? [`${hostsDone} of ${hostsTotal} hosts`] : []),
    view.status === 'paused'
      ? 'paused'
      : remainingMs === null
        ? formatDuration(elapsedMs)
        : `${formatDuration(remainingMs)} left`,
  ];
  return parts.join(' · ').slice(0, Math.max(0, columns - 1));
}

export interface ProgressLine {
  show(view: ScanView): void;
  /** Takes the line away, for something else to be written. */
  clear(): void;
}

/** Draws on a terminal; anything else gets nothing. */
export function createProgressLine(stream: Writable & { isTTY?: boolean; columns?: number }): ProgressLine {
  let isShown = false;
  if (stream.isTTY !== true) return { show() {}, clear() {} };
  return {
    show(view) {
      isShown = true;
      // A terminal that does not know its width says 0.
      stream.write(ERASE_LINE + renderProgress(view, stream.columns || 80));
    },
    clear() {
      if (isShown) stream.write(ERASE_LINE);
      isShown = false;
    },
  };
}
