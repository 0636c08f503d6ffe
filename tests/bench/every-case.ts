/** All cases of the bench, in the order in which they are run and shown. */
import type { BenchCase } from './bench-case.ts';
import { DEAD_NEIGHBOUR_CASES } from './cases/dead-neighbours.ts';
import { HUGE_CASES } from './cases/huge.ts';
import { LOOPBACK_CASES } from './cases/loopback.ts';
import { LOSSY_CASES } from './cases/lossy.ts';
import { MIXED_LATENCY_CASES } from './cases/mixed-latency.ts';
import { ONE_PORT_CASES } from './cases/one-port.ts';
import { REFUSED_CASES } from './cases/refused.ts';
import { SILENT_CASES } from './cases/silent.ts';
import { START_CASES } from './cases/start.ts';
import { SUBNET_CASES } from './cases/subnet.ts';

export const EVERY_CASE: readonly BenchCase[] = [
  ...REFUSED_CASES,
  ...SILENT_CASES,
  ...SUBNET_CASES,
  ...LOSSY_CASES,
  ...MIXED_LATENCY_CASES,
  ...DEAD_NEIGHBOUR_CASES,
  ...HUGE_CASES,
  ...ONE_PORT_CASES,
  ...LOOPBACK_CASES,
  ...START_CASES,
];

/** Those that a name asks for: the case itself, or all that begin with "name/". */
export function casesNamed(name: string): readonly BenchCase[] {
  return EVERY_CASE.filter((each) => each.name === name || each.name.startsWith(`${name}/`));
}
