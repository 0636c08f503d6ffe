/**
 * The only FFI declarations: the C library's sockets and epoll through koffi. Loaded only in scan workers.
 *
 * Pointers travel as plain numbers, addresses inside an {@link Arena}: a call allocates nothing.
 */
import { createRequire } from 'node:module';

/** Calls as in their man pages (section 2): -1 is an error, whose number {@link Libc.errno} tells. */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: number, length: number): number;
  listen(fd: number, backlog: number): number;
  connect(fd: number, address: number, length: number): number;
  close(fd: number): number;
  setsockopt(fd: number, level: number, name: number, value: number, length: number): number;
  getsockopt(fd: number, level: number, name: number, value: number, length: number): number;
  getsockname(fd: number, address: number, length: number): number;
  getpeername(fd: number, address: number, length: number): number;
  recvmsg(fd: number, message: number, flags: number): number;
  epoll_create1(flags: number): number;
  epoll_ctl(epoll: number, operation: number, fd: number, event: number): number;
  epoll_wait(epoll: number, events: number, most: number, timeoutMs: number): number;
  /** Of the call before, on this thread. */
  errno(): number;
  /** Where the buffer's bytes are. The buffer must be kept alive while the address is in use. */
  addressOf(buffer: ArrayBuffer): number;
}

/** glibc's name for itself; other C libraries are not known to lay out the same structures. */
const LIBRARY = 'libc.so.6';

const INT = 'int';
const POINTER = 'uintptr_t';

type Call = (...values: number[]) => number;

interface Koffi {
  load(path: string): { func(name: string, result: string, values: string[]): Call };
  errno(): number;
  address(buffer: ArrayBuffer): bigint;
}

/** Throws where koffi is missing, has no build for this machine, or finds no glibc. */
export function loadLibc(): Libc {
  const koffi = createRequire(import.meta.url)('koffi') as Koffi;
  const library = koffi.load(LIBRARY);
  const call = (name: string, values: string[], result = INT): Call => library.func(name, result, values);
  return {
    socket: call('socket', [INT, INT, INT]),
    bind: call('bind', [INT, POINTER, INT]),
    listen: call('listen', [INT, INT]),
    connect: call('connect', [INT, POINTER, INT]),
    close: call('close', [INT]),
    setsockopt: call('setsockopt', [INT, INT, INT, POINTER, INT]),
    getsockopt: call('getsockopt', [INT, INT, INT, POINTER, POINTER]),
    getsockname: call('getsockname', [INT, POINTER, POINTER]),
    getpeername: call('getpeername', [INT, POINTER, POINTER]),
    recvmsg: call('recvmsg', [INT, POINTER, INT], 'long'),
    epoll_create1: call('epoll_create1', [INT]),
    epoll_ctl: call('epoll_ctl', [INT, INT, INT, POINTER]),
    epoll_wait: call('epoll_wait', [INT, POINTER, INT, INT]),
    errno: () => koffi.errno(),
    addressOf: (buffer) => Number(koffi.address(buffer)),
  };
}

/** Memory that calls read and write: one block, carved once into pieces of fixed places. */
export class Arena {
  readonly #address: number;
  readonly #buffer: ArrayBuffer;
  #used = 0;

  constructor(libc: Libc, size: number) {
    this.#buffer = new ArrayBuffer(size);
    this.#address = libc.addressOf(this.#buffer);
  }

  /** A piece of zeroed memory, aligned to 16 bytes. Throws RangeError when the block is used up. */
  take(size: number): ArenaPiece {
    const start = this.#used;
    if (start + size > this.#buffer.byteLength) throw new RangeError('The arena is used up');
    this.#used = Math.ceil((start + size) / 16) * 16;
    return { address: this.#address + start, bytes: new DataView(this.#buffer, start, size), size };
  }
}

export interface ArenaPiece {
  readonly address: number;
  readonly bytes: DataView<ArrayBuffer>;
  readonly size: number;
}

/** Numbers that x86-64 and arm64 share (asm-generic); see socket(7), ip(7), ipv6(7), tcp(7), epoll(7). */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOCK_STREAM = 1;
export const SOCK_NONBLOCK = 0o4000;
export const SOCK_CLOEXEC = 0o2000000;
export const IPPROTO_TCP = 6;
export const SOL_SOCKET = 1;
export const SO_LINGER = 13;
export const SOL_IP = 0;
export const IP_RECVERR = 11;
export const SOL_IPV6 = 41;
export const IPV6_RECVERR = 25;
export const TCP_INFO = 11;
export const MSG_DONTWAIT = 0x40;
export const MSG_ERRQUEUE = 0x2000;
export const EPOLL_CLOEXEC = 0o2000000;
export const EPOLL_CTL_ADD = 1;
export const EPOLLOUT = 0x004;
export const EPOLLERR = 0x008;
export const EPOLLHUP = 0x010;
export const EPOLLET = 2 ** 31;
