/** The pictures of a series over one axis: area, strips and scrubber, framed where the chosen run is. */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { RunDates } from '../../charts/series/run-dates.tsx';
import { ROW_HEIGHT, rowHeightFor } from '../../charts/series/strip-row.ts';
import { runTicks } from '../../charts/series/run-ticks.ts';
import { formatCount } from '../../components/format.ts';
import { StateLabel } from '../../components/state-label.tsx';
import { LONG_LABEL } from '../../charts/series/strip-row.ts';
import { useElementSize } from '../../components/use-element-size.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { AreaPlot } from './area-plot.tsx';
import { countChanges } from './run-changes.ts';
import { runWords } from './run-words.ts';
import { filterLines, hasManyLines } from './filter-lines.ts';
import { LinesFilter } from './lines-filter.tsx';
import { PICTURE_IDS } from './series-export.tsx';
import { ScrubberRow } from './scrubber-row.tsx';
import { SeriesControls } from './series-controls.tsx';
import { countListed, countUnusual, linesOfHosts, linesOfPorts } from './series-lines.ts';
import { SeriesTable } from './series-table.tsx';
import { StripsPlot } from './strips-plot.tsx';
import { StripsSwitch } from './strips-switch.tsx';
import { useRunView } from './use-run-view.ts';
import { useSeriesKeys } from './use-series-keys.ts';
import './series-pictures.css';

const LEGEND = ['open', 'filtered', 'closed', 'unknown'] as const;
/** Beside the plots, in px. */
const RIGHT = 20;
const LEAST_PLOT = 200;
const LEAST_AREA = 92;
/** The margin before the filter, and after it the numbers of the area. */
const FILTER_BESIDE = 58;
const DATES_HEIGHT = 38;
/** All that is neither area nor strips. */
const OTHER_HEIGHT = 176;
/** "32,768 of 1–65535" needs so much more beside the name of its host. */
const LONG_ROOM = 44;

export function SeriesPictures({ timeline }: { timeline: RunTimeline }) {
  const store = useAppStore();
  const box = useRef<HTMLElement>(null);
  const size = useElementSize(box);
  const axis = useAppState(({ series }) => series.axis);
  const shows = useAppState(({ series }) => series.shows);
  const asTable = useAppState(({ series }) => series.asTable);
  const { runs } = timeline;
  const times = useMemo(() => runs.map(({ startedAt }) => Date.parse(startedAt)), [runs]);
  const words = useMemo(() => runWords(times), [times]);
  const counts = useMemo(() => runs.map(countChanges), [runs]);
  const filter = useAppState(({ series }) => series.filter);
  const allLines = useMemo(
    () => (shows === 'ports' ? linesOfPorts(timeline) : linesOfHosts(timeline)),
    [timeline, shows],
  );
  const lines = useMemo(() => filterLines(allLines, filter, timeline), [allLines, filter, timeline]);
  const hasLong = allLines.some(({ label }) => label.length > LONG_LABEL);
  const left = (size.width < 800 ? 168 : size.width < 1_500 ? 178 : 240) + (hasLong ? LONG_ROOM : 0);
  const width = Math.max(LEAST_PLOT, Math.floor(size.width) - left - RIGHT);
  const areaHeight = heightOfArea(size.height, timeline);
  const rowHeight = rowHeightFor(shows, lines.length, size.height - areaHeight - OTHER_HEIGHT);
  const viewing = useRunView(times, axis);
  const { scale, view } = viewing;
  const ticks = useMemo(() => runTicks(scale, view, times, width), [scale, view, times, width]);
  const onRun = useCallback((run: number) => store.getState().goToRun(run), [store]);
  const [playing, setPlaying] = useState(false);
  const onPlay = useCallback(() => setPlaying((now) => !now), []);
  const onKey = useSeriesKeys(viewing, onPlay);
  const columns = { gridTemplateColumns: `${left}px ${width}px` };
  const common = { timeline, viewing, left, width };
  return (
    <section className="series-main" ref={box} id={PICTURE_IDS.all} aria-label="Over time">
      {size.width > 0 ? (
        <>
          <div id={PICTURE_IDS.area} className="series-area-box">
            <AreaTitle timeline={timeline} />
            <AreaPlot {...common} height={areaHeight} counts={counts} words={words} onRun={onRun} />
            <div className="series-dates" style={columns}>
              <span />
              <RunDates ticks={ticks} view={view} width={width} />
            </div>
          </div>
          <div
            className="series-strips"
            data-table={asTable || undefined}
            id={PICTURE_IDS.strips}
            style={
              filter === '' ? undefined : { flexBasis: allLines.length * ROW_HEIGHT[shows] + DATES_HEIGHT }
            }
          >
            <div className="series-dates" style={columns}>
              {hasManyLines(timeline) || filter !== '' ? (
                <LinesFilter shown={lines.length} total={allLines.length} width={left - FILTER_BESIDE} />
              ) : null}
              <StripsSwitch ports={timeline.ports.length} hosts={timeline.hosts.length} />
              <div className="series-dates-copy">
                <RunDates ticks={ticks} view={view} width={width} />
              </div>
            </div>
            {asTable ? (
              <SeriesTable timeline={timeline} lines={lines} words={words} />
            ) : (
              <StripsPlot key={shows} {...common} {...{ lines, rowHeight, ticks, words, onKey }} />
            )}
          </div>
          <ScrubberRow {...common} counts={counts} words={words} onRun={onRun} onKey={onKey} />
          <SeriesControls
            {...common}
            flapping={allLines.some((line) => line.flapping)}
            counts={counts}
            playing={playing}
            onPlaying={setPlaying}
            onRun={onRun}
          />
        </>
      ) : null}
    </section>
  );
}

function AreaTitle({ timeline }: { timeline: RunTimeline }) {
  const { morePorts } = timeline;
  const total = countUnusual(timeline);
  return (
    <header className="series-top">
      <h2>
        {total === 1 ? 'That port over time' : `Those ${formatCount(total)} ports over time`}
        {morePorts > 0 ? (
          <span>{`the ${formatCount(countListed(timeline))} that changed most are listed below`}</span>
        ) : null}
      </h2>
      <div className="series-legend">
        {LEGEND.map((state) => (
          <StateLabel key={state} state={state} />
        ))}
        <NotAskedKey />
      </div>
    </header>
  );
}

/** A quarter of the height, or what few lines leave free: the same for ports and hosts, so that nothing jumps. */
function heightOfArea(height: number, { ports, hosts }: RunTimeline): number {
  const lines = Math.max(ports.length * ROW_HEIGHT.ports, hosts.length * ROW_HEIGHT.hosts);
  const free = Math.min(height - lines - OTHER_HEIGHT, height * 0.42);
  return Math.round(Math.max(LEAST_AREA, height * 0.24, free));
}

function NotAskedKey() {
  return (
    <span className="series-not-asked">
      <svg width="13" height="10" aria-hidden>
        <path d="M1.5 0V10M5.5 0V10M9.5 0V10" />
      </svg>
      not asked
    </span>
  );
}
