import { useCallback, useEffect, useMemo } from 'react';
import { ROW_SORT_KEYS, type RowSortKey, type TableLine } from '../../../src-shared/scan/scan-row.ts';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { isFiltered, NO_RESULTS } from '../../state/results-slice.ts';
import { keyOfLine, lineAt } from '../../state/row-pages.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { HostHeading, NotShown } from './group-lines.tsx';
import { flatColumns, groupedColumns } from './result-columns.tsx';
import './results-table.css';

/** Every verdict, as far as it is looked at: pages come from the core as the table is scrolled. */
export function ResultsTable({ scanId }: { scanId: string }) {
  const { query, rows, selected, fresh, fault } = useAppState((state) => state.results[scanId] ?? NO_RESULTS);
  const final = useAppState((state) => isFinal(state.scans.views[scanId]?.status ?? 'running'));
  const several = useAppState((state) => (state.scans.views[scanId]?.hostsTotal ?? 0) > 1);
  const showLines = useAppState((state) => state.showLines);
  const refreshLines = useAppState((state) => state.refreshLines);
  const changeQuery = useAppState((state) => state.changeQuery);
  const selectPort = useAppState((state) => state.selectPort);

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
    const same = sort === query.sort || (sort === 'port' && query.sort === 'host' && query.groupByHost);
    changeQuery(scanId, { sort, descending: same ? !query.descending : false });
  };
  // Within a host, "by host" is "by port".
  const sort = useMemo(
    () => ({
      key: query.groupByHost && query.sort === 'host' ? 'port' : query.sort,
      descending: query.descending,
    }),
    [query],
  );
  return (
    <DataTable
      name="Results"
      columns={query.groupByHost ? groupedColumns : several ? flatColumns : groupedColumns}
      count={rows.total ?? 0}
      rowAt={rowAt}
      keyOf={keyOfLine}
      spanOf={spanOf}
      heightOf={heightOf}
      rowClass={(line) => (fresh.has(keyOfLine(line)) ? 'result-fresh' : undefined)}
      sort={sort}
      onSort={onSort}
      selectedKey={selected ? `${selected.address} ${selected.port}` : null}
      onSelect={(line) => selectPort(scanId, line.line === 'port' ? line.row : null)}
      onRange={onRange}
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
  );
}

function spanOf(line: TableLine) {
  if (line.line === 'host') return <HostHeading host={line} />;
  if (line.line === 'not-shown') return <NotShown line={line} />;
  return null;
}

function heightOf(line: TableLine | undefined): number {
  return line?.line === 'host' ? 28 : 26;
}

function sortKey(key: string): RowSortKey | null {
  return ROW_SORT_KEYS.find((known) => known === key) ?? null;
}
