/** The person's own limits of connections at once, below what the timing would do. */
import type { TimingTemplate } from '../../src-shared/scan/timing-template.ts';

export interface FlightCaps {
  /** Null: as the timing says. */
  readonly maxInFlight: number | null;
  readonly maxInFlightPerHost: number | null;
}

/** The timing with its caps lowered to the person's; never raised, as the templates are what was measured. */
export function capFlight(timing: TimingTemplate, caps: FlightCaps): TimingTemplate {
  const maxInFlight = Math.min(timing.maxInFlight, caps.maxInFlight ?? Infinity);
  const perHost = Math.min(timing.maxInFlightPerHost, caps.maxInFlightPerHost ?? Infinity, maxInFlight);
  return { ...timing, maxInFlight, maxInFlightPerHost: perHost };
}
