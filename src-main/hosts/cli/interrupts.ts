/** Ctrl-C: once asks for a clean end, twice ends at once. */
import { coolDown } from '../../app/warm-up.ts';
import { EXIT } from './exit-codes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` at the first signal; a second one ends the process as it stands. Returns the way back to the platform's
 * own behaviour.
 */
export function onInterrupt(stop: () => void): () => void {
  let isAsked = false;
  const listener = (): void => {
    // What is committed stays; the run is marked interrupted when history is opened next.
    if (isAsked) {
      void coolDown().finally(() => process.exit(EXIT.incomplete));
      return;
    }
    isAsked = true;
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
