/** Whatever lies over the screens; each in a piece of code of its own. */
import { lazy, Suspense, useState } from 'react';
import { useAppState } from '../state/use-app-state.tsx';

const loadPalette = async () => ({ default: (await import('./palette.tsx')).Palette });
const loadShortcuts = async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog });
const loadQuestions = async () => ({ default: (await import('./public-questions.tsx')).PublicQuestions });

const Palette = lazy(loadPalette);
const ShortcutsDialog = lazy(loadShortcuts);
const PublicQuestions = lazy(loadQuestions);

export function Overlays() {
  const overlay = useAppState((state) => state.overlay);
  const asked = useAppState(({ form, history }) => form.confirm !== null || history.confirm !== null);
  // Once asked, it stays: a dialog that goes needs its time to.
  const [wasAsked, setWasAsked] = useState(asked);
  if (asked && !wasAsked) setWasAsked(true);
  return (
    <Suspense>
      {overlay === 'palette' ? <Palette /> : null}
      {overlay === 'shortcuts' ? <ShortcutsDialog /> : null}
      {wasAsked ? <PublicQuestions /> : null}
    </Suspense>
  );
}

/** The palette is fetched before anyone asks for it: its first letters must not be lost. */
export async function loadOverlaysAhead(): Promise<void> {
  await Promise.all([loadPalette(), loadShortcuts(), loadQuestions()]);
}
