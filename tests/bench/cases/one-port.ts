/** One port of many hosts: what doscan was made for. */
import { raiseVethLab } from '../../lab/veth-lab.ts';
import type { BenchCase } from '../bench-case.ts';
import { doscan } from '../contenders/doscan.ts';
import type { LabTruth } from '../lab-truth.ts';
import { everyVerdictRight } from '../targets.ts';
import { addressesFrom } from './addresses.ts';
import { PLAIN_TIMEOUT_MS, pnscanContender, scanContenders } from './scan-contenders.ts';

const NETWORK = '10.70.16.0/20';
const ADDRESSES = addressesFrom('10.70.16.0', 4_096);
const LISTENING = new Set(ADDRESSES.filter((_, index) => index % 100 === 7));
const PORT = 22;

export const ONE_PORT_CASES: readonly BenchCase[] = [
  {
    name: 'one-port',
    title: '4,096 hosts x 1 port, 41 listening, the rest refused, veth, T4',
    targets: [everyVerdictRight],
    raise: async (bench) => {
      const lab = await raiseVethLab();
      await lab.listen([...LISTENING].map((address) => ({ address, port: PORT })));
      const truth: LabTruth = {
        addresses: ADDRESSES,
        firstPort: PORT,
        lastPort: PORT,
        kindOf: (address) => (LISTENING.has(address) ? 'open' : 'refused'),
      };
      const task = { targets: [NETWORK], ports: String(PORT), timing: 'T4', discovery: false };
      const contenders = [
        ...scanContenders(bench, task),
        ...pnscanContender(bench, truth),
        ...(bench.peers.doscan === undefined
          ? []
          : [doscan(bench.peers.doscan, NETWORK, PORT, PLAIN_TIMEOUT_MS)]),
      ];
      return { truth, contenders, lower: () => lab.lower() };
    },
  },
];
