/**
 * A set of addresses as sorted, disjoint intervals: any size, no address materialised, any element by index.
 */
export interface AddressList {
  /** Number of addresses; at most 2^32 (the parser refuses more). */
  readonly size: number;
  /** The address at an index in ascending order (IPv4 before IPv6), as canonical text (RFC 5952 for IPv6). */
  at(index: number): string;
  /** The index of a canonical literal, or -1. */
  indexOf(address: string): number;
  has(address: string): boolean;
}
