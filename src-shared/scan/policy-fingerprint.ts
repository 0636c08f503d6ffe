/**
 * What a host's verdicts say about the rule behind them: "Fast refusals below 1024, silence above: looks like a DROP
 * firewall with holes at 22, 80." Claims a rule only where nearly all settled ports keep to it, and counts those that do.
 */
import { findPortRuns, type PortRun } from './port-runs.ts';
import { classifyPorts, filterOf, SETTLED_FEW, type FilterKind } from './policy-classes.ts';
import { codeOfVerdict, stateOfPort } from './port-codes.ts';
import { writePolicy, type PolicyPart } from './policy-words.ts';
import type { HostStatus } from './port-state.ts';

export type { PolicyPart } from './policy-words.ts';

export interface PolicyInput {
  /** One code a port, of port-codes.ts. */
  readonly codes: Uint8Array;
  readonly hostStatus: HostStatus;
  /** The host's usual round-trip: only with it can a refusal be called fast. */
  readonly srttMs: number | null;
  /** Codes of the warnings that the scan gave of this host. */
  readonly warnings: readonly string[];
}

/**
 * `nothing`: no verdict; `too-few`: too few to tell; `open-everywhere`; `no-filter`: refused where not open;
 * `lone-filters`: the same but for a few filtered ports; `silent`: only
 * silence, which an absent host makes, too; `drop`, `reject`, `unreachable`, `filters`: one kind of filter, or several;
 * `mixed`: no rule is seen.
 */
export type PolicyKind =
  | 'nothing'
  | 'too-few'
  | 'open-everywhere'
  | 'no-filter'
  | 'lone-filters'
  | 'silent'
  | FilterKind
  | 'filters'
  | 'mixed';

export interface PolicyFacts {
  readonly kind: PolicyKind;
  /** The areas of the rule, ascending; their codes are those of `classifyPorts`. Empty where no rule is claimed. */
  readonly regions: readonly PortRun[];
  /** Open ports inside an area that a filter holds. */
  readonly holes: readonly number[];
  readonly openPorts: readonly number[];
  /** Filtered ports where the rule is another one: of `lone-filters` only. */
  readonly loneFiltered: readonly number[];
  /** Ports that keep to the rule, ports with a verdict, and ports that were asked. */
  readonly holds: number;
  readonly settled: number;
  readonly asked: number;
}

export interface PolicyFingerprint extends PolicyFacts {
  /** The sentence, with what stands out in it. */
  readonly parts: readonly PolicyPart[];
  /** "Holds in 65,503 of 65,535 ports. Seen from this machine only." */
  readonly evidence: string;
  /** What else could look the same, one sentence each. */
  readonly notes: readonly string[];
}

/** Areas that still make one sentence. */
const MOST_REGIONS = 8;
/** Of the ports that are not open, this share has to keep to a rule that is claimed. */
const LEAST_SHARE = 0.9;
const OPEN = codeOfVerdict('syn-ack');

export function fingerprintPolicy(input: PolicyInput): PolicyFingerprint {
  const facts = findPolicy(input);
  return { ...facts, ...writePolicy(facts, input) };
}

function findPolicy({ codes, hostStatus, warnings }: PolicyInput): PolicyFacts {
  const { classes, asked, settled } = classifyPorts(codes, warnings);
  const openPorts = portsThat(classes, (code) => code === OPEN);
  const seen = { asked, settled, openPorts, loneFiltered: [] };
  const none = { ...seen, regions: [], holes: [], holds: 0 };
  if (settled === 0) return { ...none, kind: 'nothing' };
  if (settled < SETTLED_FEW) return { ...none, kind: 'too-few' };
  const least = Math.max(4, Math.ceil(settled / 1_000));
  const { runs } = findPortRuns(classes, { least, most: MOST_REGIONS });
  const holds = runs.reduce((sum, { count }) => sum + count, 0);
  const openInRuns = runs.reduce((sum, { code, count }) => sum + (code === OPEN ? count : 0), 0);
  const bound = settled - openPorts.length + openInRuns;
  if (runs.length === 0 || holds < bound * LEAST_SHARE) return { ...none, kind: 'mixed' };
  const found = { ...seen, regions: runs, holds, holes: holesIn(runs, openPorts) };
  if (openInRuns >= settled * LEAST_SHARE) return { ...found, kind: 'open-everywhere' };
  const filters = new Set(runs.map(({ code }) => filterOf(code)).filter((kind) => kind !== null));
  const [filter] = filters;
  if (filter === undefined) {
    const loneFiltered = portsThat(classes, (code) => filterOf(code) !== null);
    return { ...found, loneFiltered, kind: loneFiltered.length > 0 ? 'lone-filters' : 'no-filter' };
  }
  if (filters.size > 1) return { ...found, kind: 'filters' };
  // Silence alone: with nothing else heard of the host, nobody may be there.
  const isAllSilent = filter === 'drop' && runs.length === 1 && holds === settled && hostStatus !== 'up';
  return { ...found, kind: isAllSilent ? 'silent' : filter };
}

function portsThat(classes: Uint8Array, isWanted: (code: number) => boolean): number[] {
  const ports: number[] = [];
  for (let port = 0; port < classes.length; port++) if (isWanted(classes[port]!)) ports.push(port);
  return ports;
}

/** Open ports that lie in a filtered area. */
function holesIn(runs: readonly PortRun[], open: readonly number[]): number[] {
  const filtered = runs.filter(({ code }) => stateOfPort(code) === 'filtered');
  if (filtered.length === runs.length) return [...open];
  return open.filter((port) => filtered.some(({ from, to }) => port >= from && port <= to));
}
