import { Menu, TextInput } from '@mantine/core';
import { ChevronDown, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../components/format.ts';

export interface FilterChoice {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly mark?: ReactNode;
}

export interface FilterMenuProps {
  /** "Reason": the chip's word while nothing is chosen. */
  name: string;
  /** "reasons" */
  plural: string;
  choices: readonly FilterChoice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  onOpen?: () => void;
  /** What the figures count, where that is not rows. */
  note?: string;
  /** Said where there is no choice. */
  empty: string;
}

/** Longer lists than this get a field to search them. */
const SEARCH_FROM = 9;
/** More than this many at once is found by searching. */
const MAX_SHOWN = 200;

/** A chip that opens a list of values with their counts, of which any number can be chosen. */
export function FilterMenu({
  name,
  plural,
  choices,
  chosen,
  onChange,
  onOpen,
  note,
  empty,
}: FilterMenuProps) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = choices.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(wanted));
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  const only = choices.find(({ value }) => value === chosen[0])?.label ?? chosen[0];
  const word = chosen.length === 0 ? name : chosen.length === 1 ? only : `${chosen.length} ${plural}`;
  return (
    <Menu
      closeOnItemClick={false}
      position="bottom-start"
      {...(onOpen ? { onOpen } : {})}
      onClose={() => setText('')}
    >
      <Menu.Target>
        <button
          type="button"
          className="chip"
          aria-pressed={chosen.length > 0}
          aria-label={`Filter by ${name.toLowerCase()}${chosen.length > 0 ? `: ${chosen.join(', ')}` : ''}`}
        >
          <span className="filter-menu-word">{word}</span>
          <ChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="filter-menu">
        {choices.length >= SEARCH_FROM ? (
          <TextInput
            className="filter-menu-search"
            aria-label={`Search ${plural}`}
            placeholder={`Search ${plural}`}
            leftSection={<Search size={13} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : null}
        <div className="filter-menu-list">
          {note === undefined || choices.length === 0 ? null : (
            <Menu.Label className="filter-menu-note">{note}</Menu.Label>
          )}
          {choices.length === 0 ? <Menu.Label>{empty}</Menu.Label> : null}
          {choices.length > 0 && found.length === 0 ? <Menu.Label>Nothing is called that</Menu.Label> : null}
          {found.slice(0, MAX_SHOWN).map(({ value, label, count, mark }) => (
            <Menu.CheckboxItem
              key={value}
              checked={chosen.includes(value)}
              rightSection={<span className="results-toolbar-count">{formatCount(count)}</span>}
              onChange={() => toggle(value)}
            >
              <span className="filter-menu-label">
                {mark}
                {label}
              </span>
            </Menu.CheckboxItem>
          ))}
          {found.length > MAX_SHOWN ? (
            <Menu.Label>{formatCount(found.length - MAX_SHOWN)} more: search for them</Menu.Label>
          ) : null}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
