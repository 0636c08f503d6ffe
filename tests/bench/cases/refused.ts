/** Every port refused across a veth pair: how fast a scanner can be at most. */
import { raiseVethLab } from '../../lab/veth-lab.ts';
import type { BenchCase, BenchTools, RaisedCase } from '../bench-case.ts';
import { loopName } from '../contenders/connect-loop.ts';
import type { LabTruth } from '../lab-truth.ts';
import { atMostTimes, everyVerdictRight, shareOfRate } from '../targets.ts';
import { addressesFrom } from './addresses.ts';
import { loopContenders, pnscanContender, scanContenders } from './scan-contenders.ts';

interface RefusedScan {
  readonly targets: readonly string[];
  readonly addresses: readonly string[];
  readonly lastPort: number;
}

/** Portolan's threads and the loop's are held against each other on as many. */
const THREADS = 2;

async function raiseRefused(bench: BenchTools, scan: RefusedScan): Promise<RaisedCase> {
  const { targets, addresses, lastPort } = scan;
  const lab = await raiseVethLab();
  const truth: LabTruth = { addresses, firstPort: 1, lastPort, kindOf: () => 'refused' };
  const task = { targets, ports: `1-${lastPort}`, timing: 'T4', discovery: false };
  const contenders = [
    ...scanContenders(bench, task),
    ...pnscanContender(bench, truth),
    ...loopContenders(bench, truth),
  ];
  return { truth, contenders, lower: () => lab.lower() };
}

export const REFUSED_CASES: readonly BenchCase[] = [
  {
    name: 'refused-1',
    title: '1 host x 65,535 refused ports, veth, T4',
    targets: [atMostTimes(0.9, 'nmap', "at most 0.9 of nmap's wall time"), everyVerdictRight],
    raise: (bench) =>
      raiseRefused(bench, { targets: ['10.70.0.1'], addresses: ['10.70.0.1'], lastPort: 65_535 }),
  },
  {
    name: 'refused-8',
    title: '8 hosts x 65,535 refused ports, veth, T4',
    targets: [
      atMostTimes(0.8, 'nmap', "at most 0.8 of nmap's wall time"),
      shareOfRate(0.5, loopName(THREADS)),
      everyVerdictRight,
    ],
    raise: (bench) => {
      const addresses = addressesFrom('10.70.0.1', 8);
      return raiseRefused(bench, { targets: addresses, addresses, lastPort: 65_535 });
    },
  },
  {
    name: 'wide',
    title: '1,024 hosts x 100 refused ports, veth, T4',
    targets: [atMostTimes(0.9, 'nmap', "at most 0.9 of nmap's wall time"), everyVerdictRight],
    raise: (bench) =>
      raiseRefused(bench, {
        targets: ['10.70.0.0/22'],
        addresses: addressesFrom('10.70.0.0', 1_024),
        lastPort: 100,
      }),
  },
];
