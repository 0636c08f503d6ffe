/**
 * What became of a host, or of ports that were alike in every run: change by change, each told against the latest run
 * before that knew. What was not asked, not known or doubtful is passed over, so it neither makes nor hides a change.
 */
import { mayHide, type SeenReason } from './diff-reasons.ts';
import type { Cell, HostHistory } from './host-history.ts';
import { serviceOfValue } from './read-outcomes.ts';
import { codeOfSaid, isKnown, kindTable, reasonOfSaid } from './said-codes.ts';
import type { TimelineChange, TimelineChangeKind } from './run-timeline.ts';

const OPEN = codeOfSaid('syn-ack');

/** A run's verdict on ports, and the latest run that gave it. */
export interface Known {
  readonly cell: Cell;
  readonly code: number;
  /** Its number; 0: none is known. */
  readonly service: number;
  run: number;
}

export interface FoundChange {
  readonly kind: TimelineChangeKind;
  readonly run: number;
  readonly since: number;
  readonly before: Known;
  readonly after: Known;
  readonly mark: TimelineChange['mark'];
}

export interface PortStory {
  readonly firstOpen: number | null;
  readonly lastOpen: number | null;
  /** Between open and not open. */
  readonly reversals: number;
  readonly lastReversal: number;
}

/** `codes`: what the ports said, by cell; `values`: theirs by layer. */
export function walkPorts(
  { cells, stretches }: HostHistory,
  codes: ArrayLike<number>,
  values: ArrayLike<number>,
  tell: (change: FoundChange) => void,
): PortStory {
  const witness = new Witness();
  const story = {
    firstOpen: null as number | null,
    lastOpen: null as number | null,
    reversals: 0,
    lastReversal: 0,
  };
  let wasOpen: boolean | null = null;
  for (const { cell: index, from, to } of stretches) {
    const code = codes[index]!;
    if (!isKnown(code)) continue;
    const cell = cells[index]!;
    const isOpen = code === OPEN;
    const service = isOpen && cell.saidLayer >= 0 ? serviceOfValue(values[cell.saidLayer]!) : 0;
    if (witness.isSame(cell, code, service)) {
      witness.extend(to);
      if (isOpen) story.lastOpen = to;
      continue;
    }
    const known = { cell, code, service, run: to };
    const found = witness.compare(known);
    if (found) {
      const mark = story.firstOpen === null ? 'first-seen' : 'reopened';
      tell({ ...found, run: from, after: known, mark: found.kind === 'opened' ? mark : undefined });
    }
    if (isOpen) {
      story.firstOpen ??= from;
      story.lastOpen = to;
    }
    if (wasOpen !== null && wasOpen !== isOpen) {
      story.reversals++;
      story.lastReversal = from;
    }
    wasOpen = isOpen;
  }
  return story;
}

type Found = Pick<FoundChange, 'kind' | 'since' | 'before'>;

/**
 * Holds two runs to compare the next with: the latest, and the latest that saw clearly. A run that sees only an errno, or
 * a host that limits its errors, says less than one before it: what changed meanwhile shows against the clear one.
 */
class Witness {
  #latest: Known | null = null;
  #clear: Known | null = null;
  /** Whether another reason than the clear one's was told since. */
  #told = false;

  /** Whether the latest run said just that: then nothing is to be judged. */
  isSame(cell: Cell, code: number, service: number): boolean {
    const latest = this.#latest;
    return (
      latest?.code === code &&
      latest.service === service &&
      latest.cell.eyes === cell.eyes &&
      latest.cell.register === cell.register
    );
  }

  extend(run: number): void {
    if (this.#latest) this.#latest.run = run;
  }

  compare(next: Known): Found | null {
    const latest = this.#latest;
    const clear = this.#clear;
    this.#latest = next;
    if (!latest || !clear) {
      this.#clear = next;
      return null;
    }
    let kind = kindOf(latest, next);
    let against = latest;
    if (clear !== latest && !isStateChange(kind)) {
      const further = kindOf(clear, next);
      if (isStateChange(further) || (kind === null && further !== null && !this.#told)) {
        kind = further;
        against = clear;
      }
    }
    if (isStateChange(kind) || !isVaguer(next, clear)) {
      this.#clear = next;
      this.#told = false;
    } else if (kind !== null) this.#told = true;
    return kind === null ? null : { kind, since: against.run, before: against };
  }
}

function kindOf(before: Known, after: Known): TimelineChangeKind | null {
  const kind = kindTable(before.cell.eyes, after.cell.eyes).of(before.code, after.code);
  if (kind === 'not-comparable' || kind === 'doubtful') return null;
  if (kind !== null || before.code !== OPEN || after.code !== OPEN) return kind;
  if (before.cell.register !== after.cell.register) return null;
  const isOther = before.service !== 0 && after.service !== 0 && before.service !== after.service;
  return isOther ? 'service' : null;
}

function isStateChange(kind: TimelineChangeKind | null): boolean {
  return kind === 'opened' || kind === 'closed' || kind === 'filtered';
}

/** Whether a verdict says less than an earlier one that it does not contradict. */
function isVaguer(next: Known, clear: Known): boolean {
  if (next.code === OPEN && clear.code === OPEN) {
    const namesIt = next.service !== 0 && next.cell.register === clear.cell.register;
    return clear.service !== 0 && !namesIt;
  }
  if (mayHide(seenBy(next), seenBy(clear))) return true;
  const isLimited = next.cell.eyes.limited && !clear.cell.eyes.limited;
  if (next.code === clear.code) return isLimited || (clear.cell.eyes.sharp && !next.cell.eyes.sharp);
  return isLimited && kindOf(clear, next) === null;
}

function seenBy({ cell, code }: Known): SeenReason {
  return { reason: reasonOfSaid(code) ?? 'no-response', ...cell.eyes };
}
