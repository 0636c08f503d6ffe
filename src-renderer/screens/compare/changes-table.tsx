import { useCallback, useMemo } from 'react';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ChangedPlace, ChangedSide, type WhyUnasked } from './change-cells.tsx';
import type { ChangeLine } from './change-lines.ts';
import { judgeUnasked } from './unasked.ts';
import './changes-table.css';

export interface ChangesTableProps {
  diff: ScanDiff;
  /** Of the comparison (change-lines.ts). */
  lines: readonly ChangeLine[];
  selectedKey: string | null;
  /** The line to bring into view; null: none. */
  revealed: number | null;
  onSelect: (line: ChangeLine) => void;
}

const columnsOf = (whyUnasked: WhyUnasked): Column<ChangeLine>[] => [
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
    render: (line) => <ChangedSide line={line} side="before" whyUnasked={whyUnasked} />,
  },
  {
    key: 'after',
    title: 'After',
    width: 'minmax(148px, 0.5fr)',
    render: (line) => <ChangedSide line={line} side="after" whyUnasked={whyUnasked} />,
  },
];

const keyOfChange = (line: ChangeLine) => (line.line === 'kind' ? `kind ${line.title}` : line.key);
const heightOf = (line: ChangeLine | undefined) => (line?.line === 'kind' ? 29 : 46);
const spanOf = (line: ChangeLine) =>
  line.line === 'kind' ? (
    <h2 className="changes-kind">
      {line.title} <span>{line.count}</span>
    </h2>
  ) : null;

/** The table "Changes": before and after of every port and host that differs, by kind. */
export function ChangesTable({ diff, lines, selectedKey, revealed, onSelect }: ChangesTableProps) {
  const columns = useMemo(() => columnsOf(judgeUnasked(diff)), [diff]);
  return (
    <DataTable
      name="Changes"
      columns={columns}
      count={lines.length}
      rowAt={useCallback((index: number) => lines[index], [lines])}
      keyOf={keyOfChange}
      spanOf={spanOf}
      heightOf={heightOf}
      selectedKey={selectedKey}
      revealed={revealed}
      onSelect={onSelect}
      empty={
        <EmptyState size="inline" title="Nothing changed">
          Every port that both runs asked has the same state, the same reason and the same service in both.
        </EmptyState>
      }
    />
  );
}
