/** What the parts of the stand-in share: the browser and the open windows. */
import type { Chromium } from './chromium.ts';

/** What the app must know of a window. */
export interface OpenWindow {
  readonly id: number;
  close(): void;
  /** True once it is closed, false when closing was vetoed. */
  whenSettled(): Promise<boolean>;
}

export const openWindows: Set<OpenWindow> = new Set();

let running: Chromium | undefined;

export function setChromium(chromium: Chromium): void {
  running = chromium;
}

/** The browser; throws before the app is ready. */
export function getChromium(): Chromium {
  if (running === undefined) throw new Error('stand-in: used before the app is ready');
  return running;
}

/** Tells the test that started this process, if one did. */
export function tellTest(message: Readonly<Record<string, unknown>>): void {
  if (process.connected) process.send?.(message);
}
