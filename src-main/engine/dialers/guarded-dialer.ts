/** The last gate before a socket: what was not asked for is not dialed, whatever went wrong before. */
import type { Dialer } from './dialer.ts';

/** Addresses remembered as allowed, so that not every dial searches the list. */
const MEMORY = 8_192;

/**
 * The same dialer for the addresses that `isAllowed`. Any other is a fault of ours: `dial` throws, the worker ends and
 * with it, soon, the scan.
 */
export function guardDialer(dialer: Dialer, isAllowed: (address: string) => boolean): Dialer {
  const allowed = new Set<string>();
  return {
    ...dialer,
    dial(ticket, address, port, localPort) {
      if (!allowed.has(address)) {
        if (!isAllowed(address)) throw new Error(`${address} is not among the targets and was not dialed`);
        if (allowed.size >= MEMORY) allowed.clear();
        allowed.add(address);
      }
      dialer.dial(ticket, address, port, localPort);
    },
  };
}
