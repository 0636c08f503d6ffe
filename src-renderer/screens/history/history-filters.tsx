import { Menu } from '@mantine/core';
import { Check, ChevronDown, X } from 'lucide-react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { Chip } from '../../components/chip.tsx';
import { formatCount } from '../../components/format.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { fitTags, type CountedTag } from './fit-tags.ts';

const STATUSES: readonly [RunSummary['status'], string][] = [
  ['completed', 'Complete'],
  ['running', 'Running'],
  ['stopped', 'Stopped'],
  ['interrupted', 'Interrupted'],
  ['failed', 'Failed'],
];
/** Px of all else in the head, and of a chip that is there only sometimes, at their widest. */
const BESIDE = 850;
const CHOSEN = 165;

/** Which runs: by how they ended, by tag, of one series. In a narrow head (its `width`, px) the tags are in the menu. */
export function HistoryFilters({ width }: { width: number }) {
  const store = useAppStore();
  const filter = useAppState((state) => state.history.filter);
  const tags = useAppState((state) => state.marks.tags);
  const series = useAppState((state) => state.series.list.find(({ id }) => id === filter.seriesId));
  const choose = store.getState().filterHistory;
  const room = width - BESIDE - (filter.seriesId === null ? 0 : CHOSEN);
  const fitting = fitTags(tags, room);
  const isElsewhere = filter.tag !== null && !fitting.some(({ tag }) => tag === filter.tag);
  const chips = isElsewhere ? fitTags(tags, room - CHOSEN) : fitting;
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
          <TagWord>{tag}</TagWord>
        </Chip>
      ))}
      {isElsewhere ? (
        <Chip pressed onToggle={() => choose({ tag: null })}>
          <TagWord>{filter.tag}</TagWord>
        </Chip>
      ) : null}
      {tags.length > chips.length ? <TagMenu tags={tags.slice(chips.length)} among={chips.length} /> : null}
      {filter.seriesId === null ? null : (
        <button type="button" className="chip" aria-pressed onClick={() => choose({ seriesId: null })}>
          <TagWord>{series?.name ?? series?.targets[0] ?? 'One series'}</TagWord>
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

function TagWord({ children }: { children: string | null }) {
  return (
    <span className="history-tag" title={children ?? undefined}>
      {children}
    </span>
  );
}

/** The tags for which there is no chip. */
function TagMenu({ tags, among }: { tags: readonly CountedTag[]; among: number }) {
  const store = useAppStore();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="chip">
          {among === 0 ? 'Tags' : 'More tags'}
          <ChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="history-more-tags">
        {tags.map(({ tag, runs }) => (
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
