/** Firewalls drawn by a seed. */
import type { DialerName } from '../../src-main/engine/choose-dialer.ts';
import type { Random } from '../helpers/random.ts';
import type { Firewall, FirewallPlan } from './firewall.ts';
import { ruleKinds, type Family, type RuleKind } from './rule-kinds.ts';

const HOST: Record<Family, (index: number) => string> = {
  4: (index) => `10.66.${Math.floor(index / 250)}.${1 + (index % 250)}`,
  6: (index) => `fd66::${(1 + index).toString(16)}`,
};

/**
 * Hosts with the same ports and every kind of rule somewhere on each; the rest of the ports by lot. At least one port of
 * every host is open.
 */
export function drawFirewall(
  random: Random,
  family: Family,
  size: { hosts: number; portsPerHost: number },
): FirewallPlan {
  const ports = drawPorts(random, size.portsPerHost);
  const kinds = ruleKinds(family);
  const drawHost = (): Map<number, RuleKind> => {
    const rest = Array.from({ length: size.portsPerHost - kinds.length }, () => random.pick(kinds));
    const dealt = random.shuffle([...kinds, ...rest]);
    return new Map(ports.map((port, index) => [port, dealt[index] ?? 'closed']));
  };
  return new Map(Array.from({ length: size.hosts }, (_, index) => [HOST[family](index), drawHost()]));
}

/** Distinct, ascending; below the ephemeral range, so that no other test's own connection sits on one. */
function drawPorts(random: Random, count: number): number[] {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(1 + random.below(32_000));
  return [...ports].sort((a, b) => a - b);
}

/** The plan's ports as the command line takes them. */
export function portsArgument(plan: FirewallPlan): string {
  const [ports] = plan.values();
  if (!ports) throw new Error('A firewall without hosts has no ports.');
  return [...ports.keys()].join(',');
}

/** "address port" -> what a scan through that dialer must say, for the whole plan. */
export function truthOf(
  plan: FirewallPlan,
  firewall: Firewall,
  dialer: DialerName,
): Map<string, { state: string; reason: string }> {
  return new Map(
    [...plan].flatMap(([address, ports]) =>
      [...ports.keys()].map((port) => [`${address} ${port}`, firewall.truth(address, port, dialer)] as const),
    ),
  );
}
