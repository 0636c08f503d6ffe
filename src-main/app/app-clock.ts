/** The time the app lives by: the engine's, and the date. Tests bring their own. */
import { systemClock, type Clock } from '../engine/clock.ts';

export interface AppClock extends Pick<Clock, 'now' | 'after'> {
  /** Milliseconds since 1970, UTC: for dates that people read; it may jump. */
  wallMs(): number;
}

export const systemAppClock: AppClock = { ...systemClock, wallMs: () => Date.now() };
