/** Two runs side by side: what opened, closed, went silent, came and went. */
import { Button } from '@mantine/core';
import { Compass } from 'lucide-react';
import { useEffect } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { CompareFault } from './compare-fault.tsx';
import { CompareHead } from './compare-head.tsx';
import { Comparison } from './comparison.tsx';
import { seriesOfPair } from './series-of-pair.ts';
import '../../components/visually-hidden.css';
import './compare-screen.css';

export function CompareScreen() {
  const store = useAppStore();
  const route = useAppState((state) => state.route);
  const { runs, diff, busy, fault } = useAppState((state) => state.compare);
  const seriesId = useAppState(seriesOfPair);
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
      <CompareHead seriesId={seriesId} />
      {fault ? <CompareFault fault={fault} /> : null}
      {diff ? (
        <Comparison key={`${diff.before.id} ${diff.after.id}`} diff={diff} busy={busy} />
      ) : fault ? null : (
        <p className="compare-waiting" role="status">
          {busy ? 'Comparing…' : runs === null ? '' : 'Choose two runs.'}
        </p>
      )}
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
