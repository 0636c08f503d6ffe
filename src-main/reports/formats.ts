/** Every format of a report, by name. */
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { readCsv } from './csv-read.ts';
import { writeCsv } from './csv.ts';
import { readJson } from './json-read.ts';
import { writeJson } from './json.ts';
import { readNmapXml } from './nmap-xml-read.ts';
import { writeNormal } from './normal.ts';
import type { ReportSource } from './report-source.ts';

export interface ReportFormat {
  /** File names end so, the first by custom: ".json". */
  readonly extensions: readonly [string, ...string[]];
  readonly mediaType: string;
  /** The text in pieces of any size, made while they are taken. Absent: the format is only read. */
  write?(report: ReportSource): Iterable<string>;
  /** Throws ReportError. Absent: the format cannot be read back. */
  read?(text: string): ScanReport;
}

export const reportFormats = {
  json: { extensions: ['.json'], mediaType: 'application/json', write: writeJson, read: readJson },
  csv: { extensions: ['.csv'], mediaType: 'text/csv; charset=utf-8', write: writeCsv, read: readCsv },
  nmapXml: { extensions: ['.xml'], mediaType: 'application/xml', read: readNmapXml },
  normal: { extensions: ['.txt'], mediaType: 'text/plain; charset=utf-8', write: writeNormal },
} as const satisfies Readonly<Record<string, ReportFormat>>;

export type ReportFormatName = keyof typeof reportFormats;

/** The format that a text begins like; what is neither JSON nor XML is taken for CSV. */
export function formatOfText(text: string): 'json' | 'csv' | 'nmapXml' {
  const [first] = /[^\s\uFEFF]/.exec(text) ?? [];
  if (first === '<') return 'nmapXml';
  return first === '{' || first === '[' ? 'json' : 'csv';
}
