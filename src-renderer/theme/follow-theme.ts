/** Puts the chosen theme on the page before anything is drawn in it, and keeps it there. */
import type { Settings } from '../../src-shared/contract/portolan-contract.ts';
import type { AppStore } from '../state/store.ts';

export type ColourScheme = 'light' | 'dark';

/** The last theme of this browser, so that the first frame of a start has the right colours. */
const REMEMBERED = 'portolan-theme';
const prefersDark = () => matchMedia('(prefers-color-scheme: dark)');

/** What a theme setting means on this machine now. */
export function schemeOf(theme: Settings['theme']): ColourScheme {
  if (theme !== 'system') return theme;
  return prefersDark().matches ? 'dark' : 'light';
}

/** The scheme that the page is drawn in. */
export function shownScheme(): ColourScheme {
  return document.documentElement.dataset['mantineColorScheme'] === 'dark' ? 'dark' : 'light';
}

export function followTheme(store: AppStore): void {
  const remembered = localStorage.getItem(REMEMBERED);
  const atStart = remembered === 'light' || remembered === 'dark' ? remembered : 'system';
  const show = () => {
    const { settings, settingsLoaded } = store.getState();
    const theme = settingsLoaded ? settings.theme : atStart;
    if (settingsLoaded) localStorage.setItem(REMEMBERED, theme);
    document.documentElement.dataset['mantineColorScheme'] = schemeOf(theme);
  };
  show();
  store.subscribe((state, before) => {
    if (state.settings.theme !== before.settings.theme || state.settingsLoaded !== before.settingsLoaded)
      show();
  });
  prefersDark().addEventListener('change', show);
}
