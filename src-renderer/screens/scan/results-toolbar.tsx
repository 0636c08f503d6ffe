import { Button, Menu, SegmentedControl, TextInput } from '@mantine/core';
import { Download, Filter, ListChecks } from 'lucide-react';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import type { PortState } from '../../../src-shared/scan/port-state.ts';
import { STATE_ORDER } from '../../components/any-state.ts';
import { Chip } from '../../components/chip.tsx';
import { formatShortCount } from '../../components/format.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { formatRoute } from '../../state/route-slice.ts';
import { NO_RESULTS, type ResultsQuery } from '../../state/results-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { ResultFilters } from './result-filters.tsx';
import { useScanView } from './use-scan-view.ts';
import './results-toolbar.css';
import './results-toolbar-narrow.css';

const SHAPES = [
  { value: 'host', label: 'By host' },
  { value: 'port', label: 'By port' },
  { value: 'none', label: 'Flat' },
  { value: 'matrix', label: 'Matrix' },
] as const;

/** What of the results is shown, in which shape, and the way out of them as a file. */
export function ResultsToolbar({ scanId }: { scanId: string }) {
  const view = useScanView(scanId);
  const query = useAppState((state) => (state.results[scanId] ?? NO_RESULTS).query);
  const inMatrix = useAppState((state) => state.matrix.shown[scanId] === true);
  const showMatrix = useAppState((state) => state.showMatrix);
  const changeQuery = useAppState((state) => state.changeQuery);
  const change = (part: Partial<ResultsQuery>) => changeQuery(scanId, part);
  return (
    <div className="results-toolbar">
      <TextInput
        className="results-toolbar-text"
        aria-label="Filter rows"
        placeholder="Filter rows"
        leftSection={<Filter size={13} aria-hidden />}
        value={query.text}
        maxLength={256}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      {STATE_ORDER.map((state) => (
        <Chip
          key={state}
          pressed={query.states.includes(state)}
          onToggle={() => change({ states: toggle<PortState>(query.states, state) })}
          count={formatShortCount(view.ports[state])}
        >
          <StateMark state={state} size={9} />
          {state}
        </Chip>
      ))}
      <ResultFilters scanId={scanId} view={view} />
      <div className="results-toolbar-view">
        {view.hostsTotal > 1 ? (
          <SegmentedControl
            className="results-toolbar-group"
            size="xs"
            aria-label="Group rows"
            data={[...SHAPES]}
            value={inMatrix ? 'matrix' : query.group}
            onChange={(shape) => {
              showMatrix(scanId, shape === 'matrix');
              if (shape !== 'matrix') change({ group: shape });
            }}
          />
        ) : null}
        {inMatrix ? null : <ColumnsMenu greeted={view.options?.['banners'] === true} />}
        <Button
          className="results-toolbar-export"
          component="a"
          href={formatRoute({ screen: 'scan', scanId, view: 'expectations' })}
          aria-label="Expectations"
          title="Is this run as it should be?"
          variant="default"
          leftSection={<ListChecks size={13} aria-hidden />}
        >
          Expectations
        </Button>
        <ExportMenu scanId={scanId} enabled={isFinal(view.status)} />
      </div>
    </div>
  );
}

function ExportMenu({ scanId, enabled }: { scanId: string; enabled: boolean }) {
  const exportScan = useAppState((state) => state.exportScan);
  return (
    <Menu>
      <Menu.Target>
        <Button
          className="results-toolbar-export"
          aria-label="Export"
          variant="default"
          leftSection={<Download size={13} aria-hidden />}
          disabled={!enabled}
          title={enabled ? undefined : 'When the scan has ended'}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void exportScan(scanId, 'csv')}>CSV, one line a port</Menu.Item>
        <Menu.Item onClick={() => void exportScan(scanId, 'json')}>JSON, the whole report</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function toggle<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}
