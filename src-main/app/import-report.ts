/**
 * A stranger's report, ours in JSON or nmap's in XML -> a run of the history, or one sentence why not. Nothing in it is
 * ever run or dialed.
 */
import { z } from 'zod';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { canonicalAddress } from '../../src-shared/scan/ip-address.ts';
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { formatOfText, reportFormats } from '../reports/formats.ts';
import { ReportError } from '../reports/report-error.ts';
import type { ReportSource } from '../reports/report-source.ts';
import { runIdOf } from '../reports/run-id-of.ts';
import type { FinishedHost, RunRecord } from '../store/run-record.ts';
import type { RunRepository } from '../store/run-repository.ts';
import { digestOfReport, digestWithId } from './report-digest.ts';
import { createRunId } from './run-id.ts';

/** Stands in the place of a plan: an imported run cannot be taken up again. */
const importedPlanSchema = z.object({ imported: z.object({ name: z.string() }) });

/** The name of the file that a run was imported from; undefined where it was scanned here. */
export function importedFrom({ plan }: Pick<RunRecord, 'plan'>): string | undefined {
  // A plan of our own can be long; it does not begin so.
  if (!plan.startsWith('{"imported"')) return undefined;
  return importedPlanSchema.safeParse(JSON.parse(plan)).data?.imported.name;
}

export interface ImportedRun {
  readonly scanId: string;
  /** False: the history had it already. */
  readonly isNew: boolean;
  readonly report: ScanReport;
}

export interface ImportServices {
  readonly repository: RunRepository;
  /** A kept run with its hosts, as the history has it. */
  kept(scanId: string): ReportSource;
  readonly wallMs: number;
}

/**
 * Keeps the report under its own id; the same report opened once more is the run that is there. Where the history has
 * something else under that id, under a new one, which a warning tells. Throws PortolanError `invalid-input` for what is
 * neither a consistent `portolan-scan/1` report nor nmap's XML.
 */
export function importReport(
  { text, name }: { readonly text: string; readonly name: string },
  { repository, kept, wallMs }: ImportServices,
): ImportedRun {
  const read = readReport(text, name);
  const digest = digestOfReport(read);
  // The new one follows from the content too, so that it is found when the file is opened once more.
  const ids = [...(isRunId(read.id) ? [read.id] : []), runIdOf(read.startedAt, digestWithId(read, digest))];
  const taken = ids.filter((id) => repository.find(id) !== undefined);
  const same = taken.find((id) => digestOfReport(kept(id)) === digest);
  if (same !== undefined) return { scanId: same, isNew: false, report: read };
  const id = ids.find((id) => !taken.includes(id)) ?? createRunId(wallMs);
  const report = taken.includes(read.id) ? withIdTaken(read, id) : read;
  const { ports, hosts, elapsedMs, probesSent, retries, lossRate } = report.stats;
  repository.keep(
    {
      id,
      startedAt: report.startedAt,
      scanner: report.scanner,
      options: report.options,
      plan: JSON.stringify({ imported: { name } }),
      hostsTotal: Math.max(hosts.total, report.hosts.length),
      portsPerHost: portCount(report, name),
    },
    {
      heads: [],
      verdicts: [],
      finished: report.hosts.map(({ family: _family, ...host }, position): FinishedHost => ({
        ...host,
        // One spelling, so that runs of a series tell of one host.
        address: canonicalAddress(host.address),
        position,
      })),
      warnings: report.warnings,
      totals: { elapsedMs, probesSent, retries, lossRate, ports, hosts: { up: hosts.up, down: hosts.down } },
    },
    { status: report.status, finishedAt: report.finishedAt ?? report.startedAt, error: null },
  );
  return { scanId: id, isNew: true, report };
}

/** CSV lacks what a run is: who was asked, when, and how it ended. */
const NEITHER = "It is neither a JSON report nor nmap's XML: only these are taken into the history.";

function readReport(text: string, name: string): ScanReport {
  try {
    const format = formatOfText(text);
    if (format === 'csv') throw new ReportError(NEITHER);
    return reportFormats[format].read(text);
  } catch (error) {
    if (error instanceof ReportError) throw refused(name, error.message, error);
    throw error;
  }
}

function portCount({ options }: ScanReport, name: string): number {
  try {
    return readPortRanges(options.ports).reduce((sum, [first, last]) => sum + last - first + 1, 0);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refused(name, `This is not a report that can be read: options.ports: ${why}`, error);
  }
}

function refused(name: string, why: string, cause: unknown): PortolanError {
  return new PortolanError('invalid-input', `${name}: ${why}`.slice(0, 1_024), { cause });
}

/** What addresses, file names and shells can hold; a stranger's id may be anything. */
function isRunId(id: string): boolean {
  return /^[\w-]{8,64}$/.test(id);
}

/** It stays with the run: whoever looks for it by the id in the file finds another one. */
function withIdTaken(report: ScanReport, id: string): ScanReport {
  const message = `The history has another scan under the id of this report, ${report.id}: this one is kept as ${id}.`;
  return { ...report, warnings: [...report.warnings, { code: 'id-taken', message }] };
}
