/** Whatever lies over the screens; each in a piece of code of its own. */
import { lazy, Suspense } from 'react';
import { useAppState } from '../state/use-app-state.tsx';

const loadPalette = async () => ({ default: (await import('./palette.tsx')).Palette });
const loadShortcuts = async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog });

const Palette = lazy(loadPalette);
const ShortcutsDialog = lazy(loadShortcuts);

export function Overlays() {
  const overlay = useAppState((state) => state.overlay);
  return (
    <Suspense>
      {overlay === 'palette' ? <Palette /> : null}
      {overlay === 'shortcuts' ? <ShortcutsDialog /> : null}
    </Suspense>
  );
}

/** The palette is fetched before anyone asks for it: its first letters must not be lost. */
export async function loadOverlaysAhead(): Promise<void> {
  await Promise.all([loadPalette(), loadShortcuts()]);
}
