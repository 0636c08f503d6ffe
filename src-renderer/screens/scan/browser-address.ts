import type { PortRow } from '../../../src-shared/scan/scan-row.ts';

/** The address a browser opens for an open port whose registered name says HTTP; null for every other port. */
export function browserAddress({
  state,
  service,
  hostName,
  address,
  port,
}: Pick<PortRow, 'state' | 'service' | 'hostName' | 'address' | 'port'>): string | null {
  if (state !== 'open' || service === null || !/^https?(-|$)/.test(service)) return null;
  const scheme = service.startsWith('https') ? 'https' : 'http';
  const host = hostName ?? (address.includes(':') ? `[${address.split('%')[0]}]` : address);
  const usual = scheme === 'https' ? 443 : 80;
  return `${scheme}://${host}${port === usual ? '' : `:${port}`}/`;
}
