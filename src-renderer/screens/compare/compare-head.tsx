/** Which two runs are compared, and what can be done with the comparison. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { ArrowLeftRight, Braces, Download, FileText, Flag, Hash } from 'lucide-react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { useNow } from '../../components/use-now.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { CompareSwitch } from './compare-switch.tsx';
import { RunPicker } from './run-picker.tsx';
import './compare-head.css';

export interface CompareHeadProps {
  /** The series that both runs belong to; null: there is none. */
  readonly seriesId: string | null;
}

export function CompareHead({ seriesId }: CompareHeadProps) {
  const store = useAppStore();
  const now = useNow();
  const { pair, runs, found, busy, fault } = useAppState((state) => state.compare);
  const offered = found ?? runs ?? [];
  const picker = (side: 'before' | 'after') => ({
    value: pair[side],
    chosen: findRun(pair[side], runs, found),
    other: findRun(pair[side === 'before' ? 'after' : 'before'], runs, found),
    gone: fault?.code === 'not-found',
    runs: offered,
    now,
    onPick: (scanId: string) => store.getState().pickRun(side, scanId),
    onSearch: store.getState().findRuns,
  });
  return (
    <section className="compare-head" aria-label="Runs to compare">
      <RunPicker name="Before" {...picker('before')} />
      <Tooltip label="Swap" portalProps={{ target: 'main' }}>
        <ActionIcon
          aria-label="Swap before and after"
          loading={busy}
          onClick={() => store.getState().swapRuns()}
        >
          <ArrowLeftRight size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <RunPicker name="After" {...picker('after')} />
      <div className="compare-tools">
        <CompareSwitch
          shown="two-runs"
          twoRuns={null}
          series={seriesId === null ? null : `#/series/${encodeURIComponent(seriesId)}`}
        />
        {seriesId === null ? null : <BaselineButton seriesId={seriesId} />}
        <ExportMenu />
      </div>
    </section>
  );
}

/** "Compare with this one from now on": the run before, for its whole series. */
function BaselineButton({ seriesId }: { seriesId: string }) {
  const store = useAppStore();
  const before = useAppState((state) => state.compare.pair.before);
  const baseline = useAppState(
    (state) => state.series.list.find(({ id }) => id === seriesId)?.baseline ?? null,
  );
  if (before === null) return null;
  const isIt = baseline === before;
  const label = isIt
    ? 'Baseline: the series is compared with this run. Press to take that back.'
    : 'Compare the series with the run before from now on';
  return (
    <Tooltip label={label} portalProps={{ target: 'main' }}>
      <Button
        variant="default"
        aria-pressed={isIt}
        leftSection={<Flag size={13} aria-hidden />}
        onClick={() => void store.getState().setBaseline(seriesId, isIt ? null : before)}
      >
        Baseline
      </Button>
    </Tooltip>
  );
}

function ExportMenu() {
  const store = useAppStore();
  const nothing = useAppState((state) => state.compare.diff === null);
  const as = (format: 'text' | 'json' | 'markdown') => () => void store.getState().exportComparison(format);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={13} aria-hidden />} disabled={nothing}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label="Export the comparison">
        <Menu.Item leftSection={<FileText size={14} aria-hidden />} onClick={as('text')}>
          Text
        </Menu.Item>
        <Menu.Item leftSection={<Hash size={14} aria-hidden />} onClick={as('markdown')}>
          Markdown
        </Menu.Item>
        <Menu.Item leftSection={<Braces size={14} aria-hidden />} onClick={as('json')}>
          JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function findRun(
  scanId: string | null,
  ...lists: readonly (readonly RunSummary[] | null)[]
): RunSummary | null {
  for (const list of lists) {
    const run = list?.find((one) => one.scanId === scanId);
    if (run) return run;
  }
  return null;
}
