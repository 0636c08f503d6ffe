/** What changed between two runs of the history or two reports; what cannot be compared is one sentence for a person. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { diffScans, type ComparedReport } from '../../src-shared/scan/diff-scans.ts';
import { reasonOfCode } from '../../src-shared/scan/port-state.ts';
import type { ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import type { ComparedHost, ComparedPort } from '../../src-shared/scan/side-columns.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { shorten } from '../../src-shared/scan/verdict-columns.ts';
import type { HostColumns } from './host-columns.ts';
import type { RunHost } from './run-data.ts';
import type { RunLibrary } from './run-library.ts';

/** Throws PortolanError `not-found`, or `invalid-input` where a run cannot be understood. */
export function compareRuns(library: RunLibrary, before: string, after: string): ScanDiff {
  return compareReports(comparedReport(library, before), comparedReport(library, after));
}

/** Throws PortolanError `invalid-input` where a report cannot be understood. */
export function compareReports(before: ComparedReport, after: ComparedReport): ScanDiff {
  return orInvalid(() => diffScans(before, after));
}

/** Does what may find a report that cannot be understood. */
export function orInvalid<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new PortolanError('invalid-input', `The scans cannot be compared: ${error.message}`, {
      cause: error,
    });
  }
}

/** Of hosts with thousands of listed ports, rows as a report has them would take longer than the comparison. */
export function comparedReport(library: RunLibrary, scanId: string): ComparedReport {
  return { ...library.report(scanId), hosts: library.open(scanId).hosts().map(comparedHost) };
}

function comparedHost({ head, columns }: RunHost): ComparedHost {
  const { address, names, status, reason } = head;
  return { address, names, status, reason, ports: comparedPorts(columns), extraports: columns.runs };
}

function comparedPorts({ ports, reasons, services, confidence }: HostColumns): ComparedPort[] {
  return Array.from(ports, (port, index) => {
    const sure = confidence[index]!;
    return {
      port,
      reason: reasonOfCode(reasons[index]!),
      service: services[index] ?? null,
      // Nearly every verdict is an answer, and sure.
      confidence: sure === 1 ? 1 : shorten(sure),
    };
  });
}
