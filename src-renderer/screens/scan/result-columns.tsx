import type { PortRow, TableLine } from '../../../src-shared/scan/scan-row.ts';
import { isAnswer } from '../../../src-shared/scan/port-state.ts';
import { Globe } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CellContext, Column } from '../../components/data-table.tsx';
import { ReasonLink } from '../../components/reason-link.tsx';
import { formatCount, formatRoundTrip } from '../../components/format.ts';
import { browserAddress } from './browser-address.ts';
import { OpenInBrowser } from './open-in-browser.tsx';
import { StateLabel } from '../../components/state-label.tsx';

/** A column over ports; headings and summaries have no cells. */
function portColumn(
  column: Omit<Column<TableLine>, 'render' | 'sortable'>,
  render: (row: PortRow, context: CellContext) => ReactNode,
): Column<TableLine> {
  return {
    ...column,
    sortable: true,
    render: (line, context) => (line.line === 'port' ? render(line.row, context) : null),
  };
}

const host = portColumn({ key: 'host', title: 'Host', width: 'minmax(120px, 20%)' }, (row) => (
  <span className={row.hostName === null ? 'result-host mono' : 'result-host'} title={row.address}>
    {row.hostName ?? row.address}
  </span>
));

/** The columns of a port, in a table that gives `room` px to others. */
function portColumns(room: number): readonly Column<TableLine>[] {
  return [
    portColumn({ key: 'port', title: 'Port', width: 'minmax(84px, 7%)' }, (row) => (
      <span className="result-port mono">{row.port}</span>
    )),
    portColumn({ key: 'state', title: 'State', width: 'minmax(96px, 8%)' }, (row) => (
      <StateLabel state={row.state} />
    )),
    // A click on any part of a row chooses it; only in a chosen row the word leads on.
    portColumn({ key: 'reason', title: 'Reason', width: 'minmax(126px, 11%)' }, (row, { selected }) =>
      selected ? (
        <ReasonLink reason={row.reason} look="table" />
      ) : (
        <span className="result-reason">{row.reason}</span>
      ),
    ),
    portColumn(
      { key: 'service', title: 'Service', width: 'minmax(96px, max(140px, 13%))' },
      (row, { active }) => {
        const address = browserAddress(row);
        return (
          <span className="result-service">
            <span>{row.service ?? '—'}</span>
            {address === null ? null : (
              <OpenInBrowser address={address} as="icon" active={active}>
                <Globe size={13} aria-hidden />
              </OpenInBrowser>
            )}
          </span>
        );
      },
    ),
    portColumn(
      { key: 'rttMs', title: 'Round-trip', width: 'minmax(112px, 9%)', align: 'end', from: 600 + room },
      (row) => (
        <span className="result-rtt mono">
          {row.rttMs === null ? null : <i style={{ width: roundTripMark(row.rttMs) }} aria-hidden />}
          {formatRoundTrip(row.rttMs)}
        </span>
      ),
    ),
    portColumn(
      { key: 'attempts', title: 'Tries', width: 'minmax(56px, 5%)', align: 'end', from: 660 + room },
      (row) => (row.attempts === 0 ? '–' : formatCount(row.attempts)),
    ),
    portColumn(
      { key: 'confidence', title: 'Confidence', width: 'minmax(104px, 1fr)', from: 740 + room },
      (row) => <span className="result-confidence">{confidenceWord(row)}</span>,
    ),
    portColumn(
      { key: 'banner', title: 'Banner', width: 'minmax(140px, 2fr)', from: 860 + room },
      ({ banner }) => <span className="result-banner mono">{banner}</span>,
    ),
  ];
}

/** Where the host stands above its ports, or there is only one. */
export const groupedColumns = portColumns(0);
export const flatColumns: readonly Column<TableLine>[] = [host, ...portColumns(128)];
/** Where the port stands above its hosts. */
export const hostColumns = flatColumns.filter(({ key }) => key !== 'port');

/** A stroke that grows with the magnitude: 0.1 ms is short, a second is full. In px. */
function roundTripMark(rttMs: number): number {
  return Math.round(Math.min(34, Math.max(4, 14 + 7 * Math.log10(Math.max(rttMs, 0.02)))));
}

/** "certain" of an answer, "99.8 %" of silence; a dash where silence proves nothing either way. */
export function confidenceWord({ confidence, reason }: Pick<PortRow, 'confidence' | 'reason'>): string {
  if (confidence === null) return '—';
  if (isAnswer(reason)) return 'certain';
  if (confidence >= 0.9995) return '> 99.9 %';
  return `${(Math.floor(confidence * 1_000) / 10).toFixed(1)} %`;
}

/** Columns that a person may hide; the port and its state stay. */
export const HIDEABLE_COLUMNS: readonly { readonly key: string; readonly title: string }[] = flatColumns
  .filter(({ key }) => !['host', 'port', 'state'].includes(key))
  .map(({ key, title }) => ({ key, title }));
