/** All ports of this machine itself, those among them that connect to themselves now and then. */
import { openListener } from '../../helpers/listeners.ts';
import type { BenchCase } from '../bench-case.ts';
import { everyVerdictRight } from '../targets.ts';
import { scanContenders } from './scan-contenders.ts';

const HOST = '127.0.0.1';
const OPEN = [22, 80, 443, 3_306, 8_080, 33_000, 41_000, 65_535];

export const LOOPBACK_CASES: readonly BenchCase[] = [
  {
    name: 'loopback',
    title: 'all 65,535 ports of 127.0.0.1, 8 open, T3',
    targets: [everyVerdictRight],
    raise: async (bench) => {
      const listeners = await Promise.all(OPEN.map((port) => openListener(HOST, port)));
      const task = { targets: [HOST], ports: '1-65535', timing: 'T3', discovery: false };
      return {
        truth: {
          addresses: [HOST],
          firstPort: 1,
          lastPort: 65_535,
          kindOf: (_address, port) => (OPEN.includes(port) ? 'open' : 'refused'),
        },
        contenders: scanContenders(bench, task),
        lower: async () => {
          await Promise.all(listeners.map((listener) => listener.close()));
        },
      };
    },
  },
];
