import { ActionIcon, SegmentedControl } from '@mantine/core';
import { Table2 } from 'lucide-react';
import { useAppState } from '../../state/use-app-state.tsx';
import './strips-switch.css';

/** Whose lines are drawn, and whether as a picture or as a table. */
export function StripsSwitch({ ports, hosts }: { ports: number; hosts: number }) {
  const shows = useAppState(({ series }) => series.shows);
  const asTable = useAppState(({ series }) => series.asTable);
  const layOut = useAppState((state) => state.layOutSeries);
  return (
    <div className="strips-switch" data-picture="none">
      <SegmentedControl
        size="xs"
        aria-label="Lines"
        data={[
          { value: 'ports', label: 'Ports', disabled: ports === 0 },
          { value: 'hosts', label: 'Hosts', disabled: hosts === 0 },
        ]}
        value={shows}
        onChange={(value) => layOut({ shows: value === 'hosts' ? 'hosts' : 'ports' })}
      />
      <ActionIcon
        size={24}
        className="strips-switch-table"
        aria-label="Show as a table"
        title="Show as a table"
        aria-pressed={asTable}
        onClick={() => layOut({ asTable: !asTable })}
      >
        <Table2 size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
