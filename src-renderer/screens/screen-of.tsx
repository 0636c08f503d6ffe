import { lazy } from 'react';
import type { ScreenName } from '../state/route-slice.ts';
import { loadCharts } from './scan/lazy-charts.ts';
import { loadExpectScreen } from './scan/lazy-expect.ts';
import { loadHostScreen } from './scan/lazy-host.ts';
import { ScanScreen } from './scan/scan-screen.tsx';

const loadHistory = async () => ({ default: (await import('./history/history-screen.tsx')).HistoryScreen });
const loadCompare = async () => ({ default: (await import('./compare/compare-screen.tsx')).CompareScreen });
const loadWatches = async () => ({ default: (await import('./watch/watches-screen.tsx')).WatchesScreen });
const loadSeries = async () => ({ default: (await import('./series/series-screen.tsx')).SeriesScreen });
const loadLearn = async () => ({ default: (await import('./learn/learn-screen.tsx')).LearnScreen });
const loadSettings = async () => ({
  default: (await import('./settings/settings-screen.tsx')).SettingsScreen,
});

// The Scan screen is what opens first; the others come in pieces of their own.
const HistoryScreen = lazy(loadHistory);
const CompareScreen = lazy(loadCompare);
const WatchesScreen = lazy(loadWatches);
const SeriesScreen = lazy(loadSeries);
const LearnScreen = lazy(loadLearn);
const SettingsScreen = lazy(loadSettings);

export function screenOf(screen: ScreenName) {
  switch (screen) {
    case 'scan':
      return <ScanScreen />;
    case 'history':
      return <HistoryScreen />;
    case 'watches':
      return <WatchesScreen />;
    case 'compare':
      return <CompareScreen />;
    case 'series':
      return <SeriesScreen />;
    case 'learn':
      return <LearnScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

/** Fetches the pieces ahead of need, one after the other, when the page has nothing better to do. */
export async function loadAhead(): Promise<void> {
  for (const load of [
    loadCharts,
    loadHostScreen,
    loadExpectScreen,
    loadHistory,
    loadWatches,
    loadCompare,
    loadSeries,
    loadLearn,
    loadSettings,
  ]) {
    await new Promise((resolve) => requestIdleCallback(resolve));
    await load();
  }
}
