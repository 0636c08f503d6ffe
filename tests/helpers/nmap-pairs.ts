/** Two runs of nmap on the same targets, drawn by a seed, and what changed between them. */
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { Random } from './random.ts';
import { nmapXml, type NmapHostDraft } from './nmap-xml.ts';

type State = 'open' | 'closed' | 'filtered';
interface Port {
  readonly state: State;
  readonly reason: string;
  readonly service: string;
}
type Network = Map<string, Map<number, Port>>;

export interface NmapPair {
  /** XML. */
  readonly before: string;
  readonly after: string;
  /** "address port" -> "open->closed", of hosts that both runs found. */
  readonly changed: ReadonlyMap<string, string>;
  /** "address port" of open ports with another service. */
  readonly services: ReadonlySet<string>;
  /** Whether a file lists the port of itself. */
  isListed(which: 'before' | 'after', key: string): boolean;
  readonly appeared: readonly string[];
  readonly gone: readonly string[];
}

const PORTS = 60;
const HOSTS = 5;
const REASONS: Readonly<Record<State, readonly string[]>> = {
  open: ['syn-ack'],
  closed: ['conn-refused'],
  filtered: ['no-response', 'host-unreach', 'net-unreach'],
};

/** About one pair in five differs in nothing, or only in reasons. */
export function drawPair(random: Random): NmapPair {
  const addresses = Array.from({ length: HOSTS }, (_, index) => `10.0.0.${index + 1}`);
  const before: Network = new Map(
    addresses.filter(() => random.below(5) > 0).map((address) => [address, drawHost(random)]),
  );
  const after: Network = new Map();
  const isQuiet = random.below(5) === 0;
  for (const address of addresses) {
    const host = before.get(address);
    const stays = isQuiet || random.below(8) > 0;
    if (host && stays) after.set(address, drawChanges(random, host, isQuiet));
    else if (!host && !isQuiet && random.below(3) === 0) after.set(address, drawHost(random));
  }
  return { ...truthOf(before, after), before: write(before), after: write(after), isListed };

  function isListed(which: 'before' | 'after', key: string): boolean {
    const [address = '', port] = key.split(' ');
    const host = (which === 'before' ? before : after).get(address);
    return host !== undefined && listedPorts(host).includes(Number(port));
  }
}

function drawHost(random: Random): Map<number, Port> {
  // Most ports of a host say the same, as most do.
  const usual: State = random.pick(['closed', 'closed', 'filtered']);
  const ports = Array.from({ length: PORTS }, (_, index): [number, Port] => {
    const state = random.below(6) > 0 ? usual : random.pick(['open', 'closed', 'filtered'] as const);
    return [index + 1, portOf(random, index + 1, state)];
  });
  return new Map(ports);
}

function portOf(random: Random, port: number, state: State): Port {
  return { state, reason: random.pick(REASONS[state]), service: `service-${port}` };
}

function drawChanges(random: Random, host: Map<number, Port>, isQuiet: boolean): Map<number, Port> {
  const changed = new Map<number, Port>();
  for (const [port, was] of host) {
    const lot = random.below(40);
    if (!isQuiet && lot === 0) {
      changed.set(port, portOf(random, port, random.pick(['open', 'closed', 'filtered'] as const)));
    } else if (!isQuiet && lot === 1 && was.state === 'open') {
      changed.set(port, { ...was, service: `other-${port}` });
    } else changed.set(port, lot < 8 ? { ...was, reason: random.pick(REASONS[was.state]) } : was);
  }
  return changed;
}

function truthOf(
  before: Network,
  after: Network,
): Pick<NmapPair, 'changed' | 'services' | 'appeared' | 'gone'> {
  const changed = new Map<string, string>();
  const services = new Set<string>();
  for (const [address, ports] of after) {
    for (const [port, is] of ports) {
      const was = before.get(address)?.get(port);
      if (!was) continue;
      const key = `${address} ${port}`;
      if (was.state !== is.state) changed.set(key, `${was.state}->${is.state}`);
      else if (is.state === 'open' && was.service !== is.service) services.add(key);
    }
  }
  return {
    changed,
    services,
    appeared: [...after.keys()].filter((address) => !before.has(address)),
    gone: [...before.keys()].filter((address) => !after.has(address)),
  };
}

/** More ports of one state than these are summarised, as nmap does. */
const MOST_LISTED = 25;

function listedPorts(host: Map<number, Port>): number[] {
  const byState = Map.groupBy(host, ([, { state }]) => state);
  return [...host]
    .filter(([, { state }]) => state === 'open' || (byState.get(state)?.length ?? 0) <= MOST_LISTED)
    .map(([port]) => port);
}

function write(network: Network): string {
  const hosts = [...network].map(([address, ports]): NmapHostDraft => {
    const listed = new Set(listedPorts(ports));
    const rest = [...ports].filter(([port]) => !listed.has(port));
    return {
      address,
      ports: [...ports].filter(([port]) => listed.has(port)).map(([port, said]) => ({ port, ...said })),
      // A reason belongs to one state.
      extra: [...Map.groupBy(rest, ([, { reason }]) => reason)].map(([reason, group]) => ({
        state: group[0]?.[1].state ?? '',
        reason,
        ports: formatPortRanges(group.map(([port]) => port)),
      })),
    };
  });
  const args = `nmap -sT -p 1-${PORTS} 10.0.0.1-${HOSTS}`;
  return nmapXml({ args, services: `1-${PORTS}`, hosts, end: { total: HOSTS } });
}
