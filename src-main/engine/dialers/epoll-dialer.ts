/**
 * The dialer for Linux: libc's sockets and epoll. It sees what node:net hides: whether a refusal was an RST or an ICMP
 * message, which one and whose, and the kernel's own round-trip time.
 *
 * It has its own loop beside Node's: each turn of the event loop it fetches what happened and tells it, and while nothing
 * happens it waits a moment inside epoll_wait. A dial asks at once what became of it: on a short way a refusal is there
 * before connect has returned.
 */
import { constants } from 'node:os';
import { isOwnAddress } from '../refused-addresses.ts';
import type { DialListener, DialOutcome, Dialer, DialerTraits, Family } from './dialer.ts';
import { ErrorQueue, type QueuedError } from './error-queue.ts';
import { Arena, EPOLLERR, IPPROTO_TCP, TCP_INFO, type Libc } from './libc.ts';
import { OutcomeQueue } from './outcome-queue.ts';
import { EndpointSlot, SocketAddress } from './socket-address.ts';
import { SocketPool } from './socket-pool.ts';

const ARENA_SIZE = 32_768;
/** The thread hears nothing else meanwhile: short enough for cancel and pause, long enough to let the core rest. */
const WAIT_MS = 4;
const NONE = -1;
const TCP_INFO_SIZE = 104;
/** `struct tcp_info` (linux/tcp.h): microseconds, and SYNs sent again, after which the time belongs to nobody knows which. */
const TCPI_RTT_AT = 68;
const TCPI_TOTAL_RETRANS_AT = 100;

const CONNECTED: DialOutcome = { kind: 'connected' };
const SELF_CONNECT: DialOutcome = { kind: 'self-connect' };
const RESET: DialOutcome = { kind: 'reset' };

const TRAITS: DialerTraits = { minTimeoutMs: 0, finalTimeoutMs: () => 0, countsOwnQueue: false };

const { EINPROGRESS, EALREADY, ECONNREFUSED, ETIMEDOUT, ECONNRESET } = constants.errno;
/** Of two names for one number (EAGAIN, EWOULDBLOCK) the first. */
const ERROR_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(constants.errno)
    .map(([name, value]) => [value, name] as const)
    .toReversed(),
);

export interface EpollDialerOptions {
  readonly libc: Libc;
  /** Tickets are 0 to this, exclusive. */
  readonly capacity: number;
  /** Milliseconds, monotonic. */
  now(): number;
}

/** Throws where the system refuses the first descriptors. */
export function createEpollDialer(listener: DialListener, o: EpollDialerOptions): Dialer {
  const { libc, now } = o;
  const arena = new Arena(libc, ARENA_SIZE);
  const pool = new SocketPool(libc, arena);
  const errorQueue = new ErrorQueue(libc, arena);
  const outcomes = new OutcomeQueue(o.capacity);
  const targets = { 4: new SocketAddress(arena, 4), 6: new SocketAddress(arena, 6) };
  const locals = { 4: new SocketAddress(arena, 4), 6: new SocketAddress(arena, 6) };
  const here = new EndpointSlot(arena);
  const there = new EndpointSlot(arena);
  const tcpInfo = arena.take(TCP_INFO_SIZE);
  const tcpInfoLength = arena.take(4);
  /** Asks a socket under way how it stands; see {@link connectResult}. Names nobody: port 0 of loopback. */
  const nobody = { 4: new SocketAddress(arena, 4), 6: new SocketAddress(arena, 6) };
  nobody[4].write('127.0.0.1', 0);
  nobody[6].write('::1', 0);

  const fds = new Int32Array(o.capacity).fill(NONE);
  const families = new Uint8Array(o.capacity);
  const bound = new Uint8Array(o.capacity);
  const sentAt = new Float64Array(o.capacity);
  const addresses = new Array<string>(o.capacity).fill('');
  let ticketOfFd = new Int32Array(1_024).fill(NONE);
  let underWay = 0;
  let turn: NodeJS.Immediate | undefined;
  let isClosed = false;

  const errors = new Map<string, DialOutcome>();
  const errorOutcome = (
    errno: number,
    atOnce: boolean,
    from: QueuedError | null,
    ownKernel = false,
  ): DialOutcome => {
    const key = `${errno} ${atOnce ? 1 : 0} ${from ? `${from.type}/${from.code} ${ownKernel ? 1 : 0}` : ''}`;
    let outcome = errors.get(key);
    if (!outcome) {
      const code = ERROR_NAMES.get(errno) ?? `E${errno}`;
      const icmp = from ? { icmp: { type: from.type, code: from.code, ownKernel } } : {};
      errors.set(key, (outcome = { kind: 'error', code, atOnce, ...icmp }));
    }
    return outcome;
  };

  const familyOf = (ticket: number): Family => (families[ticket] === 6 ? 6 : 4);

  /**
   * connect again on a socket that is connecting sends nothing: it tells the result (0 or an error number), or that
   * there is none yet, and puts a refused socket back into its first state (connect(2); inet_stream_connect in Linux).
   */
  const connectResult = (fd: number, family: Family): number =>
    libc.connect(fd, nobody[family].pointer, nobody[family].length) === 0 ? 0 : libc.errno();

  /** The attempt is over; its socket is the caller's. */
  const finish = (ticket: number, outcome: DialOutcome, rttMs: number): void => {
    const fd = fds[ticket] ?? NONE;
    if (fd !== NONE) {
      ticketOfFd[fd] = NONE;
      fds[ticket] = NONE;
      underWay -= 1;
    }
    outcomes.add(ticket, outcome, rttMs);
  };

  const finishConnected = (ticket: number, fd: number): void => {
    libc.getsockname(fd, here.pointer, here.lengthPointer);
    libc.getpeername(fd, there.pointer, there.lengthPointer);
    let rttMs = now() - (sentAt[ticket] ?? 0);
    tcpInfoLength.bytes.setUint32(0, TCP_INFO_SIZE, true);
    if (libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, tcpInfo.address, tcpInfoLength.address) === 0) {
      const micros = tcpInfo.bytes.getUint32(TCPI_RTT_AT, true);
      if (micros > 0 && tcpInfo.bytes.getUint32(TCPI_TOTAL_RETRANS_AT, true) === 0) rttMs = micros / 1_000;
    }
    finish(ticket, here.equals(there) ? SELF_CONNECT : CONNECTED, rttMs);
    pool.reset(fd);
  };

  const finishIcmp = (ticket: number, fd: number, from: QueuedError): void => {
    const { offender } = from;
    const ownKernel = offender !== null && offender !== addresses[ticket] && isOwnAddress(offender);
    finish(ticket, errorOutcome(from.errno, false, from, ownKernel), now() - (sentAt[ticket] ?? 0));
    pool.close(fd);
  };

  const finishError = (ticket: number, fd: number, errno: number): void => {
    const family = familyOf(ticket);
    const hasMessage = errno !== ETIMEDOUT && errno !== ECONNRESET;
    const from = hasMessage ? errorQueue.take(fd, family) : null;
    if (from) {
      finishIcmp(ticket, fd, from);
      return;
    }
    const isReset = errno === ECONNREFUSED;
    finish(ticket, isReset ? RESET : errorOutcome(errno, false, null), now() - (sentAt[ticket] ?? 0));
    if (isReset && bound[ticket] === 0) pool.keep(fd, family);
    else pool.close(fd);
  };

  /** How the attempt stands now. `hasError`: epoll says that there is an error, which may be in the queue alone. */
  const look = (ticket: number, fd: number, hasError: boolean): void => {
    const family = familyOf(ticket);
    const result = connectResult(fd, family);
    if (result === 0) finishConnected(ticket, fd);
    else if (result !== EALREADY && result !== EINPROGRESS) finishError(ticket, fd, result);
    // A message that came while connect held the socket (as on loopback) is in its queue and nowhere else.
    else if (hasError) {
      const from = errorQueue.take(fd, family);
      if (from) finishIcmp(ticket, fd, from);
    }
  };

  const onEvent = (fd: number, events: number): void => {
    const ticket = ticketOfFd[fd] ?? NONE;
    // None: an echo of an attempt that is over, on a socket that is kept.
    if (ticket !== NONE) look(ticket, fd, (events & EPOLLERR) !== 0);
  };

  const takeTurn = (): void => {
    turn = undefined;
    if (isClosed) return;
    if (underWay > 0) pool.drain(outcomes.isEmpty ? WAIT_MS : 0, onEvent);
    outcomes.tell(listener);
    if (underWay > 0 || !outcomes.isEmpty) schedule();
  };

  const schedule = (): void => {
    if (!isClosed) turn ??= setImmediate(takeTurn);
  };

  const bind = (fd: number, family: Family, localPort: number): number => {
    locals[family].write(family === 4 ? '0.0.0.0' : '::', localPort);
    return libc.bind(fd, locals[family].pointer, locals[family].length);
  };

  const start = (ticket: number, fd: number, family: Family): void => {
    if (fd >= ticketOfFd.length) {
      const grown = new Int32Array(fd * 2).fill(NONE);
      grown.set(ticketOfFd);
      ticketOfFd = grown;
    }
    ticketOfFd[fd] = ticket;
    fds[ticket] = fd;
    underWay += 1;
    sentAt[ticket] = now();
    const target = targets[family];
    if (libc.connect(fd, target.pointer, target.length) === 0) {
      finishConnected(ticket, fd);
      return;
    }
    const errno = libc.errno();
    if (errno !== EINPROGRESS) {
      finish(ticket, errorOutcome(errno, true, null), Number.NaN);
      pool.close(fd);
      return;
    }
    look(ticket, fd, false);
    if (fds[ticket] === fd) pool.watch(fd);
  };

  return {
    name: 'epoll',
    traits: TRAITS,

    dial(ticket, address, port, localPort) {
      const family: Family = address.includes(':') ? 6 : 4;
      families[ticket] = family;
      addresses[ticket] = address;
      bound[ticket] = localPort === undefined ? 0 : 1;
      targets[family].write(address, port);
      const fd = pool.take(family);
      if (fd < 0) {
        outcomes.add(ticket, errorOutcome(libc.errno(), true, null), Number.NaN);
      } else if (localPort !== undefined && bind(fd, family, localPort) !== 0) {
        outcomes.add(ticket, errorOutcome(libc.errno(), true, null), Number.NaN);
        pool.close(fd);
      } else {
        start(ticket, fd, family);
      }
      schedule();
    },

    abandon(ticket) {
      outcomes.forget(ticket);
      const fd = fds[ticket] ?? NONE;
      if (fd === NONE) return;
      fds[ticket] = NONE;
      ticketOfFd[fd] = NONE;
      underWay -= 1;
      pool.close(fd);
    },

    close() {
      if (isClosed) return;
      isClosed = true;
      if (turn) clearImmediate(turn);
      outcomes.clear();
      for (const fd of fds) if (fd !== NONE) pool.close(fd);
      pool.end();
    },
  };
}
