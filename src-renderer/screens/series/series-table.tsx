import { useCallback, useMemo } from 'react';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { stretchAt } from '../../charts/series/strip-stretches.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatCount } from '../../components/format.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { whenWord } from './line-words.ts';
import type { RunWords } from './run-words.ts';
import type { SeriesLine } from './series-lines.ts';
import { NoLine } from './strips-plot.tsx';
import { StripStateLabel } from './strip-state.tsx';
import './series-table.css';

interface SeriesTableProps {
  readonly timeline: RunTimeline;
  readonly lines: readonly SeriesLine[];
  readonly words: RunWords;
}

/** The strips in words: every line in the chosen run, and what became of it. */
export function SeriesTable({ timeline, lines, words }: SeriesTableProps) {
  const store = useAppStore();
  const at = useAppState(({ series }) => series.at);
  const shows = useAppState(({ series }) => series.shows);
  const picked = useAppState(({ series }) => series.picked);
  const runs = timeline.runs.length;
  const rowAt = useCallback((index: number) => lines[index], [lines]);
  const longest = useMemo(() => Math.max(0, ...lines.map(({ label }) => label.length)), [lines]);
  const columns = useMemo(
    () => columnsOf(shows, at, runs, words, longest),
    [shows, at, runs, words, longest],
  );
  const filter = useAppState(({ series }) => series.filter);
  if (lines.length === 0 && filter !== '') return <NoLine />;
  return (
    <div className="series-table">
      <DataTable
        name={shows === 'ports' ? 'Ports over time' : 'Hosts over time'}
        columns={columns}
        count={lines.length}
        rowAt={rowAt}
        keyOf={keyOfLine}
        selectedKey={picked === null ? null : keyOf(picked.address, picked.port)}
        onSelect={({ address, port }) => store.getState().pickLine({ address, port: port?.port ?? null })}
      />
    </div>
  );
}

/** Of the ports, which are all as wide. */
const LETTER_PX = 7.4;

const keyOf = (address: string, port: number | null) => (port === null ? address : `${address} ${port}`);
const keyOfLine = ({ key }: SeriesLine) => key;

function columnsOf(
  shows: 'ports' | 'hosts',
  at: number,
  runs: number,
  words: RunWords,
  longest: number,
): readonly Column<SeriesLine>[] {
  const name: Column<SeriesLine> = {
    key: 'host',
    title: 'Host',
    width: 'minmax(110px, 1fr)',
    render: (line) => <b className="series-table-name">{line.group}</b>,
  };
  const state: Column<SeriesLine> = {
    key: 'state',
    title: `Run ${at + 1}`,
    width: '132px',
    render: (line) => {
      const stretch = stretchAt(line.stretches, at);
      return stretch ? <StripStateLabel state={stretch.state} /> : null;
    },
  };
  const when: Column<SeriesLine> = {
    key: 'when',
    title: 'Seen so in',
    width: 'minmax(150px, 1.4fr)',
    render: (line) => {
      const stretch = stretchAt(line.stretches, at);
      return stretch ? whenWord(stretch, runs, words) : '';
    },
  };
  const changes: Column<SeriesLine> = {
    key: 'changes',
    title: 'Changes',
    width: '132px',
    align: 'end',
    render: (line) => `${formatCount(line.changes)}${line.flapping ? ', to and fro' : ''}`,
  };
  if (shows === 'hosts') {
    const open: Column<SeriesLine> = {
      key: 'open',
      title: 'Open ports',
      width: '84px',
      align: 'end',
      render: (line) => {
        const count = stretchAt(line.stretches, at)?.open ?? null;
        return count === null ? '—' : formatCount(count);
      },
    };
    return [name, state, open, when, changes];
  }
  const port: Column<SeriesLine> = {
    key: 'port',
    title: 'Port',
    width: `${Math.max(72, Math.ceil(longest * LETTER_PX) + 20)}px`,
    render: (line) => <b className="mono">{line.label}</b>,
  };
  const seen = (which: 'firstOpen' | 'lastOpen', title: string): Column<SeriesLine> => ({
    key: which,
    title,
    width: '92px',
    from: 800,
    render: (line) => {
      const run = line.port?.[which] ?? null;
      return run === null ? 'never' : words.short(run);
    },
  });
  return [name, port, state, when, seen('firstOpen', 'First open'), seen('lastOpen', 'Last open'), changes];
}
