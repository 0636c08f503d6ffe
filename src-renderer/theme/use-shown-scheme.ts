import { useSyncExternalStore } from 'react';
import { shownScheme, type ColourScheme } from './follow-theme.ts';

/** The scheme that the page is drawn in; re-renders when it changes. */
export function useShownScheme(): ColourScheme {
  return useSyncExternalStore(watchScheme, shownScheme);
}

function watchScheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}
