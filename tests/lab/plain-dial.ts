/** A plain socket, by which a test looks at a lab itself: no scanner of any make in between. */
import { Socket } from 'node:net';

export interface Dialed {
  /** "open", "silent", or the error's code: ECONNREFUSED, EHOSTUNREACH... */
  readonly outcome: string;
  readonly ms: number;
}

/**
 * Connects once and lets go at once, by a reset. Below 1,000 ms a dial is one SYN: the kernel repeats it only then
 * (RFC 6298, section 5.7).
 */
export function plainDial(address: string, port: number, timeoutMs: number): Promise<Dialed> {
  return new Promise((resolve) => {
    const begunMs = performance.now();
    const socket = new Socket();
    let isSettled = false;
    const settle = (outcome: string): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      resolve({ outcome, ms: performance.now() - begunMs });
      socket.resetAndDestroy();
    };
    // On a machine that stood still the answer may be here already: it is looked for once more.
    const timer = setTimeout(() => setImmediate(() => settle('silent')), timeoutMs);
    socket.on('connect', () => settle('open'));
    socket.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
    socket.connect({ host: address, port, autoSelectFamily: false });
  });
}

/** Dials many ports at once: what came of each. */
export async function plainDialAll(
  address: string,
  ports: readonly number[],
  timeoutMs: number,
): Promise<Map<number, Dialed>> {
  const dialed = ports.map(async (port) => [port, await plainDial(address, port, timeoutMs)] as const);
  return new Map(await Promise.all(dialed));
}
