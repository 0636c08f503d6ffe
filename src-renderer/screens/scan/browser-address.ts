import type { PortRow } from '../../../src-shared/scan/scan-row.ts';

const SECURE = /^https(-|$)|^oem-websecure|-https$|ssl$/;
const PLAIN = /^http(-|$)|^www|^webcache/;
/** Ports that serve pages whatever their registered name says. */
const PAGES: ReadonlyMap<number, 'http' | 'https'> = new Map([
  [80, 'http'],
  [443, 'https'],
  [3_000, 'http'],
  [5_000, 'http'],
  [8_000, 'http'],
  [8_080, 'http'],
  [8_443, 'https'],
  [9_090, 'http'],
]);

/** The address a browser opens for an open port that is likely to serve pages; null for every other port. */
export function browserAddress({
  state,
  service,
  hostName,
  address,
  port,
}: Pick<PortRow, 'state' | 'service' | 'hostName' | 'address' | 'port'>): string | null {
  if (state !== 'open') return null;
  const name = service ?? '';
  const scheme = PAGES.get(port) ?? (SECURE.test(name) ? 'https' : PLAIN.test(name) ? 'http' : null);
  if (scheme === null) return null;
  const host = hostName ?? (address.includes(':') ? `[${address.split('%')[0]}]` : address);
  const usual = scheme === 'https' ? 443 : 80;
  return `${scheme}://${host}${port === usual ? '' : `:${port}`}/`;
}
