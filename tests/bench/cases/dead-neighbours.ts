/** Neighbours that answer no ARP: hosts that are down, never filtered ports. */
import { raiseVethLab } from '../../lab/veth-lab.ts';
import type { BenchCase, BenchTools, RaisedCase } from '../bench-case.ts';
import type { LabTruth } from '../lab-truth.ts';
import { everyVerdictRight, noGhosts } from '../targets.ts';
import { addressesFrom } from './addresses.ts';
import { scanContenders } from './scan-contenders.ts';

/** 500 that nobody has, then 20 that the peer has. */
const DEAD = addressesFrom('10.71.4.1', 500);
const LIVE = addressesFrom('10.71.6.1', 20);
const TARGETS = ['10.71.4.1-255', '10.71.5.0-244', '10.71.6.1-20'];
const OPEN = [22, 80];
const LAST_PORT = 100;

async function raiseNeighbours(bench: BenchTools, discovery: boolean): Promise<RaisedCase> {
  const lab = await raiseVethLab();
  await lab.addNeighbours(LIVE);
  await lab.listen(LIVE.flatMap((address) => OPEN.map((port) => ({ address, port }))));
  const live = new Set(LIVE);
  const truth: LabTruth = {
    addresses: [...DEAD, ...LIVE],
    firstPort: 1,
    lastPort: LAST_PORT,
    kindOf: (address, port) => {
      if (!live.has(address)) return 'nobody';
      return OPEN.includes(port) ? 'open' : 'refused';
    },
  };
  const task = { targets: TARGETS, ports: `1-${LAST_PORT}`, timing: 'T4', discovery };
  return { truth, contenders: scanContenders(bench, task), lower: () => lab.lower() };
}

const neighbourCase = (name: string, how: string, discovery: boolean): BenchCase => ({
  name: `dead-neighbours/${name}`,
  title: `500 dead and 20 live neighbours x 100 ports, veth segment, ${how}`,
  targets: [everyVerdictRight, noGhosts],
  raise: (bench) => raiseNeighbours(bench, discovery),
});

export const DEAD_NEIGHBOUR_CASES: readonly BenchCase[] = [
  neighbourCase('found', 'with discovery, T4', true),
  neighbourCase('taken', '`-Pn -T4`', false),
];
