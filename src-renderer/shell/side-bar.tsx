import { Tooltip } from '@mantine/core';
import { Compass, GitCompareArrows, GraduationCap, History, Settings, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { formatRecent } from '../components/format.ts';
import { formatRoute, type Route } from '../state/route-slice.ts';
import { useAppState } from '../state/use-app-state.tsx';
import { SeriesLinks } from './series-links.tsx';
import './side-bar.css';

/** Where one can go, and what was scanned last. */
export function SideBar() {
  const lastScanId = useAppState((state) => state.lastScanId);
  return (
    <div className="side-bar">
      <nav aria-label="Screens">
        <NavLink label="Scan" icon={Compass} to={{ screen: 'scan', scanId: lastScanId }} />
        <NavLink label="History" icon={History} to={{ screen: 'history' }} />
        <NavLink
          label="Compare"
          icon={GitCompareArrows}
          to={{ screen: 'compare', before: null, after: null }}
        />
        <NavLink label="Learn" icon={GraduationCap} to={{ screen: 'learn', page: null }} />
        <div className="side-bar-foot">
          <NavLink label="Settings" icon={Settings} to={{ screen: 'settings' }} />
        </div>
      </nav>
      <SeriesLinks />
      <Recent />
    </div>
  );
}

function NavLink({ label, icon: Icon, to }: { label: string; icon: LucideIcon; to: Route }) {
  const current = useAppState((state) => screenInNav(state.route) === to.screen);
  return (
    // Only the narrow rail, which has no words, shows it.
    <Tooltip label={label} position="right" withinPortal={false} classNames={{ tooltip: 'nav-hint' }}>
      <a
        className="nav-link"
        href={formatRoute(to)}
        aria-label={label}
        aria-current={current ? 'page' : undefined}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <span>{label}</span>
      </a>
    </Tooltip>
  );
}

/** Watches stand beside the runs that they make; a series is many runs compared. */
function screenInNav({ screen }: Route): Route['screen'] {
  return screen === 'watches' ? 'history' : screen === 'series' ? 'compare' : screen;
}

const MAX_RECENT = 8;

function Recent() {
  const runs = useAppState((state) => state.recent);
  const distinct = useMemo(() => latestOfEachTarget(runs).slice(0, MAX_RECENT), [runs]);
  if (distinct.length === 0) return null;
  return (
    <section className="recent" aria-labelledby="recent-heading">
      <h2 id="recent-heading">Recent</h2>
      <ul>
        {distinct.map((run) => (
          <li key={run.scanId}>
            <a href={formatRoute({ screen: 'scan', scanId: run.scanId })} title={targetsOf(run)}>
              <span className="mono">{targetsOf(run)}</span>
              <time dateTime={run.startedAt}>{recentWord(run.startedAt)}</time>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function recentWord(startedAt: string): string {
  return formatRecent(new Date(startedAt), new Date());
}

function latestOfEachTarget(runs: readonly RunSummary[]): RunSummary[] {
  const latest = new Map<string, RunSummary>();
  for (const run of runs) if (!latest.has(targetsOf(run))) latest.set(targetsOf(run), run);
  return [...latest.values()];
}

function targetsOf(run: RunSummary): string {
  return run.targets.join(', ') + (run.moreTargets > 0 ? ` and ${run.moreTargets} more` : '');
}
