/** What takes a scan longest to have ready, begun while the rest of the core is still loading. */
import { threadsMayEnd } from '../engine/scan-thread.ts';
import { chooseDialer } from '../engine/choose-dialer.ts';

/** Returns at once; a scan that comes later finds the work done. */
export function warmUp(): void {
  void chooseDialer();
}

/** Before the process ends: resolves, in milliseconds mostly, once no thread is at something that cannot be broken off. */
export function coolDown(): Promise<void> {
  return threadsMayEnd();
}
