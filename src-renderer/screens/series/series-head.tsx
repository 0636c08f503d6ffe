import { useMemo } from 'react';
import { portsWord, runTitle } from '../../components/describe-run.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { CompareSwitch } from '../compare/compare-switch.tsx';
import { rhythmWord, runWords } from './run-words.ts';
import { SeriesExport } from './series-export.tsx';
import { countReasonOnly, countUnusual } from './series-lines.ts';
import { SeriesTitle } from './series-title.tsx';
import './series-head.css';

/** Whose runs these are, how many, since when; and the way to two of them. */
export function SeriesHead() {
  const seriesId = useAppState(({ route }) => (route.screen === 'series' ? route.seriesId : ''));
  const summary = useAppState(({ series }) => series.list.find(({ id }) => id === seriesId));
  const isThere = useAppState(({ series }) => (series.timeline?.runs.length ?? 0) > 1);
  const title = summary ? (summary.name ?? runTitle(summary.targets, summary.moreTargets).name) : 'Series';
  return (
    <header className="series-head">
      <div className="series-head-who">
        <SeriesTitle key={seriesId} seriesId={seriesId} title={title} canRename={summary !== undefined} />
        <Facts />
      </div>
      <TwoOrMany seriesId={seriesId} />
      <SeriesExport title={title} disabled={!isThere} />
    </header>
  );
}

function Facts() {
  const seriesId = useAppState(({ series }) => series.seriesId);
  const summary = useAppState(({ series }) => series.list.find(({ id }) => id === seriesId));
  const timeline = useAppState(({ series }) => series.timeline);
  const runs = timeline?.runs;
  const span = useMemo(() => {
    if (!runs || runs.length === 0) return null;
    const times = runs.map(({ startedAt }) => Date.parse(startedAt));
    const words = runWords(times.length === 1 ? times : [times[0] ?? 0, times.at(-1) ?? 0]);
    return { rhythm: rhythmWord(times), from: words.short(0), to: words.short(times.length === 1 ? 0 : 1) };
  }, [runs]);
  if (!timeline || !runs || !span) return <p aria-hidden>&nbsp;</p>;
  const { name, detail } = runTitle(summary?.targets ?? [], summary?.moreTargets);
  // The title is the targets already.
  const isTitled = summary?.name === null && detail === null;
  const unusual = countUnusual(timeline);
  const reasonOnly = countReasonOnly(timeline);
  const isLatestOnly = summary !== undefined && summary.runs > runs.length && runs.length >= 1_000;
  return (
    <p>
      {isLatestOnly ? 'the latest ' : ''}
      {formatCount(runs.length)} {span.rhythm}
      {runs.length === 1 ? 'run' : 'runs'}
      {summary && !isTitled ? (
        <>
          {' '}
          of <span className="mono">{detail ?? name}</span>
        </>
      ) : null}
      {summary ? (
        <>
          , <span title={summary.ports}>{shortPorts(summary.ports)}</span>
        </>
      ) : null}
      {span.from === span.to ? `, ${span.from}` : `, ${span.from} to ${span.to}`}
      <Running seriesId={seriesId} />
      <i className="sep" aria-hidden />
      {unusual === 0
        ? 'every port was always in its host’s usual state'
        : `${formatPlural(unusual, 'port')} ${unusual === 1 ? 'was' : 'were'} ever not in ${unusual === 1 ? 'its' : 'their'} host’s usual state`}
      {reasonOnly > 0 ? `; of ${formatPlural(reasonOnly, 'port')} only the reason changed` : ''}
    </p>
  );
}

/** A longer list of ports would push aside what matters more. */
const LONG = 30;

function shortPorts(ports: string): string {
  const word = portsWord(ports);
  if (word.length <= LONG) return word;
  const comma = word.lastIndexOf(',', LONG);
  return `${word.slice(0, comma > 0 ? comma + 1 : LONG)}…`;
}

/** A run of the series that is under way is no part of the pictures until it has ended. */
function Running({ seriesId }: { seriesId: string | null }) {
  const running = useAppState(({ recent }) =>
    recent.find(
      ({ status, series }) => series.id === seriesId && (status === 'running' || status === 'paused'),
    ),
  );
  if (!running) return null;
  return (
    <>
      ,{' '}
      <a href={formatRoute({ screen: 'scan', scanId: running.scanId })}>
        {running.status === 'paused' ? 'one more is paused' : 'one more is running'}
      </a>
    </>
  );
}

/** The way to two of the runs: the chosen one and the one before it. */
function TwoOrMany({ seriesId }: { seriesId: string }) {
  const twoRuns = useAppState(({ series: { timeline, at } }) => {
    const after = timeline?.runs[Math.max(1, at)];
    const before = timeline?.runs[Math.max(1, at) - 1];
    if (!after || !before) return null;
    return formatRoute({ screen: 'compare', before: before.scanId, after: after.scanId });
  });
  return (
    <CompareSwitch shown="series" twoRuns={twoRuns} series={formatRoute({ screen: 'series', seriesId })} />
  );
}
