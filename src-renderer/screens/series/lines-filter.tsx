import { CloseButton, TextInput } from '@mantine/core';
import { Filter } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { formatCount, formatPlural } from '../../components/format.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import './lines-filter.css';

interface LinesFilterProps {
  /** Lines that are left, and all. */
  readonly shown: number;
  readonly total: number;
  /** Of the column it stands in, in px. */
  readonly width: number;
}

/** Beside the area's axis: a text that leaves the lines which have it. Escape empties it, Enter goes on to the lines. */
export function LinesFilter({ shown, total, width }: LinesFilterProps) {
  const filter = useAppState(({ series }) => series.filter);
  const filterSeries = useAppState((state) => state.filterSeries);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && filter !== '') filterSeries('');
    else if (event.key === 'Enter' || event.key === 'ArrowDown') focusLines(event.currentTarget);
    else return;
    event.preventDefault();
  };
  return (
    <div className="lines-filter" data-picture="none" style={{ width }}>
      <p role="status">
        {filter.trim() === '' ? '' : `${formatCount(shown)} of ${formatPlural(total, 'line')}`}
      </p>
      <TextInput
        size="xs"
        aria-label="Filter lines"
        placeholder="Filter lines"
        title="Address, name, port or service"
        leftSection={<Filter size={12} aria-hidden />}
        rightSection={
          filter === '' ? null : (
            <CloseButton
              size={18}
              iconSize={12}
              aria-label="Show all lines"
              onClick={() => filterSeries('')}
            />
          )
        }
        value={filter}
        maxLength={256}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => filterSeries(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function focusLines(field: HTMLElement): void {
  const lines = field
    .closest('.series-strips')
    ?.querySelector<HTMLElement>('[role="grid"], [role="table"] [tabindex="0"]');
  lines?.focus();
}
