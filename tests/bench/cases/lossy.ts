/** Twenty hosts behind a link that loses SYNs by lot: who still finds every listener? */
import { createRandom } from '../../helpers/random.ts';
import { raiseVethLab } from '../../lab/veth-lab.ts';
import type { BenchCase, BenchTools, RaisedCase } from '../bench-case.ts';
import type { LabTruth } from '../lab-truth.ts';
import { listenersFound, neverFewerListeners, timesFaster } from '../targets.ts';
import { addressesFrom } from './addresses.ts';
import { scanContenders } from './scan-contenders.ts';

const ADDRESSES = addressesFrom('10.70.2.1', 20);
const LISTENERS_PER_HOST = 5;
const LAST_PORT = 1_000;

async function raiseLossy(bench: BenchTools, probability: number): Promise<RaisedCase> {
  const random = createRandom(3);
  const ports = Array.from({ length: LAST_PORT }, (_, index) => index + 1);
  const open = new Map(
    ADDRESSES.map((address) => [address, new Set(random.shuffle(ports).slice(0, LISTENERS_PER_HOST))]),
  );
  const lab = await raiseVethLab();
  await lab.listen([...open].flatMap(([address, its]) => [...its].map((port) => ({ address, port }))));
  await lab.setRules(4, [
    `-d 10.70.2.0/24 -p tcp --syn -m statistic --mode random --probability ${probability} -j DROP`,
  ]);
  const truth: LabTruth = {
    addresses: ADDRESSES,
    firstPort: 1,
    lastPort: LAST_PORT,
    kindOf: (address, port) => (open.get(address)?.has(port) === true ? 'open' : 'refused'),
  };
  const targets = [`${ADDRESSES[0]}-20`];
  const task = { targets, ports: `1-${LAST_PORT}`, timing: 'T4', discovery: false };
  return { truth, contenders: scanContenders(bench, task), lower: () => lab.lower() };
}

const lossyCase = (percent: number, share: number): BenchCase => ({
  name: `lossy-${percent}`,
  title: `20 hosts x 1,000 ports, 100 listeners, the rest refused, ${percent} % of SYNs lost, \`-Pn -T4\``,
  targets: [listenersFound(share), neverFewerListeners('nmap'), timesFaster(8, 'nmap')],
  rightShare: share,
  rounds: { full: 20, quick: 3 },
  raise: (bench) => raiseLossy(bench, percent / 100),
});

export const LOSSY_CASES: readonly BenchCase[] = [lossyCase(10, 0.999), lossyCase(20, 0.995)];
