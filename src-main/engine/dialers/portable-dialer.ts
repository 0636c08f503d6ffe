/** The dialer for every platform: one `node:net` socket an attempt. */
import { Socket } from 'node:net';
import type { DialListener, DialOutcome, Dialer, DialerTraits } from './dialer.ts';

const FREE = -1;
const CONNECTED: DialOutcome = { kind: 'connected' };
const SELF_CONNECT: DialOutcome = { kind: 'self-connect' };

class ProbeSocket extends Socket {
  /** {@link FREE} once nobody waits for it. */
  ticket = FREE;
  /** connect itself failed. */
  failedAtOnce = false;
}

/** What the platform asks of time-outs when scanning through the ordinary socket interface. */
export function portableTraits(platform: NodeJS.Platform): DialerTraits {
  return {
    // Windows answers an RST with up to two more SYNs, half a second apart, before it reports the refusal.
    minTimeoutMs: platform === 'win32' ? 2_500 : 0,
    // Linux drops an ICMPv6 error that comes while connect still holds the socket (as on loopback) and node:net cannot
    // set IPV6_RECVERR; the kernel's own second SYN, after one second, brings the error again.
    finalTimeoutMs: (family) => (family === 6 && platform === 'linux' ? 1_250 : 0),
    countsOwnQueue: true,
  };
}

/**
 * node:net connects on the next tick and, where connect itself fails, destroys the socket there and then; an error from
 * the network cannot come before the sockets are polled. This tick was queued right behind that one.
 */
function markFailedAtOnce(socket: ProbeSocket): void {
  socket.failedAtOnce = socket.destroyed;
}

/** `listener` hears every outcome. The platform is a parameter for the sake of tests. */
export function createPortableDialer(
  listener: DialListener,
  platform: NodeJS.Platform = process.platform,
): Dialer {
  const sockets: (ProbeSocket | undefined)[] = [];
  const errors = new Map<string, DialOutcome>();

  const errorOutcome = (code: string, atOnce: boolean): DialOutcome => {
    const key = atOnce ? `!${code}` : code;
    let outcome = errors.get(key);
    if (!outcome) errors.set(key, (outcome = { kind: 'error', code, atOnce }));
    return outcome;
  };

  const release = (socket: ProbeSocket): number => {
    const { ticket } = socket;
    socket.ticket = FREE;
    if (ticket !== FREE) sockets[ticket] = undefined;
    return ticket;
  };

  function onConnect(this: ProbeSocket): void {
    const isSelf = this.localPort === this.remotePort && this.localAddress === this.remoteAddress;
    const ticket = release(this);
    // An RST instead of a FIN: no TIME_WAIT, so no local port stays taken.
    this.resetAndDestroy();
    if (ticket !== FREE) listener(ticket, isSelf ? SELF_CONNECT : CONNECTED, Number.NaN);
  }

  function onError(this: ProbeSocket, error: NodeJS.ErrnoException): void {
    const ticket = release(this);
    if (ticket !== FREE)
      listener(ticket, errorOutcome(error.code ?? 'EUNKNOWN', this.failedAtOnce), Number.NaN);
  }

  return {
    name: 'portable',
    traits: portableTraits(platform),

    dial(ticket, address, port, localPort) {
      const socket = new ProbeSocket();
      socket.ticket = ticket;
      sockets[ticket] = socket;
      socket.on('connect', onConnect);
      socket.on('error', onError);
      const endpoint = { host: address, port, autoSelectFamily: false };
      socket.connect(localPort === undefined ? endpoint : { ...endpoint, localPort });
      process.nextTick(markFailedAtOnce, socket);
    },

    abandon(ticket) {
      const socket = sockets[ticket];
      if (!socket) return;
      release(socket);
      socket.destroy();
    },

    close() {
      for (const socket of sockets) {
        if (!socket) continue;
        release(socket);
        socket.destroy();
      }
    },
  };
}
