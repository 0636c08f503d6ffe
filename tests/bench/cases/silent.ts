/** A host behind a firewall that DROPs: where the windows of scanners that wait for answers stay small. */
import { raiseVethLab } from '../../lab/veth-lab.ts';
import type { BenchCase, BenchTools, RaisedCase } from '../bench-case.ts';
import type { LabTruth } from '../lab-truth.ts';
import { everyVerdictRight, timesFaster } from '../targets.ts';
import { scanContenders } from './scan-contenders.ts';

const HOST = '10.70.0.1';

async function raiseSilent(
  bench: BenchTools,
  lastPort: number,
  open: readonly number[],
): Promise<RaisedCase> {
  const lab = await raiseVethLab();
  const syns = `-d ${HOST} -p tcp --syn`;
  await lab.listen(open.map((port) => ({ address: HOST, port })));
  await lab.setRules(4, [...open.map((port) => `${syns} --dport ${port} -j ACCEPT`), `${syns} -j DROP`]);
  const truth: LabTruth = {
    addresses: [HOST],
    firstPort: 1,
    lastPort,
    kindOf: (_address, port) => (open.includes(port) ? 'open' : 'silent'),
  };
  const task = { targets: [HOST], ports: `1-${lastPort}`, timing: 'T4', discovery: false };
  return { truth, contenders: scanContenders(bench, task), lower: () => lab.lower() };
}

export const SILENT_CASES: readonly BenchCase[] = [
  {
    name: 'mostly-dropped',
    title: '10,000 ports, 2 open, the rest DROP, `-Pn -T4`',
    targets: [timesFaster(15, 'nmap'), everyVerdictRight],
    raise: (bench) => raiseSilent(bench, 10_000, [22, 8_080]),
  },
  {
    name: 'silent',
    title: '1,000 ports of a wholly silent host, `-Pn -T4`',
    targets: [timesFaster(50, 'nmap'), everyVerdictRight],
    raise: (bench) => raiseSilent(bench, 1_000, []),
  },
];
