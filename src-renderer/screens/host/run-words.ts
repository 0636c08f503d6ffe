/** Runs of ports as lines of a table. Pure. */
import { reasonOfPort, stateOfPort } from '../../../src-shared/scan/port-codes.ts';
import type { Reason } from '../../../src-shared/scan/port-state.ts';
import type { PortRun, ScatteredPorts } from '../../../src-shared/scan/port-runs.ts';
import type { AnyState } from '../../components/any-state.ts';
import { formatCount } from '../../components/format.ts';

export interface RunWords {
  /** "1–1023", "113", "26 scattered". */
  readonly ports: string;
  readonly state: AnyState;
  /** Null: no verdict yet. */
  readonly reason: Reason | null;
  readonly count: number;
}

export function describeRun({ from, to, code, count }: PortRun): RunWords {
  // Two ports that do not touch are no range; of more, those between were not asked or are told elsewhere.
  const isPair = count === 2 && to - from > 1;
  const ports = from === to ? String(from) : isPair ? `${from}, ${to}` : `${from}–${to}`;
  return { ports, ...verdict(code), count };
}

/** A few by their numbers, many by how many they are. */
export function describeScattered({ code, count, first }: ScatteredPorts): RunWords {
  const ports = first.length === count ? first.join(', ') : `${formatCount(count)} scattered`;
  return { ports, ...verdict(code), count };
}

function verdict(code: number): Pick<RunWords, 'state' | 'reason'> {
  return { state: stateOfPort(code), reason: reasonOfPort(code) };
}
