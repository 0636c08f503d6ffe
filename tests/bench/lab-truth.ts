/** What stands at every asked port of a lab, and whether what a scanner told agrees with it. */
import type { PortState } from '../../src-shared/scan/port-state.ts';

/** `rejected`: an ICMP port-unreachable, as far as the host's limit lets it go; `nobody`: there is no host. */
export type TruthKind = 'open' | 'refused' | 'silent' | 'rejected' | 'nobody';

export interface LabTruth {
  /** Every asked address. */
  readonly addresses: readonly string[];
  /** Every one of them was asked all ports from the first to the last. */
  readonly firstPort: number;
  readonly lastPort: number;
  kindOf(address: string, port: number): TruthKind;
}

/** What a scanner told of one host. */
export interface ToldHost {
  readonly address: string;
  readonly isUp: boolean;
  readonly ports: readonly ToldPorts[];
}

export interface ToldPorts {
  readonly state: PortState;
  /** Empty where the scanner gives none. */
  readonly reason: string;
  readonly ranges: readonly PortRange[];
}

/** Both ends are in it. */
export type PortRange = readonly [first: number, last: number];

/** `open-only`: it names open ports and says nothing of others. */
export type Tells = 'every-port' | 'open-only';

export interface Judgement {
  /** Ports that were asked, on hosts that do not exist too: there every verdict is wrong. */
  readonly checked: number;
  /** Verdicts that are not the truth, and those that are missing. */
  readonly wrong: number;
  readonly falseOpen: number;
  readonly listeners: number;
  readonly listenersFound: number;
  /** Hosts that do not exist and were told as up. */
  readonly ghosts: number;
  /** The first few that are wrong, in words. */
  readonly examples: readonly string[];
}

/** What the scanner can know: a plain connect cannot tell ICMP port-unreachable from a reset. */
export type Knowledge = 'epoll' | 'portable' | 'states-only';

const EXAMPLES = 5;

/** Per kind: "state/reason" as Portolan must say it, and the state alone for scanners of other makes. */
const RIGHT: Readonly<Record<Exclude<TruthKind, 'nobody'>, Readonly<Record<Knowledge, readonly string[]>>>> =
  {
    open: { epoll: ['open/syn-ack'], portable: ['open/syn-ack'], 'states-only': ['open'] },
    refused: { epoll: ['closed/reset'], portable: ['closed/conn-refused'], 'states-only': ['closed'] },
    silent: {
      epoll: ['filtered/no-response'],
      portable: ['filtered/no-response'],
      'states-only': ['filtered'],
    },
    rejected: {
      epoll: ['filtered/port-unreach', 'filtered/no-response'],
      portable: ['closed/conn-refused', 'filtered/no-response'],
      'states-only': ['filtered'],
    },
  };

/** Holds every verdict against the truth. */
export function judge(
  truth: LabTruth,
  told: readonly ToldHost[],
  knowledge: Knowledge,
  tells: Tells,
): Judgement {
  const sum = { checked: 0, wrong: 0, falseOpen: 0, listeners: 0, listenersFound: 0, ghosts: 0 };
  const examples: string[] = [];
  const note = (address: string, port: number, kind: TruthKind, said: string): void => {
    sum.wrong += 1;
    if (examples.length < EXAMPLES) examples.push(`${address} port ${port} is ${kind}, told was ${said}`);
  };
  const hosts = new Map(told.map((host) => [host.address, host]));

  for (const address of truth.addresses) {
    const host = hosts.get(address);
    if (host?.isUp === true && truth.kindOf(address, truth.firstPort) === 'nobody') sum.ghosts += 1;
    const heard = portsHeard(host, truth);
    for (let port = truth.firstPort; port <= truth.lastPort; port += 1) {
      const kind = truth.kindOf(address, port);
      const said = heard[port - truth.firstPort];
      if (kind === 'open') {
        sum.listeners += 1;
        if (said?.state === 'open') sum.listenersFound += 1;
      } else if (said?.state === 'open') sum.falseOpen += 1;

      sum.checked += 1;
      const isSilenceRight = kind === 'nobody' || (tells === 'open-only' && kind !== 'open');
      if (!said && isSilenceRight) continue;
      const heardWords = said ? words(said, knowledge) : 'nothing';
      if (kind === 'nobody' || !RIGHT[kind][knowledge].includes(heardWords))
        note(address, port, kind, heardWords);
    }
  }
  return { ...sum, examples };
}

/** One entry a port, undefined where nothing was told. Throws on ports that nobody asked for and on those told twice. */
function portsHeard(
  host: ToldHost | undefined,
  { firstPort, lastPort }: LabTruth,
): (ToldPorts | undefined)[] {
  const heard = new Array<ToldPorts | undefined>(lastPort - firstPort + 1);
  for (const group of host?.ports ?? []) {
    for (const [first, last] of group.ranges) {
      for (let port = first; port <= last; port += 1) {
        if (port < firstPort || port > lastPort || heard[port - firstPort])
          throw new Error(`${host?.address} port ${port} was told twice, or without being asked for.`);
        heard[port - firstPort] = group;
      }
    }
  }
  return heard;
}

function words({ state, reason }: ToldPorts, knowledge: Knowledge): string {
  return knowledge === 'states-only' ? state : `${state}/${reason}`;
}

/** "1-3,7" -> [[1, 3], [7, 7]]. */
export function readRanges(text: string): PortRange[] {
  return text.split(',').map((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return [first, last];
  });
}
