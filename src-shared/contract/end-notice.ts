/** What the system tells of a scan that ended while nobody looked. */
import type { FinalStatus, PortCounts } from '../scan/scan-report.ts';

export interface EndedScan {
  readonly targets: readonly string[];
  readonly status: FinalStatus;
  readonly elapsedMs: number;
  readonly ports: PortCounts;
}

const ENDINGS: Readonly<Record<FinalStatus, string>> = {
  completed: 'is done',
  stopped: 'was stopped',
  interrupted: 'was broken off',
  failed: 'could not go on',
};

/** Title and text; null where the scan was too short to be told of: not longer than `longMs`. */
export function endNotice(scan: EndedScan, longMs: number): { title: string; body: string } | null {
  if (scan.elapsedMs <= longMs) return null;
  const [first = 'a scan'] = scan.targets;
  const more = scan.targets.length > 1 ? ` and ${scan.targets.length - 1} more` : '';
  const { open, filtered, closed } = scan.ports;
  const count = (value: number): string => value.toLocaleString('en');
  return {
    title: `The scan of ${first.slice(0, 80)}${more} ${ENDINGS[scan.status]}`,
    body: `${count(open)} open, ${count(filtered)} filtered, ${count(closed)} closed ports.`,
  };
}
