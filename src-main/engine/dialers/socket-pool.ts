/**
 * The sockets of one epoll dialer. A socket whose attempt was refused is as good as new (the kernel has put it back into
 * its first state), so it is kept for the next attempt of its family: a refused port then costs no `socket`, no
 * `setsockopt` and no `close`, which is a third of the work.
 */
import type { Family } from './dialer.ts';
import {
  AF_INET,
  AF_INET6,
  EPOLL_CLOEXEC,
  EPOLL_CTL_ADD,
  EPOLLERR,
  EPOLLET,
  EPOLLHUP,
  EPOLLOUT,
  IP_RECVERR,
  IPPROTO_TCP,
  IPV6_RECVERR,
  SO_LINGER,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  SOL_IP,
  SOL_IPV6,
  SOL_SOCKET,
  type Arena,
  type ArenaPiece,
  type Libc,
} from './libc.ts';

/** Events fetched in one call. */
const EVENTS_AT_ONCE = 1_024;
/** `struct epoll_event` is packed on x86-64 only (epoll_ctl(2)). */
const EVENT_LAYOUT = process.arch === 'x64' ? { size: 12, dataAt: 4 } : { size: 16, dataAt: 8 };

export class SocketPool {
  readonly #libc: Libc;
  readonly #epoll: number;
  readonly #one: ArenaPiece;
  readonly #lingerNot: ArenaPiece;
  readonly #event: ArenaPiece;
  readonly #events: ArenaPiece;
  readonly #spare: Readonly<Record<Family, number[]>> = { 4: [], 6: [] };
  /** By descriptor: registered with epoll already. */
  #registered = new Uint8Array(256);

  /** Throws where the system gives no epoll descriptor. */
  constructor(libc: Libc, arena: Arena) {
    this.#libc = libc;
    this.#one = arena.take(4);
    this.#one.bytes.setInt32(0, 1, true);
    this.#lingerNot = arena.take(8);
    this.#lingerNot.bytes.setInt32(0, 1, true);
    this.#event = arena.take(EVENT_LAYOUT.size);
    this.#events = arena.take(EVENT_LAYOUT.size * EVENTS_AT_ONCE);
    this.#epoll = libc.epoll_create1(EPOLL_CLOEXEC);
    if (this.#epoll < 0) throw new Error(`epoll_create1 failed (errno ${libc.errno()})`);
  }

  /** A socket that has not tried anything; -1: none is to be had, see errno. */
  take(family: Family): number {
    const spare = this.#spare[family].pop();
    if (spare !== undefined) return spare;
    const fd = this.#open(family);
    if (fd >= 0 || !this.#closeOneSpare(family === 4 ? 6 : 4)) return fd;
    return this.#open(family);
  }

  /** Takes back a socket whose attempt was refused. */
  keep(fd: number, family: Family): void {
    this.#spare[family].push(fd);
  }

  /** Ends a connection with an RST instead of a FIN: no TIME_WAIT, so no local port stays taken. */
  reset(fd: number): void {
    this.#libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, this.#lingerNot.address, 8);
    this.close(fd);
  }

  close(fd: number): void {
    this.#registered[fd] = 0;
    this.#libc.close(fd);
  }

  /** From now on, events of the socket are told by {@link wait}; what has happened already, too. */
  watch(fd: number): void {
    if (this.#registered[fd] === 1) return;
    if (fd >= this.#registered.length) {
      const grown = new Uint8Array(fd * 2);
      grown.set(this.#registered);
      this.#registered = grown;
    }
    this.#registered[fd] = 1;
    const { bytes, address } = this.#event;
    bytes.setUint32(0, EPOLLOUT + EPOLLERR + EPOLLHUP + EPOLLET, true);
    bytes.setInt32(EVENT_LAYOUT.dataAt, fd, true);
    this.#libc.epoll_ctl(this.#epoll, EPOLL_CTL_ADD, fd, address);
  }

  /** Waits for the first event, `timeoutMs` at most, and tells every event there is. */
  drain(timeoutMs: number, tell: (fd: number, events: number) => void): void {
    const { address, bytes } = this.#events;
    let count = this.#libc.epoll_wait(this.#epoll, address, EVENTS_AT_ONCE, timeoutMs);
    while (count > 0) {
      for (let at = 0; at < count * EVENT_LAYOUT.size; at += EVENT_LAYOUT.size) {
        tell(bytes.getInt32(at + EVENT_LAYOUT.dataAt, true), bytes.getUint32(at, true));
      }
      // A full list may not have been all.
      count = count < EVENTS_AT_ONCE ? 0 : this.#libc.epoll_wait(this.#epoll, address, EVENTS_AT_ONCE, 0);
    }
  }

  /** Closes what is kept and the epoll descriptor. Sockets that were taken are the taker's. */
  end(): void {
    while (this.#closeOneSpare(4) || this.#closeOneSpare(6));
    this.#libc.close(this.#epoll);
  }

  #open(family: Family): number {
    const { socket, setsockopt } = this.#libc;
    const fd = socket(
      family === 4 ? AF_INET : AF_INET6,
      SOCK_STREAM + SOCK_NONBLOCK + SOCK_CLOEXEC,
      IPPROTO_TCP,
    );
    if (fd < 0) return fd;
    if (family === 4) setsockopt(fd, SOL_IP, IP_RECVERR, this.#one.address, 4);
    else setsockopt(fd, SOL_IPV6, IPV6_RECVERR, this.#one.address, 4);
    return fd;
  }

  #closeOneSpare(family: Family): boolean {
    const fd = this.#spare[family].pop();
    if (fd === undefined) return false;
    this.close(fd);
    return true;
  }
}
