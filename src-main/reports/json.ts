/** The JSON report, `portolan-scan/1`: written a line at a time, so that a million ports are never one string. */
import type { HostReport } from '../../src-shared/scan/scan-report.ts';
import type { ReportSource } from './report-source.ts';

/** Indented by two; each port, run and warning is one line. */
export function* writeJson(report: ReportSource): Generator<string, void, undefined> {
  const { hosts, warnings, options, stats, scanner, schema, id, startedAt, finishedAt, status } = report;
  const head = { schema, scanner, id, startedAt, finishedAt, status, options, stats };
  yield '{\n';
  for (const [name, value] of Object.entries(head)) yield `${member(name, value, '  ')},\n`;
  yield* array('warnings', warnings, '  ', (warning) => [JSON.stringify(warning)]);
  yield ',\n';
  yield* array('hosts', hosts, '  ', writeHost);
  yield '\n}\n';
}

function* writeHost({ ports, extraports, ...head }: HostReport): Generator<string, void, undefined> {
  yield '{\n';
  for (const [name, value] of Object.entries(head)) yield `${member(name, value, '      ')},\n`;
  yield* array('ports', ports, '      ', (port) => [JSON.stringify(port)]);
  yield ',\n';
  yield* array('extraports', extraports, '      ', (run) => [JSON.stringify(run)]);
  yield '\n    }';
}

function member(name: string, value: unknown, indent: string): string {
  const text = JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
  return `${indent}${JSON.stringify(name)}: ${text}`;
}

function* array<T>(
  name: string,
  items: Iterable<T>,
  indent: string,
  write: (item: T) => Iterable<string>,
): Generator<string, void, undefined> {
  yield `${indent}${JSON.stringify(name)}: [`;
  let isEmpty = true;
  for (const item of items) {
    yield isEmpty ? `\n${indent}  ` : `,\n${indent}  `;
    yield* write(item);
    isEmpty = false;
  }
  yield isEmpty ? ']' : `\n${indent}]`;
}
