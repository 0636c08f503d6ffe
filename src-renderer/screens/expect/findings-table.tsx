import { useCallback, useMemo } from 'react';
import type { CheckResult, Finding } from '../../../src-shared/scan/expect/expect-finding.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FindingPlace, FindingPort, FindingSeen, FindingWhat, HostHeading } from './finding-cells.tsx';
import { findingLines, keyOfLine, type FindingLine } from './finding-lines.ts';

export interface FindingsTableProps {
  readonly result: CheckResult;
  readonly selectedKey: string | null;
  readonly onSelect: (finding: Finding) => void;
  /** Enter or a double click on a finding with a verdict. */
  readonly onOpen: (finding: Finding) => void;
}

const cell =
  (Cell: (props: { finding: Finding }) => React.ReactNode) =>
  (line: FindingLine): React.ReactNode =>
    line.line === 'finding' ? <Cell finding={line.finding} /> : null;

const COLUMNS: readonly Column<FindingLine>[] = [
  { key: 'port', title: 'Port', width: 'minmax(92px, 0.28fr)', render: cell(FindingPort) },
  { key: 'what', title: 'Finding', width: 'minmax(0, 1fr)', render: cell(FindingWhat) },
  { key: 'seen', title: 'Seen', width: 'minmax(118px, 0.3fr)', render: cell(FindingSeen) },
  { key: 'place', title: 'Line', width: 'minmax(64px, 0.2fr)', render: cell(FindingPlace) },
];

const heightOf = (line: FindingLine | undefined) => (line?.line === 'host' ? 29 : 46);
const spanOf = (line: FindingLine) => (line.line === 'host' ? <HostHeading line={line} /> : null);

/** The table "Findings": what is not as agreed, and what could not be judged, by host. */
export function FindingsTable({ result, selectedKey, onSelect, onOpen }: FindingsTableProps) {
  const lines = useMemo(() => findingLines(result.findings), [result]);
  return (
    <DataTable
      name="Findings"
      columns={COLUMNS}
      count={lines.length}
      rowAt={useCallback((index: number) => lines[index], [lines])}
      keyOf={keyOfLine}
      spanOf={spanOf}
      heightOf={heightOf}
      selectedKey={selectedKey}
      onSelect={(line) => (line.line === 'finding' ? onSelect(line.finding) : undefined)}
      onOpen={(line) => (line.line === 'finding' ? onOpen(line.finding) : undefined)}
      empty={
        <EmptyState size="inline" title="No findings">
          What is not as agreed stands here, with the line of the file that says so.
        </EmptyState>
      }
    />
  );
}
