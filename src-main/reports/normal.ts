/** The report for people: what `portolan scan` prints, in the shape that people know from nmap. */
import { describeExtraports } from '../../src-shared/scan/extraports.ts';
import type { HostCounts, HostReport, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import { escapeTerminal } from './escape-terminal.ts';
import type { ReportSource } from './report-source.ts';

const HEADINGS = ['PORT', 'STATE', 'SERVICE', 'REASON'] as const;

/** Hosts that are not up and have no ports are only counted, in the closing line. */
export function* writeNormal(report: ReportSource): Generator<string, void, undefined> {
  const { scanner, options, startedAt } = report;
  const ports = typeof options.portsAsked === 'string' ? options.portsAsked : options.ports;
  const what = `${shorten(options.targets.join(' '))}, ports ${shorten(ports)}, ${options.timing}`;
  yield `# ${line(`${scanner.name} ${scanner.version} scan of ${what}, started ${readableDate(startedAt)}`)}\n`;
  for (const warning of report.warnings) yield writeWarning(warning);
  for (const host of report.hosts) {
    if (host.status !== 'up' && host.ports.length === 0 && host.extraports.length === 0) continue;
    yield '\n';
    yield* writeHost(host);
  }
  yield '\n';
  yield `# ${line(closingOf(report))}\n`;
}

function* writeHost(host: HostReport): Generator<string, void, undefined> {
  const { address, names, status, reason, srttMs } = host;
  const [name] = names;
  yield line(`Scan report for ${name === undefined ? address : `${name} (${address})`}`) + '\n';
  const roundTrip = srttMs === null ? '' : `, ${formatMs(srttMs)} round-trip`;
  yield (
    line(
      status === 'unknown' ? `Host did not answer (${reason})` : `Host is ${status} (${reason}${roundTrip})`,
    ) + '\n'
  );
  const notShown = describeExtraports(host.extraports);
  if (notShown !== '') yield `${notShown}\n`;
  if (host.ports.length === 0) return;
  const cells = host.ports.map(({ port, protocol, state, service, reason }) =>
    [`${port}/${protocol}`, state, service ?? 'unknown', reason].map(line),
  );
  const widths = HEADINGS.map((heading, column) =>
    cells.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), heading.length),
  );
  for (const [index, row] of [[...HEADINGS], ...cells].entries()) {
    yield `${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' ')
      .trimEnd()}\n`;
    const banner = host.ports[index - 1]?.banner;
    // Under its port, in the column of states: no line of a table of ports begins so.
    if (banner !== undefined) yield `${' '.repeat(widths[0] ?? 0)} banner: ${line(shorten(banner))}\n`;
  }
}

function writeWarning({ message, address }: ScanWarning): string {
  const about = address === undefined || message.includes(address) ? '' : `${address}: `;
  return `# ${line(`Warning: ${about}${message}`)}\n`;
}

const ENDINGS = {
  completed: 'Scan done',
  stopped: 'Scan stopped before its end',
  interrupted: 'Scan interrupted before its end',
  failed: 'Scan failed before its end',
} as const;

function closingOf({ status, stats }: ReportSource): string {
  const { hosts, ports, elapsedMs } = stats;
  const counts = `${count(ports.open)} open, ${count(ports.closed)} closed, ${count(ports.filtered)} filtered`;
  const asked = `${count(hosts.total)} ${hosts.total === 1 ? 'host' : 'hosts'}`;
  return `${ENDINGS[status]}: ${asked} (${fateOf(hosts)}), ${counts}, in ${formatSeconds(elapsedMs)}`;
}

/** Hosts that could not be decided are said as such: they are neither up nor down. */
function fateOf({ up, down, unknown }: HostCounts): string {
  return [
    `${count(up)} up`,
    ...(down > 0 ? [`${count(down)} down`] : []),
    ...(unknown > 0 ? [`${count(unknown)} unknown`] : []),
  ].join(', ');
}

/** Thousands set apart; the locale's own machinery would take longer to load than the report to write. */
function count(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

function formatSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

function formatMs(ms: number): string {
  return ms < 1 ? `${ms.toFixed(3)} ms` : `${ms.toFixed(1)} ms`;
}

function readableDate(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function line(text: string): string {
  return escapeTerminal(text);
}
