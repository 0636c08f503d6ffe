/** `struct sockaddr_in` and `struct sockaddr_in6` (ip(7), ipv6(7)), written in place. */
import ipaddr from 'ipaddr.js';
import type { Family } from './dialer.ts';
import { AF_INET, AF_INET6, type Arena, type ArenaPiece } from './libc.ts';

const PORT_AT = 2;
const LENGTH = { 4: 16, 6: 28 } as const;
const ADDRESS_AT = { 4: 4, 6: 8 } as const;

/** One structure for each family, filled again for each dial. */
export class SocketAddress {
  readonly length: number;
  readonly #piece: ArenaPiece;
  readonly #addressAt: number;
  #written = '';

  constructor(arena: Arena, family: Family) {
    this.length = LENGTH[family];
    this.#addressAt = ADDRESS_AT[family];
    this.#piece = arena.take(this.length);
    this.#piece.bytes.setUint16(0, family === 4 ? AF_INET : AF_INET6, true);
  }

  get pointer(): number {
    return this.#piece.address;
  }

  /** `address`: a literal of the family; throws on any other text. */
  write(address: string, port: number): void {
    if (address !== this.#written) {
      const octets = ipaddr.parse(address).toByteArray();
      for (const [index, octet] of octets.entries())
        this.#piece.bytes.setUint8(this.#addressAt + index, octet);
      this.#written = address;
    }
    this.#piece.bytes.setUint16(PORT_AT, port);
  }
}

/** Where the kernel writes an endpoint, and a comparison with another such place. */
export class EndpointSlot {
  /** Room for either family. */
  readonly #piece: ArenaPiece;
  readonly #length: ArenaPiece;

  constructor(arena: Arena) {
    this.#piece = arena.take(LENGTH[6]);
    this.#length = arena.take(4);
  }

  get pointer(): number {
    return this.#piece.address;
  }

  /** Pointer to the length, set to all there is. */
  get lengthPointer(): number {
    this.#length.bytes.setUint32(0, this.#piece.size, true);
    return this.#length.address;
  }

  get port(): number {
    return this.#piece.bytes.getUint16(PORT_AT);
  }

  /** Same address and port. */
  equals(other: EndpointSlot): boolean {
    const length = this.#length.bytes.getUint32(0, true);
    for (let at = 0; at < length; at += 1) {
      if (this.#piece.bytes.getUint8(at) !== other.#piece.bytes.getUint8(at)) return false;
    }
    return true;
  }
}
