/** "20260131-235959-k7m2px", as the ids of our own runs; of a hexadecimal digest, so that the same content has the same id. */
export function runIdOf(startedAt: string, digest: string): string {
  const [date = '', time = ''] = startedAt.slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  const tail = BigInt(`0x${digest.slice(0, 16)}`)
    .toString(36)
    .padStart(6, '0')
    .slice(-6);
  return `${date}-${time}-${tail}`;
}
