/** What takes a scan longest to have ready, begun while the rest of the core is still loading. */
import { chooseDialer } from '../engine/choose-dialer.ts';

/** Returns at once; a scan that comes later finds the work done. */
export function warmUp(): void {
  void chooseDialer();
}
