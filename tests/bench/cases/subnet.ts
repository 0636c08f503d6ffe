/** A /24 with twenty hosts in it, found by connections; everything else is silence. */
import { raiseVethLab } from '../../lab/veth-lab.ts';
import type { BenchCase, BenchTools, RaisedCase } from '../bench-case.ts';
import type { LabTruth } from '../lab-truth.ts';
import { everyVerdictRight, noGhosts, timesFaster } from '../targets.ts';
import { addressesFrom } from './addresses.ts';
import { scanContenders } from './scan-contenders.ts';

const SUBNET = '10.70.1.0/24';
const ADDRESSES = addressesFrom('10.70.1.0', 256);
/** Every twelfth address from the fifth on. */
const UP = new Set(ADDRESSES.filter((_, index) => index % 12 === 5).slice(0, 20));
const OPEN = [22, 80];
const LAST_PORT = 200;

async function raiseSubnet(bench: BenchTools, rejectedFrom: number): Promise<RaisedCase> {
  const lab = await raiseVethLab();
  await lab.listen([...UP].flatMap((address) => OPEN.map((port) => ({ address, port }))));
  await lab.setRules(4, [
    ...[...UP].flatMap((address) => [
      ...OPEN.map((port) => `-d ${address} -p tcp --syn --dport ${port} -j ACCEPT`),
      ...(rejectedFrom > LAST_PORT
        ? []
        : [`-d ${address} -p tcp --syn --dport ${rejectedFrom}:${LAST_PORT} -j REJECT`]),
    ]),
    `-d ${SUBNET} -p tcp --syn -j DROP`,
  ]);
  const truth: LabTruth = {
    addresses: ADDRESSES,
    firstPort: 1,
    lastPort: LAST_PORT,
    kindOf: (address, port) => {
      if (!UP.has(address)) return 'nobody';
      if (OPEN.includes(port)) return 'open';
      return port >= rejectedFrom ? 'rejected' : 'silent';
    },
  };
  const task = { targets: [SUBNET], ports: `1-${LAST_PORT}`, timing: 'T4', discovery: true };
  return { truth, contenders: scanContenders(bench, task), lower: () => lab.lower() };
}

export const SUBNET_CASES: readonly BenchCase[] = [
  {
    name: 'subnet-silent',
    title: '/24, 20 hosts up, their other ports DROP, silence elsewhere, 200 ports, T4',
    targets: [timesFaster(5, 'nmap'), everyVerdictRight, noGhosts],
    raise: (bench) => raiseSubnet(bench, LAST_PORT + 1),
  },
  {
    name: 'subnet-reject',
    title: 'the same with ports 100-200 REJECTed',
    // With its peers' luck in catching one of the few ICMP errors, their times differ by a factor of ten.
    leastPairs: { full: 3, quick: 1 },
    targets: [timesFaster(20, 'nmap'), everyVerdictRight, noGhosts],
    raise: (bench) => raiseSubnet(bench, 100),
  },
];
