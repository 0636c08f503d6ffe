import { ActionIcon, Tooltip } from '@mantine/core';
import { Pause, Pencil, Play, RotateCw, Trash2, type LucideIcon } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { RunWatch } from '../../../src-shared/contract/run-watch.ts';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { portsWord, runTitle } from '../../components/describe-run.ts';
import { formatNear } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import type { AppState } from '../../state/store.ts';
import { formatRoute } from '../../state/route-slice.ts';
import { RunStatus } from '../history/run-status.tsx';

const keyOf = (watch: RunWatch): string => watch.id;
const heightOf = (): number => 44;
/** Inside the landmark, where screen readers look for the page's content. */
const IN_MAIN = { target: 'main' };
const SKIPPED = 'It was due again while its run before was still under way.';

/** The table "Watches". */
export function WatchesTable({ watches }: { watches: readonly RunWatch[] }) {
  const store = useAppStore();
  const isHere = useAppState((state) => state.watches.list?.watcher !== 'nobody');
  const [selected, setSelected] = useState<string | null>(null);
  const now = useNow();
  const columns = useMemo(() => watchColumns(store.getState(), now, isHere), [store, now, isHere]);
  return (
    <DataTable
      name="Watches"
      columns={columns}
      count={watches.length}
      rowAt={(index) => watches[index]}
      keyOf={keyOf}
      heightOf={heightOf}
      selectedKey={selected}
      onSelect={(watch) => setSelected(watch.id)}
      onOpen={(watch) => store.getState().editWatch(watch)}
    />
  );
}

function watchColumns(actions: AppState, now: Date, isWatched: boolean): Column<RunWatch>[] {
  return [
    {
      key: 'name',
      title: 'Watch',
      width: 'minmax(160px, 1.2fr)',
      render: (watch) => <WatchName watch={watch} />,
    },
    {
      key: 'when',
      title: 'When',
      width: 'minmax(130px, 0.9fr)',
      render: ({ words, schedule }) => (
        <span className={words === null ? 'mono run-quiet' : undefined} title={schedule}>
          {words ?? schedule}
        </span>
      ),
    },
    {
      key: 'next',
      title: 'Next',
      width: 'minmax(218px, 0.9fr)',
      render: (watch) => <NextLook watch={watch} now={now} isWatched={isWatched} />,
    },
    {
      key: 'last',
      title: 'Last look',
      width: 'minmax(200px, 1.6fr)',
      render: (watch) => <LastLook watch={watch} now={now} />,
    },
    {
      key: 'actions',
      title: 'Actions',
      titleHidden: true,
      over: true,
      width: '124px',
      align: 'end',
      render: (watch, { active }) => <WatchButtons watch={watch} active={active} actions={actions} />,
    },
  ];
}

function WatchName({ watch: { name, enabled, options } }: { watch: RunWatch }) {
  const { name: first, detail } = runTitle(
    options.targets.slice(0, 20),
    Math.max(0, options.targets.length - 20),
  );
  const what = [first, detail, portsWord(options.ports)].filter((part) => part !== null && part !== name);
  return (
    <span
      className="watch-two"
      data-paused={!enabled}
      title={`${options.targets.slice(0, 20).join(', ')} · ${options.ports}`}
    >
      <b>{name}</b>
      <small>{what.join(' · ')}</small>
    </span>
  );
}

function NextLook({ watch, now, isWatched }: { watch: RunWatch; now: Date; isWatched: boolean }) {
  const { enabled, running, nextAt } = watch;
  if (running) return <RunningNow watch={watch} />;
  if (!enabled) return <RunStatus status="paused" />;
  const isKnown = nextAt !== null && isWatched;
  return <span className="run-quiet">{isKnown ? formatNear(new Date(nextAt), now) : 'when watched'}</span>;
}

function RunningNow({ watch: { runningIn } }: { watch: RunWatch }) {
  if (runningIn === null) return <RunStatus status="running" />;
  const who = runningIn.pid === null ? 'another Portolan' : `another Portolan (process ${runningIn.pid})`;
  return (
    <span className="watch-two" title={`Being scanned now by ${who}`}>
      <RunStatus status="running" />
      <small>by {who}</small>
    </span>
  );
}

function LastLook({ watch: { last, skipped }, now }: { watch: RunWatch; now: Date }) {
  const missed = skipped === 0 ? '' : `${skipped} skipped`;
  if (last === null) {
    return (
      <span className="watch-two run-quiet">
        <span>not yet</span>
        {missed === '' ? null : <small title={SKIPPED}>{missed}</small>}
      </span>
    );
  }
  const when = formatNear(new Date(last.at), now);
  return (
    <span className="watch-two">
      <span className="watch-outcome" data-outcome={last.outcome} title={last.headline}>
        {last.outcome === 'changed' || last.outcome === 'failed' ? <i aria-hidden /> : null}
        {last.scanId === null ? (
          last.headline
        ) : (
          <a href={formatRoute({ screen: 'scan', scanId: last.scanId })} tabIndex={-1}>
            {last.headline}
          </a>
        )}
      </span>
      <small title={missed === '' ? undefined : SKIPPED}>
        {when}
        {missed === '' ? '' : ` · ${missed}`}
      </small>
    </span>
  );
}

interface WatchButtonsProps {
  watch: RunWatch;
  active: boolean;
  actions: AppState;
}

function WatchButtons({ watch, active, actions }: WatchButtonsProps) {
  const button = (label: string, Icon: LucideIcon, act: () => unknown, disabled = false): ReactNode => (
    <Tooltip key={label} label={label} portalProps={IN_MAIN}>
      <ActionIcon
        size={24}
        aria-label={`${label}: ${watch.name}`}
        tabIndex={active ? 0 : -1}
        disabled={disabled}
        onClick={(event) => {
          event.stopPropagation();
          void act();
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <Icon size={13} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <span className="run-buttons" data-shown={active}>
      {button('Run now', RotateCw, () => actions.runWatch(watch), watch.running)}
      {watch.enabled
        ? button('Pause', Pause, () => actions.toggleWatch(watch))
        : button('Go on', Play, () => actions.toggleWatch(watch))}
      {button('Edit', Pencil, () => actions.editWatch(watch))}
      {button('Delete', Trash2, () => actions.deleteWatch(watch))}
    </span>
  );
}
