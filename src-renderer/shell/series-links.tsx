import { stateParts } from '../components/any-state.ts';
import { runTitle } from '../components/describe-run.ts';
import { formatPlural } from '../components/format.ts';
import { StackBar } from '../components/stack-bar.tsx';
import { formatRoute } from '../state/route-slice.ts';
import { useAppState } from '../state/use-app-state.tsx';
import './series-links.css';

const MOST = 6;

/** The series of runs: their names, how many runs, what the latest found; a dot where it differs from before. */
export function SeriesLinks() {
  const list = useAppState(({ series }) => series.list);
  const current = useAppState(({ route }) => (route.screen === 'series' ? route.seriesId : null));
  const several = list.filter(({ runs }) => runs > 1).slice(0, MOST);
  if (several.length === 0) return null;
  return (
    <nav className="series-links" aria-labelledby="series-heading">
      <h2 id="series-heading">Series</h2>
      <ul>
        {several.map((series) => {
          const name = series.name ?? runTitle(series.targets, series.moreTargets).name;
          return (
            <li key={series.id}>
              <a
                href={formatRoute({ screen: 'series', seriesId: series.id })}
                aria-current={series.id === current ? 'page' : undefined}
                title={series.changed ? `${name}: the latest run differs` : name}
              >
                <span>
                  <b className={series.name === null ? 'mono' : undefined}>{name}</b>
                  {series.changed ? (
                    <i className="series-links-dot" role="img" aria-label="the latest run differs" />
                  ) : null}
                </span>
                <em>{formatPlural(series.runs, 'run')}</em>
                <StackBar parts={stateParts(series.latest.counts)} height={4} />
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
