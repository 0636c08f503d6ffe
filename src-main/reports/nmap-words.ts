/** Nmap's words for what it found -> ours. What is vaguer stays vaguer, and what proves no state of ours has none. */
import { REASONS, stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';

/** The states of nmap's manual, "Port Scanning Basics". */
export const NMAP_STATES: ReadonlySet<string> = new Set([
  'open',
  'closed',
  'filtered',
  'unfiltered',
  'open|filtered',
  'closed|filtered',
  'unknown',
]);

const OURS: ReadonlySet<string> = new Set(REASONS);

const isOurs = (word: string): word is Reason => OURS.has(word);

/** Other names of what we tell by one name (ICMP codes: classify-outcome.ts has the same pairs). */
const ALIASES: ReadonlyMap<string, Reason> = new Map([
  ['no-route', 'net-unreach'],
  ['time-exceeded', 'host-unreach'],
  ['dest-unreach', 'host-unreach'],
  ['reject-route', 'admin-prohibited'],
  ['failed-policy', 'admin-prohibited'],
  ['beyond-scope', 'admin-prohibited'],
]);

/** A completed handshake by another name: a crossed one, a script that was served. */
const OPEN_BY: ReadonlySet<string> = new Set(['', 'syn-ack', 'syn', 'script-set', 'tcp-response']);
export interface NmapVerdict {
  readonly reason: Reason;
  /** The state is nmap's, the reason only a guess at what came back, if anything did. */
  readonly guessed: boolean;
}

/**
 * The verdict on a port; null where nmap does not claim a state of ours (`open|filtered`), or claims one that what it
 * received does not prove (`open` by a reset's window, `closed` by an idle scan).
 */
export function readVerdict(state: string, reason: string): NmapVerdict | null {
  switch (state) {
    case 'open':
      return OPEN_BY.has(reason) ? { reason: 'syn-ack', guessed: false } : null;
    case 'closed':
      return readClosed(reason);
    case 'filtered':
      return readFiltered(reason);
    default:
      return null;
  }
}

/** A refusal of which more cannot be told is `conn-refused`: connect() sees RST and ICMP port unreachable alike. */
function readClosed(reason: string): NmapVerdict | null {
  const known = knownReason(reason);
  if (known === undefined || known === 'port-unreach') return { reason: 'conn-refused', guessed: false };
  return stateOfReason(known) === 'closed' ? { reason: known, guessed: false } : null;
}

function readFiltered(reason: string): NmapVerdict {
  const known = knownReason(reason);
  if (known !== undefined && stateOfReason(known) === 'filtered') return { reason: known, guessed: false };
  // Without a word nothing need have come; with one we do not know, something did.
  return { reason: reason === '' ? 'no-response' : 'host-unreach', guessed: true };
}

function knownReason(word: string): Reason | undefined {
  return ALIASES.get(word) ?? (isOurs(word) ? word : undefined);
}

/** Answers of the host itself, not of something on the way to it. */
const OWN_ANSWERS: ReadonlySet<Reason> = new Set([
  'syn-ack',
  'reset',
  'conn-refused',
  'port-unreach',
  'proto-unreach',
]);

/** Whether a port's reason shows that its host is there. */
export function provesPresence(reason: Reason): boolean {
  return OWN_ANSWERS.has(reason);
}

/** Why nmap takes a host to be up or down, in our words; answers to pings and to ARP are `discovery`. */
export function readHostReason(reason: string): Reason | 'discovery' {
  const known = ALIASES.get(reason) ?? reason;
  return isOurs(known) ? known : 'discovery';
}
