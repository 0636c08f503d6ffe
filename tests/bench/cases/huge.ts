/** A /16: does memory grow with the number of probes? */
import { raiseVethLab, VETH_ROUTED } from '../../lab/veth-lab.ts';
import type { BenchCase } from '../bench-case.ts';
import { portolan } from '../contenders/portolan.ts';
import { everyVerdictRight, peakBelow } from '../targets.ts';
import { addressesFrom } from './addresses.ts';

export const HUGE_CASES: readonly BenchCase[] = [
  {
    name: 'huge',
    title: '65,536 hosts x 100 refused ports (6.5 million probes), veth, T4',
    targets: [everyVerdictRight, peakBelow(300)],
    isLong: true,
    rounds: { full: 1, quick: 1 },
    raise: async (bench) => {
      const lab = await raiseVethLab();
      const task = { targets: [VETH_ROUTED[4]], ports: '1-100', timing: 'T4', discovery: false };
      return {
        truth: {
          addresses: addressesFrom('10.70.0.0', 65_536),
          firstPort: 1,
          lastPort: 100,
          kindOf: () => 'refused',
        },
        contenders: [portolan(task, bench.folder, bench.dialer)],
        lower: () => lab.lower(),
      };
    },
  },
];
