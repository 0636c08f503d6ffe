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
import { countMove } from './count-moves.ts';
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
        <Counts timeline={timeline} run={run} at={at} />
        <Marks run={run} />
        <PickedLine timeline={timeline} words={words} />
        <ChangedList timeline={timeline} words={words} />
      </div>
      <div className="series-side-foot">
        {before ? (
          <Button
            variant="default"
            fullWidth
            title={`Compare with ${words.long(at - 1)}`}
            leftSection={<GitCompareArrows size={13} aria-hidden />}
            onClick={() =>
              store.getState().navigate({ screen: 'compare', before: before.scanId, after: run.scanId })
            }
          >
            {compareWord(words.short(at - 1), at - 1)}
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

/** The widest day that has room on the button: "13 Nov 2026". */
const MOST_LETTERS = 11;

/** The run before, by its day or, where others were on the same day, by its number. */
function compareWord(when: string, run: number): string {
  return `Compare with ${when.length > MOST_LETTERS ? `run ${formatCount(run + 1)}` : when}`;
}

/** The run's counts, and how they moved. */
function Counts({ timeline, run, at }: { timeline: RunTimeline; run: TimelineRun; at: number }) {
  return (
    <dl className="series-counts">
      {STATE_ORDER.map((state) => {
        const move = countMove(timeline, at, state);
        return (
          <div key={state}>
            <dt>{state}</dt>
            <dd>
              {formatCount(run.counts[state])}
              {move === '' ? null : <em>{move}</em>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
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
