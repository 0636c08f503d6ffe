/**
 * A week of a small network, drawn by a seed: what its firewall and hosts are at each of the runs, and what each run asks.
 * Everything that a comparison must tell follows from it, and nothing else may be told.
 */
import type { Random } from '../../helpers/random.ts';
import type { RuleKind } from '../rule-kinds.ts';

/** How the network is while one run goes over it, and what the run asks. */
export interface WeekDay {
  /** Address -> port -> rule. */
  readonly rules: ReadonlyMap<string, ReadonlyMap<number, RuleKind>>;
  readonly gone: ReadonlySet<string>;
  /** Share of SYNs lost, 0-1. */
  readonly loss: number;
  readonly targets: readonly string[];
  readonly exclude: readonly string[];
  /** Ascending. */
  readonly ports: readonly number[];
  /** Ended by a person when about this share of its ports has a verdict; null: it goes to its end. */
  readonly stopAt: number | null;
}

export interface WeekSize {
  readonly runs: number;
  readonly hosts: number;
  readonly portsPerHost: number;
}

/** Services come and go, DROP turns REJECT, and back; the first of them the most often. */
const KINDS: readonly RuleKind[] = [
  'open',
  'open',
  'open',
  'closed',
  'closed',
  'drop',
  'drop',
  'reject-default',
  'icmp-admin-prohibited',
  'tcp-reset',
];
const LOSS = 0.05;

export function drawWeek(random: Random, size: WeekSize): WeekDay[] {
  const addresses = Array.from({ length: size.hosts }, (_, index) => `10.66.7.${1 + index}`);
  const ports = drawPorts(random, size.portsPerHost);
  const rules = new Map(addresses.map((address) => [address, drawHost(random, ports)]));
  const gone = new Set<string>();
  const chance = (percent: number): boolean => random.below(100) < percent;
  const days: WeekDay[] = [];
  for (let run = 0; run < size.runs; run++) {
    if (run > 0 && chance(60)) {
      for (let left = 1 + random.below(4); left > 0; left--) {
        // The first port of each host stays open: by it the host is found where it is there.
        const port = random.pick(ports.slice(1));
        rules.get(random.pick(addresses))?.set(port, random.pick(KINDS));
      }
    }
    for (const address of gone) if (chance(40)) gone.delete(address);
    if (run > 0 && gone.size < 2 && chance(12)) gone.add(random.pick(addresses));
    days.push({
      rules: new Map([...rules].map(([address, of]) => [address, new Map(of)])),
      gone: new Set(gone),
      loss: chance(30) ? LOSS : 0,
      ...drawScope(random, addresses, ports, chance),
      stopAt: chance(6) ? 0.2 + random.below(50) / 100 : null,
    });
  }
  return days;
}

/** Mostly everything; now and then fewer hosts, fewer ports, or some left out. */
function drawScope(
  random: Random,
  addresses: readonly string[],
  ports: readonly number[],
  chance: (percent: number) => boolean,
): Pick<WeekDay, 'targets' | 'exclude' | 'ports'> {
  const all = { targets: addresses, exclude: [], ports };
  if (!chance(20)) return all;
  switch (random.below(3)) {
    case 0:
      return { ...all, targets: addresses.slice(0, 1 + random.below(addresses.length - 1)) };
    case 1:
      return { ...all, exclude: [random.pick(addresses)] };
    default: {
      const kept = random.shuffle(ports.slice(1)).slice(0, Math.floor(ports.length / 2));
      return { ...all, ports: [ports[0] ?? 1, ...kept].sort((a, b) => a - b) };
    }
  }
}

/** Distinct, ascending; below the ephemeral range. */
function drawPorts(random: Random, count: number): number[] {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(1 + random.below(32_000));
  return [...ports].sort((a, b) => a - b);
}

function drawHost(random: Random, ports: readonly number[]): Map<number, RuleKind> {
  return new Map(ports.map((port, index) => [port, index === 0 ? 'open' : random.pick(KINDS)]));
}
