/** How long it takes until the command line says its first word. */
import { programFile } from '../../helpers/repository.ts';
import type { BenchCase } from '../bench-case.ts';
import { atMostTimes } from '../targets.ts';

const EMPTY = 'empty Node';

export const START_CASES: readonly BenchCase[] = [
  {
    name: 'start',
    title: '`portolan --version` beside `node -e 0`',
    targets: [atMostTimes(2.5, EMPTY, 'at most 2.5 times an empty Node')],
    rounds: { full: 40, quick: 20 },
    raise: () =>
      Promise.resolve({
        truth: null,
        contenders: [
          {
            name: 'Portolan',
            role: 'ours',
            command: () => ({ command: process.execPath, args: [programFile('cli'), '--version'] }),
            read: null,
          },
          {
            name: EMPTY,
            role: 'baseline',
            command: () => ({ command: process.execPath, args: ['-e', '0'] }),
            read: null,
          },
        ],
        lower: () => Promise.resolve(),
      }),
  },
];
