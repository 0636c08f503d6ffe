/**
 * What a host's verdicts say about the rule behind them: "Fast refusals below 1024, silence above: looks like a DROP
 * firewall with holes at 22, 80." Claims a rule only where nearly all settled ports keep to it, and counts those that do.
 */
import { findPortRuns, type PortRun } from './port-runs.ts';
import {
  classifyPorts,
  filterOf,
  SETTLED_FEW,
  type PolicyFacts,
  type PolicyInput,
  type PolicyPart,
} from './policy-classes.ts';
import { codeOfVerdict, stateOfPort } from './port-codes.ts';
import { writePolicy } from './policy-words.ts';

export type { PolicyInput, PolicyPart } from './policy-classes.ts';

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
/** The share of ports that may lack a verdict where a firewall is said to be absent. */
const MOST_WAITING = 0.01;
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
    if (asked - settled > asked * MOST_WAITING) return { ...found, kind: 'open-question' };
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
