/** A rule made ready to judge many hosts by, once it is the rule of one. */
import { MAX_PORT, portsOfFlags } from '../port-ranges.ts';
import type { PortEntry } from './expectations.ts';
import type { ResolvedRule } from './match-rules.ts';

export interface RuleSide {
  /** What it lets be open, ascending. */
  readonly allowed: Uint16Array;
  /** Whether it lets a port be open. */
  isAllowed(port: number): boolean;
  /** What must be open, each port in one entry only. */
  readonly must: readonly PortEntry[];
  /** Addresses that must answer if the rule is theirs. */
  readonly demanded: ReadonlySet<string>;
}

const NO_SIDE: RuleSide = {
  allowed: new Uint16Array(),
  isAllowed: () => false,
  must: [],
  demanded: new Set(),
};

/** Prepares each rule when it is first asked for. Null: nothing is allowed, nothing demanded. */
export function createRuleSides(): (rule: ResolvedRule | null) => RuleSide {
  const sides = new Map<ResolvedRule, RuleSide>();
  return (rule) => {
    if (rule === null) return NO_SIDE;
    const side = sides.get(rule) ?? prepare(rule);
    sides.set(rule, side);
    return side;
  };
}

function prepare({ rule, demanded }: ResolvedRule): RuleSide {
  const flags = new Uint8Array(MAX_PORT + 1);
  const must = rule.must.map(({ ports, place }) => ({
    ports: ports.filter((port) => {
      const isNew = flags[port] === 0;
      flags[port] = 1;
      return isNew;
    }),
    place,
  }));
  for (const { ports } of rule.may) for (const port of ports) flags[port] = 1;
  const allowed = portsOfFlags(flags);
  return {
    allowed,
    isAllowed: (port) => isAmong(allowed, port),
    must,
    demanded: new Set(demanded),
  };
}

function isAmong(sorted: Uint16Array, port: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < port) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === port;
}
