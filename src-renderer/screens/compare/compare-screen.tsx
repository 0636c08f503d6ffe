/** Two runs side by side: what opened, closed, went silent, came and went. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { ArrowLeftRight, Compass, GitCompareArrows } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useNow } from '../../components/use-now.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { ChangesTable, keyOfChange } from './changes-table.tsx';
import { CompareFault } from './compare-fault.tsx';
import { CompareSide } from './compare-side.tsx';
import { Headline } from './headline.tsx';
import { RunPicker } from './run-picker.tsx';
import '../../components/visually-hidden.css';
import './compare-screen.css';

export function CompareScreen() {
  const store = useAppStore();
  const route = useAppState((state) => state.route);
  const { runs, diff, busy, fault } = useAppState((state) => state.compare);
  const before = route.screen === 'compare' ? route.before : null;
  const after = route.screen === 'compare' ? route.after : null;

  useEffect(() => {
    void store.getState().openCompare({ before, after });
  }, [store, before, after]);

  const tooFew = runs !== null && runs.length < 2 && before === null && after === null;
  const title = <h1 className="visually-hidden">Compare</h1>;
  if (tooFew && !diff) {
    return (
      <>
        {title}
        <TooFewRuns />
      </>
    );
  }
  return (
    <>
      {title}
      <Pickers />
      {fault ? <CompareFault fault={fault} /> : null}
      {diff ? (
        <Comparison key={`${diff.before.id} ${diff.after.id}`} busy={busy} />
      ) : fault ? null : (
        <p className="compare-waiting" role="status">
          {busy ? 'Comparing…' : runs === null ? '' : 'Choose two runs and press Compare.'}
        </p>
      )}
    </>
  );
}

function Pickers() {
  const store = useAppStore();
  const now = useNow();
  const { pair, runs, found, asked, busy } = useAppState((state) => state.compare);
  const offered = found ?? runs ?? [];
  const changed = asked?.before !== pair.before || asked.after !== pair.after;
  const picker = (side: 'before' | 'after') => ({
    value: pair[side],
    chosen: findRun(pair[side], runs, found),
    runs: offered,
    now,
    onPick: (scanId: string) => store.getState().pickRun(side, scanId),
    onSearch: store.getState().findRuns,
  });
  return (
    <section className="compare-head" aria-label="Runs to compare">
      <RunPicker name="Before" {...picker('before')} />
      <Tooltip label="Swap" portalProps={{ target: 'main' }}>
        <ActionIcon aria-label="Swap before and after" onClick={() => store.getState().swapRuns()}>
          <ArrowLeftRight size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <RunPicker name="After" {...picker('after')} />
      <Button
        className="compare-go"
        {...(changed ? {} : { variant: 'default' })}
        leftSection={<GitCompareArrows size={13} aria-hidden />}
        disabled={pair.before === null || pair.after === null}
        loading={busy}
        onClick={() => void store.getState().compareRuns()}
      >
        Compare
      </Button>
    </section>
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

function Comparison({ busy }: { busy: boolean }) {
  const now = useNow();
  const store = useAppStore();
  const diff = useAppState((state) => state.compare.diff);
  const [selected, setSelected] = useState<string | null>(null);
  if (!diff) return null;
  return (
    <>
      <Headline diff={diff} />
      <div className="compare-body" aria-busy={busy}>
        <ChangesTable
          diff={diff}
          selectedKey={selected}
          onSelect={(line) => {
            setSelected(keyOfChange(line));
            if (line.line === 'port') void store.getState().readEvidence(line.change);
          }}
        />
        <CompareSide diff={diff} now={now} />
      </div>
    </>
  );
}

function TooFewRuns() {
  const store = useAppStore();
  return (
    <EmptyState
      title="Two runs make a comparison"
      actions={
        <Button
          size="sm"
          leftSection={<Compass size={15} aria-hidden />}
          onClick={() => store.getState().navigate({ screen: 'scan', scanId: null })}
        >
          Go to Scan
        </Button>
      }
    >
      Scan the same targets twice, and this place tells what opened, what closed, what fell silent, and which
      hosts came or went.
    </EmptyState>
  );
}
