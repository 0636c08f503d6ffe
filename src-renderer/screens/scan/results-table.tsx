import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  ROW_SORT_KEYS,
  type RowGroup,
  type RowSortKey,
  type TableLine,
} from '../../../src-shared/scan/scan-row.ts';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { DataTable, type PickMode } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { isFiltered, NO_RESULTS } from '../../state/results-slice.ts';
import { NO_PICKS } from '../../state/picks-slice.ts';
import { keyOfLine, lineAt } from '../../state/row-pages.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { FirstHint } from './first-hint.tsx';
import { HostHeading, NotShown, PortHeading } from './group-lines.tsx';
import { flatColumns, groupedColumns, hostColumns } from './result-columns.tsx';
import { RowMenu, type RowMenuPlace } from './row-menu.tsx';
import './results-table.css';
import { useCopyPicks } from './use-copy-picks.ts';

/** Every verdict, as far as it is looked at: pages come from the core as the table is scrolled. */
export function ResultsTable({ scanId }: { scanId: string }) {
  const { query, rows, selected, fresh, fault } = useAppState((state) => state.results[scanId] ?? NO_RESULTS);
  const final = useAppState((state) => isFinal(state.scans.views[scanId]?.status ?? 'running'));
  const several = useAppState((state) => (state.scans.views[scanId]?.hostsTotal ?? 0) > 1);
  const showLines = useAppState((state) => state.showLines);
  const refreshLines = useAppState((state) => state.refreshLines);
  const changeQuery = useAppState((state) => state.changeQuery);
  const selectPort = useAppState((state) => state.selectPort);

  const picks = useAppState((state) => state.picks[scanId] ?? NO_PICKS);
  const togglePick = useAppState((state) => state.togglePick);
  const pickRange = useAppState((state) => state.pickRange);
  const pickAll = useAppState((state) => state.pickAll);
  const clearPicks = useAppState((state) => state.clearPicks);
  const copyPicks = useCopyPicks(scanId);
  const hidden = useAppState((state) => state.hiddenColumns);
  const greeted = useAppState((state) => state.scans.views[scanId]?.options?.['banners'] === true);
  const [menu, setMenu] = useState<RowMenuPlace | null>(null);

  const rowAt = useCallback((index: number) => lineAt(rows, index), [rows]);
  const onRange = useCallback(
    (first: number, last: number) => showLines(scanId, first, last),
    [showLines, scanId],
  );
  // A scan that has ended says nothing more: whoever comes back to it must ask for what was not read before leaving.
  useEffect(() => refreshLines(scanId), [refreshLines, scanId]);
  const onSort = (key: string) => {
    const sort = sortKey(key);
    if (sort === null) return;
    const same = sort === query.sort || (sort === 'port' && query.sort === 'host' && query.group === 'host');
    changeQuery(scanId, { sort, descending: same ? !query.descending : false });
  };
  // Within a host, "by host" is "by port".
  const sort = useMemo(
    () => ({
      key: query.group === 'host' && query.sort === 'host' ? 'port' : query.sort,
      descending: query.descending,
    }),
    [query],
  );
  const columns = useMemo(
    () =>
      columnsFor(several ? query.group : 'host').filter(
        ({ key }) => !hidden.includes(key) && (key !== 'banner' || greeted),
      ),
    [query.group, several, hidden, greeted],
  );
  const isPicked = useCallback(
    (line: TableLine) => line.line === 'port' && (picks.all || picks.rows.has(keyOfLine(line))),
    [picks],
  );
  const onPick = (line: TableLine, index: number, how: PickMode) => {
    if (line.line !== 'port') return;
    if (how === 'toggle') togglePick(scanId, line.row, index);
    else void pickRange(scanId, index);
  };
  const onMenu = (line: TableLine, index: number, at: { x: number; y: number }) => {
    if (line.line !== 'port') return;
    // A menu on a row outside the selection is about that row.
    if (!isPicked(line)) {
      clearPicks(scanId, index);
      selectPort(scanId, line.row);
    }
    setMenu({ row: line.row, ...at });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && (picks.all || picks.rows.size > 0)) {
      event.preventDefault();
      clearPicks(scanId);
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    // Text that is marked is what a person wants to copy then.
    if (key === 'c' && (window.getSelection()?.toString() ?? '') !== '') return;
    if (key !== 'a' && key !== 'c') return;
    event.preventDefault();
    if (key === 'a') pickAll(scanId);
    else copyPicks('text');
  };
  const unfold = (address: string) =>
    changeQuery(scanId, {
      expanded: query.expanded.includes(address)
        ? query.expanded.filter((other) => other !== address)
        : [...query.expanded, address],
    });
  const spanOf = useSpans(query.expanded, unfold);
  return (
    <div className="results-box" onKeyDown={onKeyDown}>
      <DataTable
        name="Results"
        columns={columns}
        count={rows.total ?? 0}
        rowAt={rowAt}
        keyOf={keyOfLine}
        spanOf={spanOf}
        heightOf={heightOf}
        rowClass={(line) => (fresh.has(keyOfLine(line)) ? 'result-fresh' : undefined)}
        sort={sort}
        onSort={onSort}
        selectedKey={selected ? `${selected.address} ${selected.port}` : null}
        onSelect={(line, index) => {
          clearPicks(scanId, index);
          selectPort(scanId, line.line === 'port' ? line.row : null);
        }}
        onToggle={(line, index) => (line.line === 'port' ? togglePick(scanId, line.row, index) : undefined)}
        isPicked={isPicked}
        onPick={onPick}
        onMenu={onMenu}
        onRange={onRange}
        foot={<FirstHint scanId={scanId} />}
        empty={
          fault !== null ? (
            <EmptyState title="The rows cannot be shown" size="inline">
              {fault}
            </EmptyState>
          ) : rows.total === null ? null : isFiltered(query) || query.hosts.length > 0 ? (
            <EmptyState title="No port matches" size="inline">
              Take a filter away to see the others.
            </EmptyState>
          ) : (
            <EmptyState title={final ? 'No verdicts' : 'Waiting for the first answers'} size="inline">
              {final ? 'Nothing was settled before the scan ended.' : 'Rows appear here as they arrive.'}
            </EmptyState>
          )
        }
      />
      <RowMenu scanId={scanId} place={menu} onClose={() => setMenu(null)} />
    </div>
  );
}

/** Headings and summaries; a new function only where another summary is unfolded. */
function useSpans(expanded: readonly string[], onUnfold: (address: string) => void) {
  const unfold = useRef(onUnfold);
  useEffect(() => {
    unfold.current = onUnfold;
  });
  return useCallback(
    (line: TableLine) => {
      if (line.line === 'host') return <HostHeading host={line} />;
      if (line.line === 'same-port') return <PortHeading line={line} />;
      if (line.line === 'port') return null;
      const { address } = line;
      return (
        <NotShown
          line={line}
          expanded={expanded.includes(address)}
          onToggle={() => unfold.current(address)}
        />
      );
    },
    [expanded],
  );
}

function heightOf(line: TableLine | undefined): number {
  return line?.line === 'host' || line?.line === 'same-port' ? 28 : 26;
}

function columnsFor(group: RowGroup) {
  if (group === 'host') return groupedColumns;
  return group === 'port' ? hostColumns : flatColumns;
}

function sortKey(key: string): RowSortKey | null {
  return ROW_SORT_KEYS.find((known) => known === key) ?? null;
}
