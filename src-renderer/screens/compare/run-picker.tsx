import { Combobox, useCombobox } from '@mantine/core';
import { ChevronsUpDown } from 'lucide-react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { stateParts } from '../../components/any-state.ts';
import { portsWord, runTitle } from '../../components/describe-run.ts';
import { formatDuration } from '../../components/format.ts';
import { StackBar } from '../../components/stack-bar.tsx';
import { formatStart } from './format-start.ts';
import './run-picker.css';

export interface RunPickerProps {
  /** "Before" or "After". */
  name: string;
  /** The chosen run's id; null: none yet. */
  value: string | null;
  /** What is known of the chosen run; null where it is gone or not read yet. */
  chosen: RunSummary | null;
  /** Chosen on the other side. */
  other: RunSummary | null;
  /** The comparison found a run deleted. */
  gone: boolean;
  /** On offer, newest first. */
  runs: readonly RunSummary[];
  now: Date;
  onPick: (scanId: string) => void;
  onSearch: (text: string) => void;
}

/** One run of all that are kept: by list, or by searching its targets and ports. */
export function RunPicker(props: RunPickerProps) {
  const { name, value, chosen, other, gone, runs, now, onPick, onSearch } = props;
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      onSearch('');
    },
  });
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      withinPortal={false}
      width={420}
      transitionProps={{ duration: 0 }}
      classNames={{
        dropdown: 'run-picker-dropdown',
        option: 'run-picker-option',
        search: 'run-picker-search',
      }}
      onOptionSubmit={(scanId) => {
        onPick(scanId);
        combobox.closeDropdown();
        combobox.focusTarget();
      }}
    >
      <Combobox.Target targetType="button" withExpandedAttribute>
        <button
          type="button"
          className="run-picker"
          aria-label={name}
          onClick={() => combobox.toggleDropdown()}
        >
          <span className="run-picker-name">{name}</span>
          <ChosenRun
            {...{ value, chosen, gone }}
            when={chosen && formatStart(chosen, now, [other, ...runs])}
          />
          <ChevronsUpDown size={13} aria-hidden />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label={`Search runs for ${name}`}
          placeholder="Search targets and ports"
          onChange={(event) => {
            onSearch(event.currentTarget.value);
            combobox.resetSelectedOption();
          }}
        />
        <Combobox.Options aria-label={`Runs for ${name}`} className="run-picker-list">
          {runs.length === 0 ? <Combobox.Empty>No run matches</Combobox.Empty> : null}
          {runs.map((run) => (
            <Combobox.Option key={run.scanId} value={run.scanId} active={run.scanId === value}>
              <RunLine run={run} when={formatStart(run, now, runs)} />
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface ChosenRunProps {
  value: string | null;
  chosen: RunSummary | null;
  when: string | null;
  gone: boolean;
}

function ChosenRun({ value, chosen, when, gone }: ChosenRunProps) {
  if (!chosen) {
    return (
      <>
        <b>{value === null ? 'Choose a run' : gone ? 'A deleted run' : 'A run not listed'}</b>
        <span className="run-picker-detail">{value ?? 'from all that are kept'}</span>
      </>
    );
  }
  return (
    <>
      <b>{when}</b>
      <span className="run-picker-detail">{describe(chosen)}</span>
    </>
  );
}

function RunLine({ run, when }: { run: RunSummary; when: string }) {
  return (
    <>
      <span className="run-picker-when">{when}</span>
      <span className="run-picker-what">{describe(run)}</span>
      <StackBar parts={stateParts(run.counts)} height={5} />
    </>
  );
}

function describe(run: RunSummary): string {
  const { name, detail } = runTitle(run.targets, run.moreTargets);
  const parts = [detail ?? name, portsWord(run.ports), formatDuration(run.elapsedMs)];
  return parts.join(' · ');
}
