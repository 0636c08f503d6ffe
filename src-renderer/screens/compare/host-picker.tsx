import { Combobox, useCombobox } from '@mantine/core';
import { ChevronsUpDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { describeChangedHost, type ChangedHost } from './changed-hosts.ts';
import './host-picker.css';

/** On offer at once; searching reaches the others. */
const OFFERED = 200;

export interface HostPickerProps {
  /** Of the comparison, the most telling first. */
  readonly hosts: readonly ChangedHost[];
  readonly chosen: ChangedHost;
  readonly onPick: (address: string) => void;
}

/** Whose ports the maps show. A name alone where there is no other. */
export function HostPicker({ hosts, chosen, onPick }: HostPickerProps) {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
  });
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const matches = wanted === '' ? hosts : hosts.filter((host) => wordsOf(host).includes(wanted));
    return matches.slice(0, OFFERED);
  }, [hosts, search]);
  if (hosts.length === 1) return <b>{chosen.name ?? chosen.address}</b>;
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      withinPortal={false}
      width={340}
      transitionProps={{ duration: 0 }}
      classNames={{
        dropdown: 'run-picker-dropdown',
        option: 'run-picker-option host-picker-option',
        search: 'run-picker-search',
      }}
      onOptionSubmit={(address) => {
        onPick(address);
        combobox.closeDropdown();
        combobox.focusTarget();
      }}
    >
      <Combobox.Target targetType="button" withExpandedAttribute>
        <button
          type="button"
          className="host-picker"
          aria-label={`Host on the maps: ${chosen.name ?? chosen.address}`}
          onClick={() => combobox.toggleDropdown()}
        >
          <b>{chosen.name ?? chosen.address}</b>
          <span data-picture="none">
            <ChevronsUpDown size={12} aria-hidden />
          </span>
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label="Search hosts"
          placeholder={`Search ${hosts.length.toLocaleString('en')} hosts`}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.resetSelectedOption();
          }}
        />
        <Combobox.Options aria-label="Hosts that changed" className="run-picker-list">
          {found.length === 0 ? <Combobox.Empty>No host matches</Combobox.Empty> : null}
          {found.map((host) => (
            <Combobox.Option key={host.address} value={host.address} active={host.address === chosen.address}>
              <span className="host-picker-name">
                {host.name === null ? null : <b>{host.name}</b>}
                <span className="mono">{host.address}</span>
              </span>
              <span className="run-picker-what">{describeChangedHost(host)}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function wordsOf({ address, name }: ChangedHost): string {
  return `${name ?? ''} ${address}`.toLowerCase();
}
