/** Who takes part in a scan: Portolan, nmap where it is installed, and who else a case asks for. */
import type { BenchTools } from '../bench-case.ts';
import { connectLoop } from '../contenders/connect-loop.ts';
import type { Contender, ScanTask } from '../contenders/contender.ts';
import { nmap } from '../contenders/nmap.ts';
import { pnscan } from '../contenders/pnscan.ts';
import { portolan } from '../contenders/portolan.ts';
import type { LabTruth } from '../lab-truth.ts';

/** The one time-out of scanners that know no templates: T4's longest, so that they lose nothing here. */
export const PLAIN_TIMEOUT_MS = 1_250;

const LOOP_THREADS = [1, 2];

export function scanContenders(bench: BenchTools, task: ScanTask): Contender[] {
  const { peers, folder, dialer } = bench;
  return [
    portolan(task, folder, dialer),
    ...(peers.nmap === undefined ? [] : [nmap(peers.nmap, task, folder)]),
  ];
}

export function pnscanContender(bench: BenchTools, truth: LabTruth): Contender[] {
  const { pnscan: program } = bench.peers;
  if (program === undefined) return [];
  const targets = `${truth.addresses[0]}:${truth.addresses.at(-1)}`;
  return [pnscan(program, targets, [truth.firstPort, truth.lastPort], PLAIN_TIMEOUT_MS)];
}

/** The machine's limit for the same probes, on one thread and on two. */
export function loopContenders({ connectLoop: program }: BenchTools, truth: LabTruth): Contender[] {
  if (program === undefined) return [];
  const { addresses, firstPort, lastPort } = truth;
  const range = { firstAddress: addresses[0] ?? '', addresses: addresses.length, firstPort, lastPort };
  return LOOP_THREADS.map((threads) => connectLoop(program, threads, range));
}
