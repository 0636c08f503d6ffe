import { describe, expect, it } from 'vitest';
import { portsOfService, serviceName } from '../../../src-main/engine/service-name.ts';

describe('registered service names', () => {
  it.each([
    [22, 'ssh'],
    [53, 'domain'],
    [80, 'http'],
    [443, 'https'],
    [3389, 'ms-wbt-server'],
    [5432, 'postgresql'],
  ])('port %d is %s, and found by it in any case', (port, name) => {
    expect(serviceName(port)).toBe(name);
    expect(portsOfService(name.toUpperCase())).toContain(port);
  });

  it('knows all three names of port 80', () => {
    for (const name of ['http', 'www', 'www-http']) expect(portsOfService(name)).toEqual([80]);
  });

  it('gives all ports of a name, ascending, and says nothing of names and ports without', () => {
    expect(portsOfService('http-alt')).toEqual([591, 8_008, 8_080]);
    for (const name of ['', 'no-such-service', '__proto__', 'constructor'])
      expect(portsOfService(name)).toEqual([]);
    expect(serviceName(4)).toBeNull();
  });
});
