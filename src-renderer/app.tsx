/** The window: Mantine around the shell, and the screen that the route names. */
import { MantineProvider } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { ScanScreen } from './screens/scan/scan-screen.tsx';
import { ScreenBoundary } from './shell/screen-boundary.tsx';
import { Shell } from './shell/shell.tsx';
import type { ScreenName } from './state/route-slice.ts';
import { useAppState } from './state/use-app-state.tsx';
import { theme } from './theme/theme.ts';
import { useShownScheme } from './theme/use-shown-scheme.ts';

const HistoryScreen = lazy(async () => ({
  default: (await import('./screens/history/history-screen.tsx')).HistoryScreen,
}));
const CompareScreen = lazy(async () => ({
  default: (await import('./screens/compare/compare-screen.tsx')).CompareScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('./screens/settings/settings-screen.tsx')).SettingsScreen,
}));

export function App() {
  const scheme = useShownScheme();
  return (
    // Everything that Mantine would inject stands in theme/mantine-variables.css and its style sheet.
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateCssVariables={false}
    >
      <Shell>
        <Screen />
      </Shell>
    </MantineProvider>
  );
}

function Screen() {
  const screen = useAppState((state) => state.route.screen);
  return (
    // Keyed: another screen is tried afresh where one has failed.
    <ScreenBoundary key={screen}>
      <Suspense fallback={null}>{screenOf(screen)}</Suspense>
    </ScreenBoundary>
  );
}

function screenOf(screen: ScreenName) {
  switch (screen) {
    case 'scan':
      return <ScanScreen />;
    case 'history':
      return <HistoryScreen />;
    case 'compare':
      return <CompareScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}
