import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { ChartSpline, ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { SeriesSummary } from '../../../src-shared/contract/run-series.ts';
import { stateParts } from '../../components/any-state.ts';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { portsWord, runTitle } from '../../components/describe-run.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount, formatDayAndClock, formatPlural } from '../../components/format.ts';
import { StackBar } from '../../components/stack-bar.tsx';
import { useNow } from '../../components/use-now.ts';
import type { AppState } from '../../state/store.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { findSeries } from './find-series.ts';

const keyOf = (series: SeriesSummary): string => series.id;
const heightOf = (): number => 40;
/** Inside the landmark, where screen readers look for the page's content. */
const IN_MAIN = { target: 'main' };

/** The table "Series": runs of the same scope as one line; those that fit what is searched. */
export function SeriesTable({ searched }: { searched: string }) {
  const store = useAppStore();
  const all = useAppState((state) => state.series.list);
  const list = useMemo(() => findSeries(all, searched), [all, searched]);
  const [selected, setSelected] = useState<string | null>(null);
  const now = useNow();
  const columns = useMemo(() => seriesColumns(store.getState(), now), [store, now]);
  return (
    <DataTable
      name="Series"
      columns={columns}
      count={list.length}
      rowAt={(index) => list[index]}
      keyOf={keyOf}
      heightOf={heightOf}
      selectedKey={selected}
      onSelect={({ id }) => setSelected(id)}
      onOpen={({ id }) => store.getState().navigate({ screen: 'series', seriesId: id })}
      empty={
        all.length === 0 ? (
          <EmptyState
            size="inline"
            title="No series yet"
            actions={
              <Button variant="default" onClick={() => store.getState().groupHistory(false)}>
                Show the runs
              </Button>
            }
          >
            Two runs of the same targets and ports make a series by themselves.
          </EmptyState>
        ) : (
          <EmptyState
            size="inline"
            title="No series matches"
            actions={
              <Button variant="default" onClick={() => store.getState().searchHistory('')}>
                Show all series
              </Button>
            }
          >
            None has “{searched.trim()}” in its name, targets or ports.
          </EmptyState>
        )
      }
    />
  );
}

function seriesColumns(actions: AppState, now: Date): Column<SeriesSummary>[] {
  return [
    {
      key: 'name',
      title: 'Series',
      width: 'minmax(220px, 1.8fr)',
      render: (series) => <SeriesName series={series} />,
    },
    {
      key: 'runs',
      title: 'Runs',
      width: '64px',
      align: 'end',
      render: ({ runs }) => <span className="mono run-quiet">{formatCount(runs)}</span>,
    },
    {
      key: 'latest',
      title: 'Latest',
      width: '132px',
      render: ({ latest }) => (
        <span className="run-quiet">{formatDayAndClock(new Date(latest.startedAt), now)}</span>
      ),
    },
    {
      key: 'states',
      title: 'States',
      width: 'minmax(120px, 0.8fr)',
      render: ({ latest }) => <StackBar parts={stateParts(latest.counts)} height={7} />,
    },
    {
      key: 'open',
      title: 'Open',
      width: '64px',
      align: 'end',
      render: ({ latest }) => <span className="mono run-quiet">{formatCount(latest.counts.open)}</span>,
    },
    {
      key: 'changed',
      title: 'Against',
      width: 'minmax(170px, 1fr)',
      render: ({ changed, baseline, runs }) => (
        <span className="run-quiet series-changed" data-changed={changed}>
          {changed ? <i aria-hidden /> : null}
          {runs < 2
            ? ''
            : `${changed ? 'differs from' : 'same as'} ${baseline === null ? 'the run before' : 'the baseline'}`}
        </span>
      ),
    },
    {
      key: 'actions',
      title: 'Actions',
      titleHidden: true,
      over: true,
      width: '60px',
      align: 'end',
      render: (series, { active }) => <SeriesButtons series={series} active={active} actions={actions} />,
    },
  ];
}

function SeriesName({ series: { name, targets, moreTargets, ports } }: { series: SeriesSummary }) {
  const title = runTitle(targets, moreTargets);
  const rest = [name === null ? title.detail : title.name, portsWord(ports)].filter((part) => part !== null);
  return (
    <span className="run-targets" title={`${targets.join(', ')} · ${ports}`}>
      <b>{name ?? title.name}</b>
      <span className="run-ports">{rest.join(' · ')}</span>
    </span>
  );
}

interface SeriesButtonsProps {
  series: SeriesSummary;
  active: boolean;
  actions: AppState;
}

function SeriesButtons({ series: { id, runs }, active, actions }: SeriesButtonsProps) {
  const buttons = [
    {
      label: 'Over time',
      Icon: ChartSpline,
      act: () => actions.navigate({ screen: 'series', seriesId: id }),
    },
    {
      label: `Show its ${formatPlural(runs, 'run')}`,
      Icon: ListFilter,
      act: () => actions.filterHistory({ seriesId: id }),
    },
  ];
  return (
    <span className="run-buttons" data-shown={active}>
      {buttons.map(({ label, Icon, act }) => (
        <Tooltip key={label} label={label} portalProps={IN_MAIN}>
          <ActionIcon
            size={24}
            aria-label={label}
            tabIndex={active ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation();
              act();
            }}
            onDoubleClick={(event) => event.stopPropagation()}
          >
            <Icon size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
