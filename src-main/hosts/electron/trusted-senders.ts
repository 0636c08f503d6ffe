/** Who may speak to the core: the top frame of our own page, nobody else. */
import { isOnOrigin, type PageOrigin } from './app-address.ts';

/** What is looked at of Electron's WebFrameMain. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
  readonly detached: boolean;
}

/**
 * True for the attached top frame of a page on `origin`. A frame that is gone (null), that was replaced by a
 * navigation, that has no address yet or lies inside another frame is not trusted.
 */
export function isTrustedFrame(frame: SenderFrame | null, origin: PageOrigin): boolean {
  if (frame === null) return false;
  try {
    return !frame.detached && frame.parent === null && isOnOrigin(frame.url, origin);
  } catch {
    // Electron throws when a frame is looked at after it was disposed of.
    return false;
  }
}
