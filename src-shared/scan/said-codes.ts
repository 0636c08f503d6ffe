/** What a port said in a run, as one byte, and the kind of change from one such byte to another, judged once a pair. */
import { classifyChange } from './diff-reasons.ts';
import { codeOfReason, reasonOfCode, REASONS, stateOfReason, type Reason } from './port-state.ts';
import type { PortChangeKind } from './scan-diff.ts';

/** Not asked, or not to the end. */
export const SAID_NOTHING = 0;
const FIRST_REASON = 1;
/** Asked, but its host answered nothing at all: that its ports are silent then says nothing of them. */
export const SAID_UNKNOWN = FIRST_REASON + REASONS.length;
/** Silent, but not so that it could be relied on. */
export const SAID_DOUBTFUL = SAID_UNKNOWN + 1;
/** Codes are 0 to one less than this. */
export const SAID_CODES = SAID_DOUBTFUL + 1;

export function codeOfSaid(reason: Reason): number {
  return FIRST_REASON + codeOfReason(reason);
}

/** The reason behind a code; null for {@link SAID_NOTHING}. */
export function reasonOfSaid(code: number): Reason | null {
  if (code === SAID_NOTHING) return null;
  return code >= SAID_UNKNOWN ? 'no-response' : reasonOfCode(code - FIRST_REASON);
}

/** Whether a code is a verdict that a change may be told from or to. */
export function isKnown(code: number): boolean {
  return code !== SAID_NOTHING && code < SAID_UNKNOWN;
}

/** By code, as a letter of a strip (run-timeline.ts). */
export const SAID_LETTERS: readonly string[] = Array.from({ length: SAID_CODES }, (_, code) => {
  if (code === SAID_UNKNOWN) return 'u';
  const reason = reasonOfSaid(code);
  return reason === null ? '-' : stateOfReason(reason).charAt(0);
});

/** How a run sees a host: whether its dialer sees what came back, and whether the host limits its ICMP errors. */
export interface Eyes {
  readonly sharp: boolean;
  readonly limited: boolean;
}

/** The kind of change for every pair of codes; null: none. */
export class KindTable {
  readonly #kinds: (PortChangeKind | null | undefined)[] = [];
  readonly #before: Eyes;
  readonly #after: Eyes;

  constructor(before: Eyes, after: Eyes) {
    this.#before = before;
    this.#after = after;
  }

  of(before: number, after: number): PortChangeKind | null {
    const key = before * SAID_CODES + after;
    let kind = this.#kinds[key];
    if (kind === undefined) {
      kind = this.#judge(before, after);
      this.#kinds[key] = kind;
    }
    return kind;
  }

  #judge(before: number, after: number): PortChangeKind | null {
    const reasons = [reasonOfSaid(before), reasonOfSaid(after)] as const;
    if (reasons[0] === null || reasons[1] === null)
      return reasons[0] === reasons[1] ? null : 'not-comparable';
    if (before === SAID_UNKNOWN || after === SAID_UNKNOWN) return null;
    const kind = classifyChange(
      { reason: reasons[0], ...this.#before },
      { reason: reasons[1], ...this.#after },
    );
    return kind !== null && (before === SAID_DOUBTFUL || after === SAID_DOUBTFUL) ? 'doubtful' : kind;
  }
}

const TABLES = new Map<number, KindTable>();

/** The one table for two ways of seeing. */
export function kindTable(before: Eyes, after: Eyes): KindTable {
  const key =
    Number(before.sharp) + 2 * Number(before.limited) + 4 * Number(after.sharp) + 8 * Number(after.limited);
  let table = TABLES.get(key);
  if (!table) TABLES.set(key, (table = new KindTable(before, after)));
  return table;
}

/** The same open port under another name; a name that is missing on one side says nothing. */
export function isOtherService(before: string | null, after: string | null): boolean {
  return before !== null && after !== null && before !== after;
}
