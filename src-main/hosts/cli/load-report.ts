/** A report to compare or convert: a file, standard input, or a run of the history. */
import { stat } from 'node:fs/promises';
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { PortolanApp } from '../../app/create-app.ts';
import { formatOfText, reportFormats } from '../../reports/formats.ts';
import { findRunId } from './find-run.ts';
import { ReportError } from '../../reports/report-error.ts';
import { readText } from './read-text.ts';

/** Larger than the report of a million ports, smaller than what would exhaust memory. */
export const MAX_REPORT_BYTES = 512 * 1_048_576;

/** Whether what a person named is to be read as a file. */
export async function isFile(name: string): Promise<boolean> {
  if (name === '-') return true;
  return (await stat(name).catch(() => undefined)) !== undefined || /[/\\.]/.test(name);
}

/** Reads a JSON or CSV report or nmap's XML, told apart by their beginning. Throws PortolanError `invalid-input`, naming the file. */
export async function readReportFile(file: string): Promise<ScanReport> {
  const text = (await readText(file, MAX_REPORT_BYTES)).replace(/^\uFEFF/, '');
  const name = file === '-' ? 'Standard input' : file;
  try {
    if (text.trim() === '') throw new ReportError('It is empty.');
    return reportFormats[formatOfText(text)].read(text);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new PortolanError('invalid-input', `${name}: ${error.message}`, {
      cause: error,
    });
  }
}

/** The whole report of a run that is kept. */
export async function readKeptReport(core: PortolanApp, given: string): Promise<ScanReport> {
  const report = await core.report(await findRunId(core, given));
  return { ...report, hosts: [...report.hosts] };
}
