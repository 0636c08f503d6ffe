/** The window: Mantine around the shell, and the screen that the route names. */
import { MantineProvider } from '@mantine/core';
import { Suspense } from 'react';
import { Overlays } from './overlays/overlays.tsx';
import { screenOf } from './screens/screen-of.tsx';
import { ScreenBoundary } from './shell/screen-boundary.tsx';
import { Shell } from './shell/shell.tsx';
import type { ScreenName } from './state/route-slice.ts';
import { useAppState } from './state/use-app-state.tsx';
import './components/visually-hidden.css';
import { theme } from './theme/theme.ts';
import { useShownScheme } from './theme/use-shown-scheme.ts';

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
      <Overlays />
    </MantineProvider>
  );
}

const NAMES: Record<ScreenName, string> = {
  scan: 'Scan',
  history: 'History',
  watches: 'Watches',
  compare: 'Compare',
  series: 'Series',
  learn: 'Learn',
  settings: 'Settings',
};

function Screen() {
  const screen = useAppState((state) => state.route.screen);
  return (
    // Keyed: another screen is tried afresh where one has failed.
    <ScreenBoundary key={screen}>
      <Suspense
        fallback={
          <h1 className="visually-hidden" aria-busy="true">
            {NAMES[screen]}
          </h1>
        }
      >
        {screenOf(screen)}
      </Suspense>
    </ScreenBoundary>
  );
}
