/** What the engine asks of this machine: names, services, limits, addresses that are no hosts, where its worker is. */
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Dialer } from '../../../src-main/engine/dialers/dialer.ts';
import { guardDialer } from '../../../src-main/engine/dialers/guarded-dialer.ts';
import { engineFacts, usableDescriptors } from '../../../src-main/engine/engine-facts.ts';
import { createEventStream } from '../../../src-main/engine/event-stream.ts';
import { discoveryPorts } from '../../../src-main/engine/host-discovery.ts';
import {
  broadcastOf,
  isOwnAddress,
  refusedAddress,
  refusedBlocks,
} from '../../../src-main/engine/refused-addresses.ts';
import { resolveNames } from '../../../src-main/engine/resolve-target.ts';
import { portsOfService, serviceName } from '../../../src-main/engine/service-name.ts';
import { workerUrl } from '../../../src-main/engine/worker-url.ts';

describe('refused addresses', () => {
  it.each([
    '224.0.0.1',
    '239.255.255.250',
    '255.255.255.255',
    '0.0.0.0',
    '::',
    'ff02::1',
    '::ffff:224.0.0.1',
    'nonsense',
    '',
  ])('%s, with a sentence', (address) => {
    expect(refusedAddress(address)).toMatch(/^.+\.$/u);
  });

  it.each([
    '127.0.0.1',
    '127.255.255.255',
    '10.66.0.0',
    '10.66.0.255',
    '::1',
    'fd66::1',
    'fe80::1%lo',
    '192.0.2.1',
  ])('%s is not one', (address) => {
    expect(refusedAddress(address)).toBeNull();
  });

  it("the directed broadcast of each of this machine's own networks is", () => {
    for (const { address, family, cidr } of Object.values(networkInterfaces()).flatMap(
      (each) => each ?? [],
    )) {
      expect(isOwnAddress(address)).toBe(true);
      const broadcast = family === 'IPv4' && cidr ? broadcastOf(cidr) : null;
      if (broadcast !== null) expect(refusedAddress(broadcast)).toContain('broadcast');
    }
  });

  it('the blocks to take out of a list are refused from their first address on', () => {
    for (const block of refusedBlocks()) expect(refusedAddress(block.split('/')[0] ?? '')).not.toBeNull();
  });

  it('a broadcast address is the last of its network; /31 and /32 have none', () => {
    expect(broadcastOf('192.168.1.17/24')).toBe('192.168.1.255');
    expect(broadcastOf('10.1.2.3/20')).toBe('10.1.15.255');
    expect(broadcastOf('10.1.2.3/31')).toBeNull();
    expect(broadcastOf('10.1.2.3/32')).toBeNull();
    expect(broadcastOf('127.0.0.1/8')).toBeNull();
  });

  it('knows this machine', () => {
    for (const address of ['127.0.0.1', '127.8.9.10', '::1']) expect(isOwnAddress(address)).toBe(true);
    for (const address of ['192.0.2.1', '2001:db8::1', 'nonsense']) expect(isOwnAddress(address)).toBe(false);
  });
});

describe('names', () => {
  const lookUp = async (name: string): Promise<readonly string[]> => {
    if (name === 'both') return ['2001:db8::1', '192.0.2.1', '192.0.2.2', '192.0.2.1'];
    if (name === 'six') return ['2001:db8::6'];
    if (name === 'empty') return [];
    throw Object.assign(new Error('no'), { code: name === 'later' ? 'EAI_AGAIN' : 'ENOTFOUND' });
  };

  it('become the first address of the preferred family; the rest is kept', async () => {
    const four = await resolveNames(['both', 'six'], { preferIpv6: false, lookUp });
    expect(four.get('both')).toEqual({ address: '192.0.2.1', others: ['2001:db8::1', '192.0.2.2'] });
    expect(four.get('six')).toEqual({ address: '2001:db8::6', others: [] });
    const six = await resolveNames(['both'], { preferIpv6: true, lookUp });
    expect(six.get('both')).toMatchObject({ address: '2001:db8::1' });
  });

  it('that do not resolve say why, and hinder no other', async () => {
    const resolved = await resolveNames(['gone', 'both', 'later', 'empty'], { preferIpv6: false, lookUp });
    expect(resolved.get('gone')).toEqual({ error: expect.stringMatching(/^"gone" does not resolve.+\.$/u) });
    expect(resolved.get('later')).toEqual({
      error: expect.stringMatching(/^"later".+no name server answered.+\.$/u),
    });
    expect(resolved.get('empty')).toEqual({ error: expect.stringMatching(/^"empty" has no address\.$/u) });
    expect(resolved.get('both')).toHaveProperty('address');
  });

  it('that have addresses of one link beside others are scanned at the others; alone they are told of', async () => {
    const known: Record<string, string[]> = {
      printer: ['fe80::1%eth0', 'fd66::1', 'fe80::2'],
      lonely: ['fe80::1%eth0', 'fe80::2'],
    };
    const resolved = await resolveNames(['printer', 'lonely'], {
      preferIpv6: true,
      lookUp: async (name) => known[name] ?? [],
    });
    expect(resolved.get('printer')).toEqual({ address: 'fd66::1', others: [] });
    expect(resolved.get('lonely')).toEqual({
      error: expect.stringMatching(/^"lonely" has only an address on one link \(fe80::1%eth0\).+\.$/u),
    });
  });

  it('are looked up once each, a few at a time', async () => {
    let now = 0;
    let most = 0;
    const asked: string[] = [];
    const names = Array.from({ length: 40 }, (_, index) => `host-${index % 20}`);
    await resolveNames(names, {
      preferIpv6: false,
      lookUp: async (name) => {
        asked.push(name);
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
        return ['192.0.2.1'];
      },
    });
    expect(asked).toHaveLength(20);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('stop when told to, even while the system is silent', async () => {
    const stop = new AbortController();
    const waiting = resolveNames(['both'], {
      preferIpv6: false,
      signal: stop.signal,
      lookUp: () => new Promise(() => {}),
    });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('localhost is this machine', async () => {
    const resolved = (await resolveNames(['localhost'], { preferIpv6: false })).get('localhost');
    if (!resolved || 'error' in resolved) throw new Error('localhost does not resolve here.');
    expect(isOwnAddress(resolved.address)).toBe(true);
  });
});

describe('services', () => {
  it('have the names of the IANA registry', () => {
    expect(serviceName(22)).toBe('ssh');
    expect(serviceName(443)).toBe('https');
    expect(serviceName(0)).toBeNull();
    expect(serviceName(70_000)).toBeNull();
    expect(portsOfService('SSH')).toEqual([22]);
    expect(portsOfService('no-such-service')).toEqual([]);
  });

  it('every name leads back to its port', () => {
    for (let port = 0; port < 65_536; port += 1) {
      const name = serviceName(port);
      if (name !== null) expect(portsOfService(name)).toContain(port);
    }
  });
});

describe('limits of this machine', () => {
  const limits = (hard: string): string =>
    `Limit Soft Hard Units\nMax open files            1024                 ${hard}               files\n`;

  it('are read from the hard limit, with a part kept for everything else', () => {
    expect(usableDescriptors(limits('20000'))).toBe(19_872);
    expect(usableDescriptors(limits('1024'))).toBe(896);
    expect(usableDescriptors(limits('64'))).toBe(32);
    expect(usableDescriptors(limits('1'))).toBe(1);
    expect(usableDescriptors(limits('unlimited'))).toBe(32_640);
    expect(usableDescriptors(null)).toBeGreaterThan(1_000);
  });

  it('are told', () => {
    const facts = engineFacts();
    expect(facts.threads).toBeGreaterThanOrEqual(1);
    expect(facts.descriptors).toBeGreaterThanOrEqual(1);
  });
});

describe('the gate before the socket', () => {
  it('lets the targets through and nothing else', () => {
    const dialed: string[] = [];
    const inner: Dialer = {
      name: 'inner',
      traits: { minTimeoutMs: 0, finalTimeoutMs: () => 0, countsOwnQueue: true },
      dial: (_ticket, address) => {
        dialed.push(address);
      },
      abandon: () => {},
      close: () => {},
    };
    const guarded = guardDialer(inner, (address) => address.startsWith('10.66.'));
    guarded.dial(0, '10.66.0.1', 80);
    guarded.dial(1, '10.66.0.1', 81);
    expect(() => guarded.dial(2, '192.0.2.1', 80)).toThrow('192.0.2.1 is not among the targets');
    expect(dialed).toEqual(['10.66.0.1', '10.66.0.1']);
  });
});

describe('discovery', () => {
  it('asks its own few ports, and the scanned ones where they are few', () => {
    const common = [...discoveryPorts(Uint16Array.from({ length: 1_000 }, (_, port) => port))];
    expect(common).toEqual([443, 80, 22, 445, 3389, 8080]);
    expect([...discoveryPorts(Uint16Array.of(80, 9_000))]).toEqual([...common, 9_000]);
  });
});

describe('event stream', () => {
  it('gives every event once, in order, and ends', async () => {
    let read = 0;
    const stream = createEventStream<number>({
      onRead: () => {
        read += 1;
      },
      onLeft: () => expect.fail('it was read to its end'),
    });
    for (let event = 0; event < 1_000; event += 1) stream.push(event, 2);
    expect(stream.backlog).toBe(2_000);
    const seen: number[] = [];
    const reading = (async () => {
      for await (const event of stream) seen.push(event);
    })();
    stream.push(1_000);
    stream.end();
    stream.push(1_001);
    await reading;
    expect(seen).toEqual(Array.from({ length: 1_001 }, (_, event) => event));
    expect(stream.backlog).toBe(0);
    expect(read).toBe(1_001);
  });
});

it('says that its reader has left', async () => {
  let left = 0;
  const stream = createEventStream<number>({
    onRead: () => {},
    onLeft: () => {
      left += 1;
    },
  });
  stream.push(1);
  for await (const event of stream) {
    expect(event).toBe(1);
    break;
  }
  expect(left).toBe(1);
});

describe('where the worker is', () => {
  it.each([
    ['file:///src/src-main/engine/worker-pool.ts', 'file:///src/src-main/engine/scan-worker.ts'],
    ['file:///opt/dist/cli/portolan.js', 'file:///opt/dist/worker/scan-worker.js'],
    ['file:///opt/dist/main/chunk-abc.js', 'file:///opt/dist/worker/scan-worker.js'],
    [
      'file:///a/resources/app.asar/dist/main/main.js',
      'file:///a/resources/app.asar.unpacked/dist/worker/scan-worker.js',
    ],
  ])('%s', (module, worker) => {
    expect(workerUrl(module).href).toBe(worker);
  });
});
