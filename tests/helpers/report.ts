/** Reading a report as a test wants it: every asked port with its verdict, whether it stands in a row or in a run. */
import { scanReportSchema, type ScanReport } from '../../src-shared/scan/scan-report.ts';
import type { PortState, Reason } from '../../src-shared/scan/port-state.ts';

export interface SeenVerdict {
  readonly state: PortState;
  readonly reason: Reason;
}

/** Checks a document against the report's schema. Throws where it does not fit. */
export function readReport(document: unknown): ScanReport {
  return scanReportSchema.parse(document);
}

/** "address port" -> verdict. Throws when a port is told twice. */
export function verdictsOf(report: ScanReport): Map<string, SeenVerdict> {
  const verdicts = new Map<string, SeenVerdict>();
  const put = (address: string, port: number, { state, reason }: SeenVerdict): void => {
    const key = `${address} ${port}`;
    if (verdicts.has(key)) throw new Error(`The report tells of ${key} twice.`);
    verdicts.set(key, { state, reason });
  };
  for (const host of report.hosts) {
    for (const row of host.ports) put(host.address, row.port, row);
    for (const run of host.extraports) {
      const ports = expandRanges(run.ports);
      if (ports.length !== run.count) throw new Error(`"${run.ports}" is not ${run.count} ports.`);
      for (const port of ports) put(host.address, port, run);
    }
  }
  return verdicts;
}

/** "1-3,7" -> [1, 2, 3, 7]. The tests' own reading, so that it can disagree with the product's. */
export function expandRanges(ranges: string): number[] {
  return ranges.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
