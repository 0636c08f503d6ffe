/** Rows for the clipboard: as a table with tabs, as spreadsheets paste it, and as CSV. Pure. */
import type { PortRow } from '../../src-shared/scan/scan-row.ts';

const TITLES = ['Host', 'Name', 'Port', 'State', 'Reason', 'Service', 'Round-trip ms', 'Tries', 'Banner'];

function cellsOf(row: PortRow): string[] {
  const { address, hostName, port, state, reason, service, rttMs, attempts, banner } = row;
  return [
    address,
    hostName ?? '',
    `${port}/tcp`,
    state,
    reason,
    service ?? '',
    String(rttMs ?? ''),
    String(attempts),
    banner ?? '',
  ];
}

/** Text of other computers must not become a formula where it is pasted, nor break out of its cell. */
function defuse(cell: string): string {
  const flat = cell.replaceAll(/[\t\r\n]+/g, ' ');
  return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(flat) ? `'${flat}` : flat;
}

/** One line a row, a heading first. */
export function rowsAsText(rows: readonly PortRow[]): string {
  return [TITLES, ...rows.map((row) => cellsOf(row).map(defuse))].map((cells) => cells.join('\t')).join('\n');
}

/** RFC 4180, with CRLF. */
export function rowsAsCsv(rows: readonly PortRow[]): string {
  return [TITLES, ...rows.map((row) => cellsOf(row).map(defuse))]
    .map((cells) => cells.map(quote).join(','))
    .join('\r\n');
}

function quote(cell: string): string {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
