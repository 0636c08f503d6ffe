import { Popover, TextInput } from '@mantine/core';
import { Check, ChevronDown, Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { formatCount } from '../../components/format.ts';
import './filter-menu.css';

export interface FilterChoice {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly mark?: ReactNode;
  /** A way to more about it, at the end of its line; it does not choose. */
  readonly help?: ReactNode;
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

/**
 * A chip that opens a list of values with their counts, of which any number can be chosen. No menu, but a dialog of
 * checkboxes: a menu must hold nothing that can be typed into.
 */
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
  const [opened, setOpened] = useState(false);
  const wanted = text.trim().toLowerCase();
  const found = choices.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(wanted));
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  const only = choices.find(({ value }) => value === chosen[0])?.label ?? chosen[0];
  const word = chosen.length === 0 ? name : chosen.length === 1 ? only : `${chosen.length} ${plural}`;
  const open = (wantsOpen: boolean) => {
    setOpened(wantsOpen);
    if (wantsOpen) onOpen?.();
    else setText('');
  };
  return (
    <Popover opened={opened} onChange={open} position="bottom-start" offset={4} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="chip"
          aria-pressed={chosen.length > 0}
          aria-label={`Filter by ${name.toLowerCase()}${chosen.length > 0 ? `: ${chosen.join(', ')}` : ''}`}
          onClick={() => open(!opened)}
        >
          <span className="filter-menu-word">{word}</span>
          <ChevronDown size={12} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="filter-menu" onKeyDown={moveFocus}>
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
          {note === undefined || choices.length === 0 ? null : <p className="filter-menu-note">{note}</p>}
          {choices.length === 0 ? <p>{empty}</p> : null}
          {choices.length > 0 && found.length === 0 ? <p>Nothing is called that</p> : null}
          {found.slice(0, MAX_SHOWN).map(({ value, label, count, mark, help }) => (
            <div className="filter-menu-line" key={value}>
              <label>
                <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
                <Check className="filter-menu-check" size={13} aria-hidden />
                <span className="filter-menu-label">
                  {mark}
                  {label}
                </span>
                <span className="filter-menu-count">{formatCount(count)}</span>
              </label>
              {help}
            </div>
          ))}
          {found.length > MAX_SHOWN ? (
            <p>{formatCount(found.length - MAX_SHOWN)} more: search for them</p>
          ) : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The arrow keys go through the search field and the choices, as in a menu. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const stops = [...event.currentTarget.querySelectorAll('input')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops.at(at === -1 && step === -1 ? -1 : (at + step) % stops.length)?.focus();
}
