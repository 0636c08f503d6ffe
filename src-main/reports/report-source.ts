/** What a report is written from: a {@link ScanReport}, or one whose hosts are made while they are written. */
import type { HostReport, ScanReport } from '../../src-shared/scan/scan-report.ts';

export interface ReportSource extends Omit<ScanReport, 'hosts'> {
  readonly hosts: Iterable<HostReport>;
}

/** Code of the warning in a report of a scan that has not ended: the format has no status for it. */
export const STILL_RUNNING = 'still-running';
