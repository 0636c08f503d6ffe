import { expect, test } from 'vitest';
import { browserAddress } from '../../../src-renderer/screens/scan/browser-address.ts';

const row = { state: 'open', service: 'http', hostName: null, address: '127.0.0.1', port: 80 } as const;

test.each([
  [row, 'http://127.0.0.1/'],
  [{ ...row, port: 8080, service: 'http-alt' }, 'http://127.0.0.1:8080/'],
  [{ ...row, port: 443, service: 'https', hostName: 'web.lan' }, 'https://web.lan/'],
  [{ ...row, port: 8443, service: 'https-alt', address: 'fe80::1%eth0' }, 'https://[fe80::1]:8443/'],
  [{ ...row, state: 'filtered' as const }, null],
  [{ ...row, port: 2222, service: 'ssh' }, null],
  [{ ...row, port: 2222, service: 'httpx' }, null],
  [{ ...row, port: 2222, service: null }, null],
  [{ ...row, port: 5000, service: 'commplex-main' }, 'http://127.0.0.1:5000/'],
  [{ ...row, port: 443, service: null }, 'https://127.0.0.1/'],
])('%j', (port, address) => {
  expect(browserAddress(port)).toBe(address);
});
