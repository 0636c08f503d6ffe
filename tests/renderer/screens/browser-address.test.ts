import { expect, test } from 'vitest';
import { browserAddress } from '../../../src-renderer/screens/scan/browser-address.ts';

const row = { state: 'open', service: 'http', hostName: null, address: '127.0.0.1', port: 80 } as const;

test.each([
  [row, 'http://127.0.0.1/'],
  [{ ...row, port: 8080, service: 'http-alt' }, 'http://127.0.0.1:8080/'],
  [{ ...row, port: 443, service: 'https', hostName: 'web.lan' }, 'https://web.lan/'],
  [{ ...row, port: 8443, service: 'https-alt', address: 'fe80::1%eth0' }, 'https://[fe80::1]:8443/'],
  [{ ...row, state: 'filtered' as const }, null],
  [{ ...row, service: 'ssh' }, null],
  [{ ...row, service: 'httpx' }, null],
  [{ ...row, service: null }, null],
])('%j', (port, address) => {
  expect(browserAddress(port)).toBe(address);
});
