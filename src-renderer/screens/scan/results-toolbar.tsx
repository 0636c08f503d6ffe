import { Button, Menu, SegmentedControl, TextInput } from '@mantine/core';
import { Check, ChevronDown, Download, Filter, X } from 'lucide-react';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { REASONS, stateOfReason, type PortState, type Reason } from '../../../src-shared/scan/port-state.ts';
import { STATE_ORDER } from '../../components/any-state.ts';
import { Chip } from '../../components/chip.tsx';
import { formatCount, formatShortCount } from '../../components/format.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { NO_RESULTS, type ResultsQuery } from '../../state/results-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useScanView } from './use-scan-view.ts';
import './results-toolbar.css';

/** What of the results is shown, in which shape, and the way out of them as a file. */
export function ResultsToolbar({ scanId }: { scanId: string }) {
  const view = useScanView(scanId);
  const query = useAppState((state) => (state.results[scanId] ?? NO_RESULTS).query);
  const changeQuery = useAppState((state) => state.changeQuery);
  const change = (part: Partial<ResultsQuery>) => changeQuery(scanId, part);
  const host = query.hosts[0];
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
      <ReasonMenu counts={view.reasons} chosen={query.reasons} onChange={(reasons) => change({ reasons })} />
      {host === undefined ? null : (
        <Chip pressed onToggle={() => change({ hosts: [] })}>
          {view.hosts.get(host)?.names[0] ?? host}
          <X size={12} aria-hidden />
        </Chip>
      )}
      <span className="results-toolbar-gap" />
      {view.hostsTotal > 1 ? (
        <SegmentedControl
          className="results-toolbar-group"
          size="xs"
          aria-label="Group rows"
          data={['By host', 'Flat']}
          value={query.groupByHost ? 'By host' : 'Flat'}
          onChange={(shape) => change({ groupByHost: shape === 'By host' })}
        />
      ) : null}
      <ExportMenu scanId={scanId} enabled={isFinal(view.status)} />
    </div>
  );
}

interface ReasonMenuProps {
  counts: Readonly<Partial<Record<Reason, number>>>;
  chosen: readonly Reason[];
  onChange: (reasons: readonly Reason[]) => void;
}

function ReasonMenu({ counts, chosen, onChange }: ReasonMenuProps) {
  const present = REASONS.filter((reason) => (counts[reason] ?? 0) > 0 || chosen.includes(reason));
  return (
    <Menu closeOnItemClick={false} position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className="chip"
          aria-pressed={chosen.length > 0}
          aria-label={`Filter by reason${chosen.length > 0 ? `: ${chosen.join(', ')}` : ''}`}
        >
          {chosen.length === 0 ? 'Reason' : chosen.length === 1 ? chosen[0] : `${chosen.length} reasons`}
          <ChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {present.length === 0 ? <Menu.Label>No answers yet</Menu.Label> : null}
        {present.map((reason) => (
          <Menu.Item
            key={reason}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(reason)}
            leftSection={<StateMark state={stateOfReason(reason)} size={9} />}
            rightSection={
              <span className="results-toolbar-count">
                {formatCount(counts[reason] ?? 0)}
                {chosen.includes(reason) ? <Check size={13} aria-hidden /> : <i />}
              </span>
            }
            onClick={() => onChange(toggle(chosen, reason))}
          >
            {reason}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
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
