import { Menu } from '@mantine/core';
import { Check, ChevronDown, X } from 'lucide-react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { Chip } from '../../components/chip.tsx';
import { formatCount } from '../../components/format.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';

const STATUSES: readonly [RunSummary['status'], string][] = [
  ['completed', 'Complete'],
  ['running', 'Running'],
  ['stopped', 'Stopped'],
  ['interrupted', 'Interrupted'],
  ['failed', 'Failed'],
];
/** More than these are in the menu. */
const TAG_CHIPS = 3;

/** Which runs: by how they ended, by tag, of one series. */
export function HistoryFilters() {
  const store = useAppStore();
  const filter = useAppState((state) => state.history.filter);
  const tags = useAppState((state) => state.marks.tags);
  const series = useAppState((state) => state.series.list.find(({ id }) => id === filter.seriesId));
  const choose = store.getState().filterHistory;
  const chips = tags.slice(0, TAG_CHIPS);
  const chosenElsewhere = filter.tag !== null && !chips.some(({ tag }) => tag === filter.tag);
  return (
    <div className="history-filters" role="group" aria-label="Filters">
      <StatusMenu />
      {chips.map(({ tag, runs }) => (
        <Chip
          key={tag}
          pressed={filter.tag === tag}
          count={formatCount(runs)}
          onToggle={() => choose({ tag: filter.tag === tag ? null : tag })}
        >
          {tag}
        </Chip>
      ))}
      {chosenElsewhere ? (
        <Chip pressed onToggle={() => choose({ tag: null })}>
          {filter.tag}
        </Chip>
      ) : null}
      {tags.length > TAG_CHIPS ? <MoreTags /> : null}
      {filter.seriesId === null ? null : (
        <button type="button" className="chip" aria-pressed onClick={() => choose({ seriesId: null })}>
          {series?.name ?? series?.targets[0] ?? 'One series'}
          <X size={12} aria-label="Show all series" />
        </button>
      )}
    </div>
  );
}

function StatusMenu() {
  const store = useAppStore();
  const status = useAppState((state) => state.history.filter.status);
  const word = STATUSES.find(([name]) => name === status)?.[1] ?? 'Any status';
  const item = (value: RunSummary['status'] | null, label: string) => (
    <Menu.Item
      key={label}
      rightSection={status === value ? <Check size={13} aria-label="chosen" /> : null}
      onClick={() => store.getState().filterHistory({ status: value })}
    >
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="chip" data-on={status !== null} aria-label={`Status: ${word}`}>
          {word}
          <ChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {item(null, 'Any status')}
        {STATUSES.map(([value, label]) => item(value, label))}
      </Menu.Dropdown>
    </Menu>
  );
}

function MoreTags() {
  const store = useAppStore();
  const tags = useAppState((state) => state.marks.tags);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="chip">
          More tags
          <ChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="history-more-tags">
        {tags.slice(TAG_CHIPS).map(({ tag, runs }) => (
          <Menu.Item
            key={tag}
            rightSection={<span className="chip-count">{formatCount(runs)}</span>}
            onClick={() => store.getState().filterHistory({ tag })}
          >
            {tag}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
