/** Where the window was, for the next start; a place that no screen shows any more is corrected. */
import { readFileSync, writeFileSync } from 'node:fs';
import { screen, type BrowserWindow } from 'electron';
import { fitPlace, placeSchema, type WindowPlace } from './fit-place.ts';

/** What is in the file; null where there is none, or none that can be read. */
export function readPlace(file: string): WindowPlace | null {
  try {
    return placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The first start, or a file that was tampered with: the window opens as it does for the first time.
    return null;
  }
}

/** The place to open the next window at. */
export function placeOnScreens(kept: WindowPlace | null): ReturnType<typeof fitPlace> | null {
  if (kept === null) return null;
  return fitPlace(
    kept,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
}

/** Keeps the window's place in the file when it closes. */
export function rememberPlace(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const place: WindowPlace = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(file, JSON.stringify(place), { mode: 0o600 });
    } catch {
      // A disk that is full must not keep a window open.
    }
  });
}
