/** How often everybody runs, and how long a peer may take. */
import type { BenchCase, Length } from './bench-case.ts';
import type { Contender } from './contenders/contender.ts';

interface Patience {
  /** A peer is stopped after this long. */
  readonly peerLimitMs: number;
  /** How many pairs, by how long the first run took: the first line that fits. */
  readonly pairs: readonly (readonly [atLeastMs: number, pairs: number])[];
}

export const PATIENCE: Readonly<Record<Length, Patience>> = {
  full: {
    peerLimitMs: 200_000,
    pairs: [
      [60_000, 1],
      [10_000, 3],
      [0, 5],
    ],
  },
  quick: {
    peerLimitMs: 8_000,
    pairs: [
      [4_000, 1],
      [0, 3],
    ],
  },
};

/** How many runs each contender gets in all, once the first pair has shown how long they take. */
export function planPairs(
  { rounds, leastPairs }: Pick<BenchCase, 'rounds' | 'leastPairs'>,
  firstMs: ReadonlyMap<Contender, number>,
  length: Length,
): Map<Contender, number> {
  const pairsOf = (contender: Contender): number => {
    const ms = firstMs.get(contender) ?? 0;
    return PATIENCE[length].pairs.find(([atLeastMs]) => ms >= atLeastMs)?.[1] ?? 1;
  };
  const contenders = [...firstMs.keys()];
  const others = contenders.filter(({ role }) => role !== 'ours');
  const plan = new Map(others.map((each) => [each, Math.max(pairsOf(each), leastPairs?.[length] ?? 1)]));
  // Portolan takes part in every pair, and is alone in what the case wants beyond them.
  const most = Math.max(...(others.length > 0 ? plan.values() : contenders.map(pairsOf)));
  const atLeast = Math.max(rounds?.[length] ?? 1, most);
  for (const each of contenders) {
    if (each.role === 'ours' || each.role === 'baseline') plan.set(each, atLeast);
  }
  return plan;
}
