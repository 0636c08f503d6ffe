/**
 * The error queue of a socket with IP_RECVERR (ip(7)): which ICMP message stands behind an error, and who sent it.
 * An empty queue behind a refusal means that a real RST came.
 */
import ipaddr from 'ipaddr.js';
import type { Family } from './dialer.ts';
import {
  IP_RECVERR,
  IPV6_RECVERR,
  MSG_DONTWAIT,
  MSG_ERRQUEUE,
  SOL_IP,
  SOL_IPV6,
  type Arena,
  type ArenaPiece,
  type Libc,
} from './libc.ts';

/** `struct msghdr` of 64-bit Linux. */
const MSGHDR_SIZE = 56;
const NAME_LENGTH_AT = 8;
const IOV_AT = 16;
const IOV_COUNT_AT = 24;
const CONTROL_AT = 32;
const CONTROL_LENGTH_AT = 40;
/** `struct cmsghdr`: length, level, type; the data follows. */
const CMSGHDR_SIZE = 16;
/** `struct sock_extended_err`; the offender's address follows (SO_EE_OFFENDER). */
const ERRNO_AT = 0;
const ORIGIN_AT = 4;
const TYPE_AT = 5;
const CODE_AT = 6;
const OFFENDER_AT = 16;
const EXTENDED_ERROR_SIZE = 16;
/** SO_EE_ORIGIN_ICMP and SO_EE_ORIGIN_ICMP6. */
const ORIGINS: ReadonlySet<number> = new Set([2, 3]);
const CONTROL_SIZE = 512;
const DATA_SIZE = 64;

/** What the queue held; valid until the next read. */
export interface QueuedError {
  readonly errno: number;
  readonly type: number;
  readonly code: number;
  /** Sender of the ICMP message as a literal; null: not told. */
  readonly offender: string | null;
}

export class ErrorQueue {
  readonly #libc: Libc;
  readonly #message: ArenaPiece;
  readonly #control: ArenaPiece;

  constructor(libc: Libc, arena: Arena) {
    this.#libc = libc;
    this.#message = arena.take(MSGHDR_SIZE);
    this.#control = arena.take(CONTROL_SIZE);
    const data = arena.take(DATA_SIZE);
    const vector = arena.take(16);
    vector.bytes.setBigUint64(0, BigInt(data.address), true);
    vector.bytes.setBigUint64(8, BigInt(DATA_SIZE), true);
    const { bytes } = this.#message;
    bytes.setBigUint64(IOV_AT, BigInt(vector.address), true);
    bytes.setBigUint64(IOV_COUNT_AT, 1n, true);
    bytes.setBigUint64(CONTROL_AT, BigInt(this.#control.address), true);
  }

  /** Takes the oldest entry that is an ICMP message; null where there is none. */
  take(fd: number, family: Family): QueuedError | null {
    for (;;) {
      const { bytes } = this.#message;
      // In and out: the kernel left the lengths of the message before.
      bytes.setUint32(NAME_LENGTH_AT, 0, true);
      bytes.setUint32(CONTROL_LENGTH_AT, CONTROL_SIZE, true);
      if (this.#libc.recvmsg(fd, this.#message.address, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return null;
      const found = this.#find(family);
      if (found) return found;
    }
  }

  #find(family: Family): QueuedError | null {
    const control = this.#control.bytes;
    const end = Math.min(CONTROL_SIZE, this.#message.bytes.getUint32(CONTROL_LENGTH_AT, true));
    const [level, kind] = family === 4 ? [SOL_IP, IP_RECVERR] : [SOL_IPV6, IPV6_RECVERR];
    for (let at = 0; at + CMSGHDR_SIZE <= end;) {
      const length = control.getUint32(at, true);
      if (length < CMSGHDR_SIZE) return null;
      const isOurs =
        control.getInt32(at + 8, true) === level &&
        control.getInt32(at + 12, true) === kind &&
        length >= CMSGHDR_SIZE + EXTENDED_ERROR_SIZE;
      if (isOurs && ORIGINS.has(control.getUint8(at + CMSGHDR_SIZE + ORIGIN_AT))) {
        return this.#read(at + CMSGHDR_SIZE, at + length, family);
      }
      at += Math.ceil(length / 8) * 8;
    }
    return null;
  }

  #read(at: number, end: number, family: Family): QueuedError {
    const control = this.#control.bytes;
    const addressAt = at + OFFENDER_AT + (family === 4 ? 4 : 8);
    const size = family === 4 ? 4 : 16;
    const isTold = addressAt + size <= end && control.getUint16(at + OFFENDER_AT, true) !== 0;
    return {
      errno: control.getUint32(at + ERRNO_AT, true),
      type: control.getUint8(at + TYPE_AT),
      code: control.getUint8(at + CODE_AT),
      offender: isTold ? literal(new DataView(control.buffer, control.byteOffset + addressAt, size)) : null,
    };
  }
}

function literal(octets: DataView): string {
  return ipaddr
    .fromByteArray(Array.from({ length: octets.byteLength }, (_, at) => octets.getUint8(at)))
    .toString();
}
