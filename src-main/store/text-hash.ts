/** Finds texts by what they are: 2^64 would have to be kept before two are likely to be taken for one. */
import { createHash } from 'node:crypto';

const HASH_BYTES = 16;

export function hashOfText(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, HASH_BYTES);
}
