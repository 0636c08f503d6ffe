/**
 * All 65,535 loopback ports where the truth is known: what listens is ours. Dialing the ephemeral range connects to
 * itself now and then (simultaneous open, RFC 9293 section 3.5); such a port must never be told as open.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openListener, type Listener } from '../helpers/listeners.ts';
import { createRandom, seedOr } from '../helpers/random.ts';
import { readReport } from '../helpers/report.ts';
import { longRun } from '../helpers/repository.ts';
import { scanToJson } from '../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { assertInsideNamespace } from './firewall.ts';

const ROUNDS = longRun ? 20 : 2;

let folder: TempFolder;
beforeAll(async () => {
  assertInsideNamespace();
  folder = await createTempFolder();
});
afterAll(() => folder.dispose());

describe.each(['127.0.0.1', '::1'])('%s', (address) => {
  test.each(Array.from({ length: ROUNDS }, (_, round) => seedOr(900) + round))(
    'all 65,535 ports, seed %i: no false open, no false anything',
    async (seed) => {
      const listeners = await openSome(address, seed);
      try {
        const args = [
          address,
          '-p',
          '1-65535',
          '-Pn',
          '--seed',
          String(seed),
          ...(address === '::1' ? ['-6'] : []),
        ];
        const report = readReport(await scanToJson(args, { dataFolder: folder.path, timeoutMs: 240_000 }));

        const open = report.hosts[0]?.ports.filter((port) => port.state === 'open').map((port) => port.port);
        expect(open).toEqual(listeners.map((listener) => listener.port));
        expect(report.stats.ports).toEqual({
          open: listeners.length,
          closed: 65_535 - listeners.length,
          filtered: 0,
        });
        expect(report.status).toBe('completed');
      } finally {
        await Promise.all(listeners.map((listener) => listener.close()));
      }
    },
  );
});

/** Listeners all over the range, the ephemeral one too, ascending by port. */
async function openSome(address: string, seed: number): Promise<Listener[]> {
  const random = createRandom(seed);
  const ports = new Set([1, 65_535, 32_768, 60_999]);
  while (ports.size < 20) ports.add(1 + random.below(65_535));
  const behaviours = ['accept', 'reset', 'greet'] as const;
  const listeners = [...ports].map((port, index) => openListener(address, port, behaviours[index % 3]));
  return (await Promise.all(listeners)).sort((a, b) => a.port - b.port);
}
