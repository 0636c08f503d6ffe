import { SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { shownRuns } from '../../charts/series/run-scale.ts';
import { RunScrubber } from '../../charts/series/run-scrubber.tsx';
import { formatPlural } from '../../components/format.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import type { RunWords } from './run-words.ts';
import { useBaseline } from './use-baseline.ts';
import type { RunViewing } from './use-run-view.ts';
import './scrubber-row.css';

interface ScrubberRowProps {
  readonly timeline: RunTimeline;
  readonly viewing: RunViewing;
  readonly left: number;
  readonly width: number;
  readonly counts: readonly number[];
  readonly words: RunWords;
  readonly onRun: (run: number) => void;
  readonly onKey: (event: KeyboardEvent, changed: (run: number) => boolean) => boolean;
}

/** The scrubber, and beside it what its axis counts. */
export function ScrubberRow(props: ScrubberRowProps) {
  const { timeline, viewing, left, width, counts, words, onRun, onKey } = props;
  const at = useAppState(({ series }) => series.at);
  const baseline = useBaseline(timeline);
  const axis = useAppState(({ series }) => series.axis);
  const layOut = useAppState((state) => state.layOutSeries);
  const { follow } = viewing;
  // Whoever chose it, the chosen run is seen.
  const { runs } = timeline;
  const { first, last } = shownRuns(viewing.scale, viewing.view);
  const drawn = useRef({ runs, isSeen: true });
  useEffect(() => {
    // A run that came is chosen where the latest was; who looks closely at other runs goes on doing so.
    const came = drawn.current.runs !== runs;
    if (!came || drawn.current.isSeen) follow(at);
  }, [follow, at, runs]);
  useEffect(() => {
    drawn.current = { runs, isSeen: first <= at && at <= last };
  }, [runs, first, last, at]);
  const changes = counts[at] ?? 0;
  return (
    <div className="scrubber-row" style={{ gridTemplateColumns: `${left}px ${width}px` }}>
      <SegmentedControl
        size="xs"
        data-picture="none"
        aria-label="Axis"
        data={[
          { value: 'runs', label: 'By run' },
          { value: 'time', label: 'By time' },
        ]}
        value={axis}
        onChange={(value) => layOut({ axis: value === 'time' ? 'time' : 'runs' })}
      />
      <RunScrubber
        scale={viewing.scale}
        view={viewing.view}
        width={width}
        run={at}
        counts={counts}
        baseline={baseline === null ? null : timeline.runs.indexOf(baseline)}
        label={words.short(at)}
        valueText={`Run ${at + 1} of ${timeline.runs.length}, ${words.long(at)}: ${changes === 0 ? 'no change' : formatPlural(changes, 'change')}`}
        onRun={onRun}
        onKey={useCallback(
          (event: KeyboardEvent) => onKey(event, (other) => (counts[other] ?? 0) > 0),
          [onKey, counts],
        )}
      />
    </div>
  );
}
