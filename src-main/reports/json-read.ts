/** Reads a JSON report from anywhere: a stranger's file is refused with the place of its first fault, never believed. */
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { formatIp, parseIp } from '../../src-shared/scan/ip-address.ts';
import { stateOfReason } from '../../src-shared/scan/port-state.ts';
import {
  REPORT_SCHEMA,
  scanReportSchema,
  type HostReport,
  type ScanReport,
} from '../../src-shared/scan/scan-report.ts';
import { assertReadableLength, ReportError } from './report-error.ts';

/** Throws {@link ReportError}: too large, not JSON, not a report, or a report that contradicts itself. */
export function readJson(text: string): ScanReport {
  assertReadableLength(text);
  const value = parse(text);
  if (typeof value === 'object' && value !== null && 'schema' in value && value.schema !== REPORT_SCHEMA) {
    throw new ReportError(
      `The report says its schema is ${JSON.stringify(value.schema)?.slice(0, 60)}: only "${REPORT_SCHEMA}" is read.`,
    );
  }
  const result = scanReportSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw fault(issue?.path ?? [], issue?.message ?? 'it does not fit the schema');
  }
  assertConsistent(result.data);
  return result.data;
}

function parse(text: string): unknown {
  try {
    // Only a text that spells the name, plainly or with an escaped underscore, needs the slow way.
    if (!/__proto__|\\u005f/i.test(text)) return JSON.parse(text);
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch (error) {
    throw new ReportError(
      `The report is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      error,
    );
  }
}

function assertConsistent({ hosts }: ScanReport): void {
  const seen = new Set<string>();
  for (const [index, host] of hosts.entries()) {
    const where = ['hosts', index];
    const ip = parseIp(host.address);
    if (!ip) throw fault([...where, 'address'], `${JSON.stringify(host.address)} is not an address`);
    if (ip.family !== host.family) throw fault([...where, 'family'], `${host.address} is IPv${ip.family}`);
    // However it is written, it is the same host.
    const address = formatIp(ip);
    if (seen.has(address)) throw fault([...where, 'address'], `${host.address} stands in the report twice`);
    seen.add(address);
    assertPorts(host, where);
  }
}

function assertPorts({ ports, extraports }: HostReport, where: readonly PropertyKey[]): void {
  const told = new Uint8Array(65_536);
  const tell = (port: number, path: readonly PropertyKey[]): void => {
    if (told[port]) throw fault(path, `port ${port} stands in the host twice`);
    told[port] = 1;
  };
  for (const [index, { port, state, reason }] of ports.entries()) {
    const path = [...where, 'ports', index];
    if (stateOfReason(reason) !== state)
      throw fault([...path, 'state'], `"${reason}" is not a reason for "${state}"`);
    tell(port, [...path, 'port']);
  }
  for (const [index, { ports: ranges, count, state, reason }] of extraports.entries()) {
    const path = [...where, 'extraports', index];
    if (stateOfReason(reason) !== state)
      throw fault([...path, 'state'], `"${reason}" is not a reason for "${state}"`);
    let found = 0;
    for (const [first, last] of readRanges(ranges, [...path, 'ports'])) {
      for (let port = first; port <= last; port++) tell(port, [...path, 'ports']);
      found += last - first + 1;
    }
    if (found !== count) throw fault([...path, 'count'], `the ranges hold ${found} ports, not ${count}`);
  }
}

function readRanges(ranges: string, path: readonly PropertyKey[]): [first: number, last: number][] {
  try {
    return readPortRanges(ranges);
  } catch (error) {
    throw fault(path, error instanceof Error ? error.message : String(error));
  }
}

/** "hosts[3].ports[0].port: port 80 stands in the host twice". */
function fault(path: readonly PropertyKey[], what: string): ReportError {
  const place = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  const sentence = what.replace(/\.$/, '');
  return new ReportError(`This is not a report that can be read: ${place ? `${place}: ` : ''}${sentence}.`);
}
