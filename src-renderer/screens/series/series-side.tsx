/** The chosen run: when, what it counted, what changed in it, and the ways on. */
import { Button } from '@mantine/core';
import { GitCompareArrows } from 'lucide-react';
import { useMemo } from 'react';
import type { RunTimeline, TimelineRun } from '../../../src-shared/scan/run-timeline.ts';
import { STATE_ORDER, stateParts } from '../../components/any-state.ts';
import { formatCount, formatDuration, formatPlural } from '../../components/format.ts';
import { StackBar } from '../../components/stack-bar.tsx';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { ChangedList } from './changed-list.tsx';
import { BaselineButton } from './baseline-button.tsx';
import { PickedLine } from './picked-line.tsx';
import { changesIn, type RunChanges } from './run-changes.ts';
import { useBaseline } from './use-baseline.ts';
import { runWords } from './run-words.ts';
import './series-side.css';

export function SeriesSide({ timeline }: { timeline: RunTimeline }) {
  const store = useAppStore();
  const at = useAppState(({ series }) => series.at);
  const words = useMemo(
    () => runWords(timeline.runs.map(({ startedAt }) => Date.parse(startedAt))),
    [timeline.runs],
  );
  const baseline = useBaseline(timeline);
  const run = timeline.runs[at];
  if (!run) return null;
  const before = at > 0 ? timeline.runs[at - 1] : undefined;
  const changes = changesIn(timeline, at);
  return (
    <aside className="series-side" aria-label="Chosen run">
      <div className="series-side-scroll" tabIndex={0} role="group" aria-label="The chosen run in words">
        <header>
          <h2>{words.long(at)}</h2>
          <BaselineButton scanId={run.scanId} isBaseline={run.scanId === baseline?.scanId} />
        </header>
        <p className="series-side-facts">
          Run {formatCount(at + 1)} of {formatCount(timeline.runs.length)} · {formatDuration(run.elapsedMs)} ·{' '}
          {formatPlural(run.hostsUp, 'host')} up
        </p>
        {run.status === 'completed' ? null : (
          <p className="series-side-cut">{run.status}: what it did not ask is not judged.</p>
        )}
        <StackBar parts={stateParts(run.counts)} height={8} />
        <Counts run={run} before={before} changes={changes} />
        <Marks run={run} />
        <PickedLine timeline={timeline} words={words} />
        <ChangedList timeline={timeline} words={words} />
      </div>
      <div className="series-side-foot">
        {before ? (
          <Button
            variant="default"
            fullWidth
            leftSection={<GitCompareArrows size={13} aria-hidden />}
            onClick={() =>
              store.getState().navigate({ screen: 'compare', before: before.scanId, after: run.scanId })
            }
          >
            Compare with {words.short(at - 1)}
          </Button>
        ) : null}
        {baseline && baseline !== run && baseline !== before ? (
          <Button
            variant="default"
            fullWidth
            onClick={() =>
              store.getState().navigate({ screen: 'compare', before: baseline.scanId, after: run.scanId })
            }
          >
            Compare with the baseline
          </Button>
        ) : null}
        <Button variant="default" fullWidth onClick={() => store.getState().openScan(run.scanId)}>
          Open this run
        </Button>
      </div>
    </aside>
  );
}

interface CountsProps {
  run: TimelineRun;
  before: TimelineRun | undefined;
  changes: RunChanges;
}

/** The run's counts, and how they moved; nothing is said where one of both did not ask everything. */
function Counts({ run, before, changes }: CountsProps) {
  const comparable = before?.status === 'completed' && run.status === 'completed';
  return (
    <dl className="series-counts">
      {STATE_ORDER.map((state) => (
        <div key={state}>
          <dt>{state}</dt>
          <dd>
            {formatCount(run.counts[state])}
            {comparable ? (
              <em>{moveWord(run.counts[state] - before.counts[state], state === 'open' ? changes : null)}</em>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** "−4,323"; "+3 −3" where as many ports opened as were lost. */
function moveWord(difference: number, changes: RunChanges | null): string {
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${formatCount(Math.abs(value))}`;
  const gained = changes?.changes.filter(({ port, after }) => port && after === 'o').length ?? 0;
  const lost = gained - difference;
  if (changes && gained > 0 && lost > 0) return `+${formatCount(gained)} −${formatCount(lost)}`;
  return difference === 0 ? '' : signed(difference);
}

function Marks({ run }: { run: TimelineRun }) {
  if (run.tags.length === 0 && run.note === '') return null;
  return (
    <div className="series-marks-of-run">
      {run.tags.map((tag) => (
        <span key={tag}>{tag}</span>
      ))}
      {run.note === '' ? null : <p>{run.note}</p>}
    </div>
  );
}
