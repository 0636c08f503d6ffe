import type { ReportOptions } from '../../src-shared/scan/scan-report.ts';
import type { ScanDraft } from './form-slice.ts';

/** What would have to be typed to run a scan again. */
export function draftOfScan(options: ReportOptions): ScanDraft {
  const excluded = options.exclude.map((target) => `!${target}`);
  return {
    targets: [...options.targets, ...excluded].join(', '),
    ports: options.portsAsked ?? options.ports,
    timing: options.timing,
  };
}
