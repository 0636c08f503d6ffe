/** A policy as a sentence, with its evidence and with what else could look the same. */
import {
  behaviourOf,
  filterOf,
  SETTLED_FEW,
  type FilterKind,
  type PolicyFacts,
  type PolicyInput,
  type PolicyPart,
} from './policy-classes.ts';
import { codeOfVerdict, stateOfPort } from './port-codes.ts';
import type { PortRun } from './port-runs.ts';

export interface PolicyWords {
  readonly parts: readonly PolicyPart[];
  readonly evidence: string;
  readonly notes: readonly string[];
}

const MAX_HOLES = 6;
const MAX_SPANS = 3;
/** A refusal that comes within this is one without a wait. */
const FAST_MS = 250;
/** Ports 1-65535. */
const EVERYWHERE = 65_535;

/** A share of open ports that is no exception any more. */
const MANY_OPEN = 0.05;

const OPEN = codeOfVerdict('syn-ack');
const RESET = codeOfVerdict('reset');
const REFUSED = codeOfVerdict('conn-refused');

const plain = (text: string): PolicyPart => ({ text, kind: 'plain' });
const claim = (text: string): PolicyPart => ({ text, kind: 'claim' });
const ports = (text: string): PolicyPart => ({ text, kind: 'ports' });
const count = (value: number): string => value.toLocaleString('en-US');
const plural = (value: number, word: string): string => `${count(value)} ${word}${value === 1 ? '' : 's'}`;

export function writePolicy(facts: PolicyFacts, input: PolicyInput): PolicyWords {
  return { parts: sentence(facts, input), evidence: evidence(facts), notes: notes(facts, input) };
}

function sentence(facts: PolicyFacts, input: PolicyInput): PolicyPart[] {
  const { kind, settled, openPorts } = facts;
  switch (kind) {
    case 'nothing':
      return [plain(facts.asked === 0 ? 'Nothing was asked of this host.' : 'No verdicts yet.')];
    case 'too-few':
      return [plain(`${plural(settled, 'verdict')}: too few to tell a rule from chance.`)];
    case 'mixed':
      return [plain('No single rule: '), claim('verdicts are mixed'), plain(' over the ports.')];
    default:
      break;
  }
  const start = [...areas(facts, input), plain(': ')];
  switch (kind) {
    case 'open-everywhere':
      return [...start, plain('looks like '), claim('something that accepts every connection'), plain('.')];
    case 'no-filter':
      return openPorts.length > 0
        ? [...start, plain('looks like '), claim('no firewall'), ...services(openPorts)]
        : [...start, plain('nothing listens, and '), claim('no firewall'), plain(' shows.')];
    case 'open-question':
      return [
        ...areas(facts, input),
        plain(', and it is '),
        claim('open whether anything is filtered'),
        plain(': silence takes longest to tell.'),
      ];
    case 'lone-filters':
      return [
        ...areas(facts, input),
        plain(', but not at '),
        ...list(facts.loneFiltered),
        plain(': looks like a '),
        claim('firewall on single ports'),
        ...services(openPorts),
      ];
    case 'silent':
      return [...start, plain('looks like '), claim('a DROP firewall, or nobody there'), plain('.')];
    case 'unreachable':
      return [...start, plain('a '), claim('router'), plain(' says that there is no way'), ...holes(facts)];
    default:
      return [...start, plain('looks like a '), claim(firewallName(facts)), ...holes(facts)];
  }
}

function firewallName({ regions }: PolicyFacts): string {
  const kinds = new Set(regions.map(({ code }) => filterOf(code)));
  if (kinds.has('unreachable')) return 'filter with several rules';
  const words: Record<FilterKind, string> = { drop: 'DROP', reject: 'REJECT', unreachable: '' };
  return `${[...kinds].flatMap((kind) => (kind === null ? [] : [words[kind]])).join(' and ')} firewall`;
}

function holes({ holes: open, openPorts, settled, asked }: PolicyFacts): PolicyPart[] {
  if (open.length > 0)
    return [plain(open.length === 1 ? ' with a hole at ' : ' with holes at '), ...list(open), plain('.')];
  if (settled < asked) return [plain(', with no hole in it so far.')];
  return [plain(openPorts.length === 0 ? ', without a hole among these ports.' : ', without a hole in it.')];
}

function services(open: readonly number[]): PolicyPart[] {
  if (open.length === 0) return [plain('.')];
  return [
    plain(open.length === 1 ? ', with a service at ' : ', with services at '),
    ...list(open),
    plain('.'),
  ];
}

/** "22, 80 and 443". */
function list(numbers: readonly number[]): PolicyPart[] {
  // One more is no longer named than its number.
  const named = numbers.slice(0, numbers.length > MAX_HOLES + 1 ? MAX_HOLES : numbers.length);
  const more = numbers.length - named.length;
  const last = more > 0 ? undefined : named.pop();
  const parts: PolicyPart[] = [];
  if (named.length > 0) parts.push(ports(named.join(', ')));
  if (named.length > 0) parts.push(plain(' and '));
  parts.push(last === undefined ? plain(`${count(more)} more`) : ports(String(last)));
  return parts;
}

/** Where what happens: "Fast refusals below 1024, silence above". */
function areas(facts: PolicyFacts, { srttMs }: PolicyInput): PolicyPart[] {
  const { regions } = facts;
  const isFast = srttMs !== null && srttMs <= FAST_MS;
  const word = (code: number, isFirst: boolean): string => {
    const text = behaviourOf(code, isFast);
    return isFirst || text.startsWith('ICMP') ? text : text.charAt(0).toLowerCase() + text.slice(1);
  };
  const [first, second] = regions;
  if (!first) return [];
  if (!second) return [plain(`${word(first.code, true)} ${everywhere(facts)}`)];
  if (regions.length === 2) {
    const [below, above] = boundary(first, second);
    return [plain(`${word(first.code, true)} ${below}, ${word(second.code, false)} ${above}`)];
  }
  const byCode = Map.groupBy(regions, ({ code }) => code);
  const sizes = [...byCode].map(([code, runs]) => ({
    code,
    runs,
    size: runs.reduce((sum, run) => sum + run.count, 0),
  }));
  const base = sizes.reduce((most, each) => (each.size > most.size ? each : most));
  const parts: PolicyPart[] = [];
  for (const { code, runs } of sizes) {
    if (code === base.code) continue;
    parts.push(plain(`${parts.length > 0 ? ', ' : ''}${word(code, parts.length === 0)} at `), ...spans(runs));
  }
  return [...parts, plain(`, ${word(base.code, false)} elsewhere`)];
}

function spans(runs: readonly PortRun[]): PolicyPart[] {
  const texts = runs.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  const shown = texts.slice(0, texts.length > MAX_SPANS + 1 ? MAX_SPANS : texts.length);
  const more = texts.length - shown.length;
  const last = more > 0 ? undefined : shown.pop();
  const parts: PolicyPart[] = shown.length > 0 ? [ports(shown.join(', ')), plain(' and ')] : [];
  return [...parts, last === undefined ? plain(plural(more, 'more range')) : ports(last)];
}

/** The privileged ports end at 1023: where the change lies there, it is named so; elsewhere by the ports that show it. */
function boundary(first: PortRun, second: PortRun): [below: string, above: string] {
  if (first.to < 1_024 && second.from >= 1_024) return ['below 1024', 'above'];
  return [`up to ${first.to}`, `from ${second.from} on`];
}

/** Open ports are the exceptions that every rule has; where they are many, they are told. */
function everywhere({ holds, settled, asked, openPorts, regions }: PolicyFacts): string {
  const open = regions[0]?.code === OPEN ? 0 : openPorts.length;
  if (open > settled * MANY_OPEN) {
    const nearly = holds < settled - open ? 'nearly ' : '';
    return `at ${nearly}all ports but the ${count(open)} open ones`;
  }
  const nearly = holds < settled ? 'nearly ' : '';
  return settled >= EVERYWHERE
    ? `${nearly}everywhere`
    : `at ${nearly}all ${count(settled)} ports ${settled < asked ? 'settled' : 'asked'}`;
}

function evidence({ kind, holds, settled, asked }: PolicyFacts): string {
  const open = asked - settled;
  const of = open > 0 ? `${plural(settled, 'port')} settled so far` : plural(settled, 'port');
  const waits = open > 0 ? ` ${count(open)} have no verdict.` : '';
  const scope = 'Seen from this machine only.';
  if (kind === 'nothing') return asked === 0 ? '' : `${plural(asked, 'port')} asked.`;
  if (kind === 'too-few') return `From ${SETTLED_FEW} ports on, a rule is looked for.${waits}`;
  if (kind === 'mixed') return `Seen in ${of}.${waits} ${scope}`;
  return `Holds in ${count(holds)} of ${of}.${waits} ${scope}`;
}

function notes({ kind, regions, holes: open }: PolicyFacts, { warnings }: PolicyInput): string[] {
  const has = (code: number): boolean => regions.some((run) => run.code === code);
  const found: string[] = [];
  if ((kind === 'no-filter' || kind === 'lone-filters') && has(RESET))
    found.push('A firewall that rejects with resets looks exactly the same.');
  if (has(REFUSED))
    found.push('What refused, the host or a firewall in its name, cannot be told by this dialer.');
  if (kind === 'open-everywhere')
    found.push('A port that is open here proves no service: a middlebox, a tarpit or a proxy may answer.');
  if (warnings.includes('icmp-limited') && regions.some(({ code }) => stateOfPort(code) === 'filtered'))
    found.push('The host limits its ICMP errors, so silent ports count as rejected here.');
  if (warnings.includes('host-went-quiet'))
    found.push('It stopped answering in mid-scan: some of the silence may be meant for the scanner.');
  if (warnings.includes('open-everywhere') && kind !== 'open-everywhere' && open.length > 0)
    found.push('It accepts connections on ports drawn at random, too: these holes may be no services.');
  return found;
}
