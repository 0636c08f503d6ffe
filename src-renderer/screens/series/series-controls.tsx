import { ActionIcon } from '@mantine/core';
import { Maximize, Minus, Pause, Play, Plus, SkipBack, SkipForward, StepForward } from 'lucide-react';
import { useCallback } from 'react';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { RunOverview } from '../../charts/series/run-overview.tsx';
import { shownRuns } from '../../charts/series/run-scale.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { usePlayRuns } from './use-play-runs.ts';
import type { RunViewing } from './use-run-view.ts';
import './series-controls.css';

interface SeriesControlsProps {
  readonly timeline: RunTimeline;
  readonly viewing: RunViewing;
  readonly left: number;
  readonly width: number;
  readonly counts: readonly number[];
  /** Some line goes to and fro. */
  readonly flapping: boolean;
  readonly playing: boolean;
  readonly onPlaying: (playing: boolean) => void;
  readonly onRun: (run: number) => void;
}

const ZOOM_STEP = 1.6;

/** Under the scrubber: stepping and playing, how near the look is, and what the marks mean. */
export function SeriesControls(props: SeriesControlsProps) {
  const { timeline, viewing, left, width, counts, flapping, playing, onPlaying, onRun } = props;
  const at = useAppState(({ series }) => series.at);
  const runs = timeline.runs.length;
  const byHand = usePlayRuns({
    playing,
    run: at,
    runs,
    onRun,
    onEnd: useCallback(() => onPlaying(false), [onPlaying]),
  });
  const { scale, view, whole, change, zoom, showAll } = viewing;
  const { first, last } = shownRuns(scale, view);
  const PlayIcon = byHand ? StepForward : playing ? Pause : Play;
  return (
    <div className="series-controls" style={{ paddingLeft: left, width: left + width }}>
      <div className="series-steps" data-picture="none" role="group" aria-label="Step through the runs">
        <ActionIcon
          size={24}
          aria-label="First run"
          title="First run (Home)"
          disabled={at === 0}
          onClick={() => onRun(0)}
        >
          <SkipBack size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={24}
          aria-label={byHand ? 'Next run' : playing ? 'Stop playing' : 'Play'}
          title={byHand ? 'Next run' : 'Play (space bar)'}
          onClick={() => onPlaying(!playing)}
        >
          <PlayIcon size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={24}
          aria-label="Last run"
          title="Last run (End)"
          disabled={at === runs - 1}
          onClick={() => onRun(runs - 1)}
        >
          <SkipForward size={14} aria-hidden />
        </ActionIcon>
      </div>
      {whole ? (
        <em className="series-hint" data-picture="none">
          {width < 700 ? '← → step' : '← → step through runs, Shift jumps to the next change'}
        </em>
      ) : (
        <div className="series-overview" data-picture="none">
          <RunOverview scale={scale} view={view} counts={counts} at={at} onView={change} />
          <span>
            {width < 700
              ? `${first + 1}–${last + 1} of ${runs}`
              : `runs ${first + 1} to ${last + 1} of ${runs}`}
          </span>
        </div>
      )}
      <div className="series-zoom" data-picture="none" role="group" aria-label="Zoom of the runs">
        <ActionIcon
          size={24}
          aria-label="Zoom out"
          title="Zoom out (-)"
          disabled={whole}
          onClick={() => zoom(1 / ZOOM_STEP, at)}
        >
          <Minus size={13} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={24}
          aria-label="Zoom in"
          title="Zoom in (+, or Ctrl and the wheel)"
          disabled={first === last}
          onClick={() => zoom(ZOOM_STEP, at)}
        >
          <Plus size={13} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={24}
          aria-label="Show all runs"
          title="Show all runs (0)"
          disabled={whole}
          onClick={showAll}
        >
          <Maximize size={12} aria-hidden />
        </ActionIcon>
      </div>
      <Marks flapping={flapping} />
    </div>
  );
}

function Marks({ flapping }: { flapping: boolean }) {
  const shows = useAppState(({ series }) => series.shows);
  return (
    <div className="series-marks">
      {flapping ? (
        <span>
          <svg width="12" height="11" aria-hidden>
            <path d="M1 8l2.5-4L6 8l2.5-4L11 8" className="series-mark-flapping" />
          </svg>
          to and fro
        </span>
      ) : null}
      {shows === 'hosts' ? (
        <span>
          <svg width="16" height="14" aria-hidden>
            <rect width="16" height="14" rx="2" className="series-mark-host" />
            <rect y="10" width="16" height="4" rx="2" className="series-mark-first" />
          </svg>
          up, with its open ports
        </span>
      ) : null}
      <span>
        <svg width="11" height="11" aria-hidden>
          <path d="M1.5 1v9l8-4.5z" className="series-mark-first" />
        </svg>
        {shows === 'hosts' ? 'first seen' : 'first seen open'}
      </span>
      <span>
        <svg width="11" height="11" aria-hidden>
          <path d="M1 5.5h9M5.5 1v9" className="series-mark-again" />
        </svg>
        {shows === 'hosts' ? 'back' : 'reopened'}
      </span>
    </div>
  );
}
