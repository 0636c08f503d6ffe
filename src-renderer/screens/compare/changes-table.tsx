import { useCallback, useMemo } from 'react';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ChangedPlace, ChangedSide } from './change-cells.tsx';
import { type ChangeLine, changeLines } from './change-lines.ts';
import './changes-table.css';

export interface ChangesTableProps {
  diff: ScanDiff;
  selectedKey: string | null;
  onSelect: (line: ChangeLine) => void;
}

const COLUMNS: readonly Column<ChangeLine>[] = [
  {
    key: 'place',
    title: 'Host and port',
    width: 'minmax(0, 1.2fr)',
    render: (line) => <ChangedPlace line={line} />,
  },
  {
    key: 'before',
    title: 'Before',
    width: 'minmax(124px, 0.4fr)',
    render: (line) => <ChangedSide line={line} side="before" />,
  },
  {
    key: 'after',
    title: 'After',
    width: 'minmax(148px, 0.5fr)',
    render: (line) => <ChangedSide line={line} side="after" />,
  },
];

export const keyOfChange = (line: ChangeLine) => (line.line === 'kind' ? `kind ${line.title}` : line.key);
const heightOf = (line: ChangeLine | undefined) => (line?.line === 'kind' ? 29 : 46);
const spanOf = (line: ChangeLine) =>
  line.line === 'kind' ? (
    <h2 className="changes-kind">
      {line.title} <span>{line.count}</span>
    </h2>
  ) : null;

/** The table "Changes": before and after of every port and host that differs, by kind. */
export function ChangesTable({ diff, selectedKey, onSelect }: ChangesTableProps) {
  const lines = useMemo(() => changeLines(diff), [diff]);
  return (
    <DataTable
      name="Changes"
      columns={COLUMNS}
      count={lines.length}
      rowAt={useCallback((index: number) => lines[index], [lines])}
      keyOf={keyOfChange}
      spanOf={spanOf}
      heightOf={heightOf}
      selectedKey={selectedKey}
      onSelect={onSelect}
      empty={
        <EmptyState size="inline" title="Nothing changed">
          Every port that both runs asked has the same state, the same reason and the same service in both.
        </EmptyState>
      }
    />
  );
}
