import { Modal } from '@mantine/core';
import {
  Compass,
  CornerDownRight,
  GitCompareArrows,
  History,
  RotateCw,
  Search,
  Server,
  type LucideIcon,
} from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { paletteItems, type PaletteItem, type PaletteSign } from './palette-items.ts';
import { hostKind, isMac } from '../state/commands/platform.ts';
import { Keys } from '../components/keys.tsx';
import { useAppState, useAppStore } from '../state/use-app-state.tsx';
import './palette.css';

const SIGNS: Readonly<Record<PaletteSign, LucideIcon>> = {
  scan: Compass,
  again: RotateCw,
  open: History,
  compare: GitCompareArrows,
  host: Server,
  command: CornerDownRight,
};

/** One field that finds runs, hosts and commands, and takes targets. Nothing happens before Enter. */
export function Palette() {
  const close = useAppState((state) => state.showOverlay);
  return (
    <Modal.Root
      opened
      onClose={() => close(null)}
      size={620}
      yOffset={116}
      // The window never scrolls, and locking it would write a style element that the content policy forbids.
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'palette', body: 'palette-body' }}
    >
      <Modal.Overlay className="confirm-overlay" />
      <Modal.Content aria-label="Command palette">
        <Modal.Body>
          <Finder onDone={() => close(null)} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Finder({ onDone }: { onDone: () => void }) {
  const store = useAppStore();
  // As it was when the palette opened: a line must not slip away under the finger. Runs that have just ended come in.
  const [{ state, now }] = useState(() => ({ state: store.getState(), now: new Date() }));
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const recent = useAppState((now) => now.recent);
  const series = useAppState((now) => now.series);
  const items = useMemo(
    () => paletteItems(text, { ...state, recent, series }, hostKind(), now),
    [text, state, recent, series, now],
  );
  const current = items[Math.min(chosen, items.length - 1)];
  const list = useRef<HTMLDivElement>(null);

  function choose(item: PaletteItem, inNewTab: boolean): void {
    onDone();
    item.run(store, inNewTab);
  }

  function move(to: number): void {
    const at = (to + items.length) % items.length;
    setChosen(at);
    list.current?.querySelector(`#${idOf(at)}`)?.scrollIntoView({ block: 'nearest' });
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (current && !event.nativeEvent.isComposing) choose(current, event.ctrlKey || event.metaKey);
    } else if (items.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      move(Math.min(chosen, items.length - 1) + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (items.length > 0 && (event.key === 'PageDown' || event.key === 'PageUp')) {
      event.preventDefault();
      move(event.key === 'PageDown' ? items.length - 1 : 0);
    }
  }

  return (
    <>
      <label className="palette-field">
        <Search size={16} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label="Search or run a command"
          aria-expanded={items.length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={current ? idOf(items.indexOf(current)) : undefined}
          placeholder="A target, a run, a host or a command"
          autoComplete="off"
          spellCheck={false}
          maxLength={4_096}
          value={text}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={press}
        />
      </label>
      <div className="palette-list" id="palette-list" role="listbox" aria-label="Found" ref={list}>
        {groupsOf(items).map(([group, members]) => (
          <div role="group" aria-label={group} key={group}>
            <div className="palette-group" aria-hidden>
              {group}
            </div>
            {members.map(({ item, index }) => (
              <Line
                key={item.id}
                id={idOf(index)}
                item={item}
                current={item === current}
                onPoint={() => setChosen(index)}
                onChoose={(inNewTab) => choose(item, inNewTab)}
              />
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 ? (
        <p className="palette-none" role="status">
          Nothing is called “{text.trim()}”. An address like <code>10.0.0.5</code> or{' '}
          <code>192.168.1.0/24</code> can be scanned from here.
        </p>
      ) : null}
      <p className="palette-foot" aria-hidden>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
        <span>
          <Keys keys="Mod+Enter" isMac={isMac()} /> new tab
        </span>
        <span>
          <kbd>Esc</kbd> close
        </span>
      </p>
    </>
  );
}

function Line(props: {
  id: string;
  item: PaletteItem;
  current: boolean;
  onPoint: () => void;
  onChoose: (inNewTab: boolean) => void;
}) {
  const { id, item, current, onPoint, onChoose } = props;
  const Icon = SIGNS[item.sign];
  return (
    // The field keeps the focus and the keys: a line is only ever pointed at.
    <div
      id={id}
      role="option"
      aria-selected={current}
      className="palette-line"
      onMouseMove={onPoint}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
    >
      <Icon size={15} aria-hidden />
      <span className="palette-label">{item.label}</span>
      {item.keys ? (
        <Keys keys={item.keys} isMac={isMac()} />
      ) : (
        <span className={item.mono ? 'palette-detail mono' : 'palette-detail'}>{item.detail}</span>
      )}
    </div>
  );
}

function idOf(index: number): string {
  return `palette-${index}`;
}

function groupsOf(items: readonly PaletteItem[]) {
  const groups = new Map<string, { item: PaletteItem; index: number }[]>();
  for (const [index, item] of items.entries()) {
    const members = groups.get(item.group) ?? [];
    groups.set(item.group, [...members, { item, index }]);
  }
  return [...groups];
}
