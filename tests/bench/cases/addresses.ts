/** Addresses in a row. */

/** `count` IPv4 addresses from the first one on. */
export function addressesFrom(first: string, count: number): string[] {
  const start = first.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return Array.from({ length: count }, (_, each) => {
    const number = start + each;
    return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
  });
}
