/** One host through all runs of a timeline: stretches of runs in which everything about it stayed the same. */
import { answersWhenLookedFor, isAbsenceDoubtful, NO_NUMBER } from './doubtful-absence.ts';
import { seesReasons } from './diff-reasons.ts';
import type { Presence } from './diff-scope.ts';
import { canonicalAddress } from './ip-address.ts';
import type { Layer } from './port-layer.ts';
import { VALUE_CODE, type OutcomeReader } from './read-outcomes.ts';
import { serviceRegister } from './service-register.ts';
import { codeOfSaid, SAID_DOUBTFUL, SAID_NOTHING, SAID_UNKNOWN, type Eyes } from './said-codes.ts';
import { SpecError } from './spec-problem.ts';
import type { HostOutcome, PortRange, TimelineInputHost } from './timeline-input.ts';
import type { AskedScope, RunView } from './timeline-scope.ts';

const SILENT = codeOfSaid('no-response');
/** Kinds of layers. */
const [SAID, ASKED, DOUBTED] = [0, 1, 2] as const;
const NO_LAYER = -1;
/** Values of a cell's flags: two bits, and how many probes are needed. */
const FLAGS = 4 * (NO_NUMBER + 1);
const NONE: readonly PortRange[] = [];

/** All that a run may say of a host. */
export interface Cell {
  readonly outcome: HostOutcome | null;
  /** `silent`: asked to the end and not there, unless all that it answered was lost. */
  readonly presence: Presence | 'silent';
  readonly eyes: Eyes;
  /** Whose names of services it has (service-register.ts). */
  readonly register: string;
  readonly wentQuiet: boolean;
  /** Whether anything came back from any port. */
  readonly answered: boolean;
  /** Open ports; null: nothing is known. */
  readonly open: number | null;
  /** Indexes into the host's layers. */
  readonly saidLayer: number;
  /** Probes of the run that have to stay unanswered until a host is sure to be absent. */
  readonly needed: number;
  readonly askedLayer: number;
  readonly doubtLayer: number;
}

/** Runs `from` to `to` with one cell. */
export interface Stretch {
  readonly cell: number;
  readonly from: number;
  to: number;
}

export interface HostHistory {
  readonly address: string;
  readonly hostName: string | null;
  readonly cells: readonly Cell[];
  readonly stretches: readonly Stretch[];
  readonly layers: readonly Layer[];
  /** By layer: which of them look alike. */
  readonly kinds: readonly number[];
}

const EYES: readonly Eyes[] = [0, 1, 2, 3].map((bits) => ({
  sharp: (bits & 1) !== 0,
  limited: (bits & 2) !== 0,
}));

/** `skip`: the runs of the input that the views leave out. Throws SpecError on an outcome whose ranges are none. */
export function readHistory(
  host: TimelineInputHost,
  views: readonly RunView[],
  skip: number,
  reader: OutcomeReader,
): HostHistory {
  const address = canonicalAddress(host.address);
  const layers = new LayerList();
  const outcomes = new Numbers<HostOutcome | null>();
  const doubts = new Numbers<string>();
  const cells: Cell[] = [];
  const cellOfKey = new Map<number, number>();
  const stretches: Stretch[] = [];
  let last = null as Pick<CellParts, 'outcome' | 'scope' | 'flags' | 'doubtful'> | null;
  const doubtsOf = host.doubts;
  // Nearly every run of nearly every host: a thousand runs of a network have hundreds of thousands of them.
  let isLastPlain = false;
  for (let run = 0; run < views.length; run++) {
    const { scope, isLimited, isQuiet, needed } = views[run]!;
    const outcome = host.outcomes[skip + run] ?? null;
    const isPlain = isLimited === null && isQuiet === null && doubtsOf === null && needed === 0;
    if (isPlain && isLastPlain && last?.outcome === outcome && last.scope === scope) {
      stretches.at(-1)!.to = run;
      continue;
    }
    isLastPlain = isPlain;
    const flags = (isLimited?.(address) ? 1 : 0) + (isQuiet?.(address) ? 2 : 0) + 4 * needed;
    const told = doubtsOf?.get(skip + run) ?? NONE;
    const doubtful = told.length === 0 ? NONE : told;
    if (
      last?.outcome === outcome &&
      last.scope === scope &&
      last.flags === flags &&
      last.doubtful === doubtful
    ) {
      stretches.at(-1)!.to = run;
      continue;
    }
    last = { outcome, scope, flags, doubtful };
    const doubt = doubtful === NONE ? 0 : doubts.of(String(doubtful));
    const key = ((outcomes.of(outcome) * 4_096 + scope.id) * FLAGS + flags) * 4_096 + doubt;
    let cell = cellOfKey.get(key);
    if (cell === undefined) {
      cell = cells.length;
      cellOfKey.set(key, cell);
      cells.push(
        orWhere(address, views[run]!.run.scanId, () =>
          readCell({ address, outcome, scope, flags, doubtful, doubt }, layers, reader),
        ),
      );
    }
    const before = stretches.at(-1);
    if (before?.cell === cell) before.to = run;
    else stretches.push({ cell, from: run, to: run });
  }
  return {
    address,
    hostName: latestName(cells, stretches),
    cells: orSilent(cells),
    stretches,
    layers: layers.list,
    kinds: layers.kinds,
  };
}

interface CellParts {
  readonly address: string;
  readonly outcome: HostOutcome | null;
  readonly scope: AskedScope;
  readonly flags: number;
  readonly doubtful: readonly PortRange[];
  readonly doubt: number;
}

function readCell(parts: CellParts, layers: LayerList, reader: OutcomeReader): Cell {
  const { address, outcome, scope, flags, doubtful, doubt } = parts;
  const presence = scope.presence(address, outcome);
  const said = outcome ? reader.read(outcome, scope.asked) : null;
  return {
    outcome,
    presence,
    eyes: EYES[(seesReasons(scope.dialer, address) ? 1 : 0) + ((flags & 1) !== 0 ? 2 : 0)]!,
    register: serviceRegister(scope.dialer),
    wentQuiet: (flags & 2) !== 0,
    needed: flags >> 2,
    answered: said?.answered ?? false,
    open: presence === 'present' && said ? said.open : null,
    saidLayer: outcome && said && said.saysAnything ? layers.add(SAID, outcome, () => said.layer) : NO_LAYER,
    askedLayer: presence === 'absent' ? layers.add(ASKED, scope, () => scope.asked.layer) : NO_LAYER,
    doubtLayer: doubt === 0 ? NO_LAYER : layers.add(DOUBTED, doubt, () => reader.layerOfRanges(doubtful)),
  };
}

/** Judged by the run that has least of the host: what it answered there is what could have got lost in another. */
function orSilent(cells: readonly Cell[]): readonly Cell[] {
  if (!cells.some(({ needed, presence }) => needed > 0 && presence === 'absent')) return cells;
  const answers = Math.min(
    ...cells.flatMap(({ presence, outcome }) =>
      presence === 'present' && outcome ? [answersWhenLookedFor(outcome)] : [],
    ),
  );
  return cells.map((cell) =>
    cell.presence === 'absent' && isAbsenceDoubtful(cell.outcome, cell.needed, answers)
      ? { ...cell, presence: 'silent' }
      : cell,
  );
}

/** What the ports of a group said in a cell: a code of said-codes.ts. */
export function codeInCell(cell: Cell, values: ArrayLike<number>): number {
  const said = cell.saidLayer === NO_LAYER ? SAID_NOTHING : values[cell.saidLayer]! & VALUE_CODE;
  if (said === SILENT) {
    // Of a host that answered nothing: unknown where it was asked to the end, else not even that.
    if (cell.outcome?.status !== 'up')
      return cell.presence === 'absent' || cell.presence === 'silent' ? SAID_UNKNOWN : SAID_NOTHING;
    const doubtful = cell.wentQuiet || (cell.doubtLayer !== NO_LAYER && values[cell.doubtLayer] !== 0);
    return doubtful ? SAID_DOUBTFUL : said;
  }
  if (said !== SAID_NOTHING) return said;
  return cell.askedLayer !== NO_LAYER && values[cell.askedLayer] !== 0 ? SAID_UNKNOWN : SAID_NOTHING;
}

class LayerList {
  readonly list: Layer[] = [];
  readonly kinds: number[] = [];
  readonly #indexes = new Map<unknown, number>();

  add(kind: number, key: unknown, make: () => Layer): number {
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = this.list.push(make()) - 1;
      this.kinds.push(kind);
      this.#indexes.set(key, index);
    }
    return index;
  }
}

class Numbers<T> {
  readonly #numbers = new Map<T, number>();

  /** From 1. */
  of(value: T): number {
    let number = this.#numbers.get(value);
    if (number === undefined) this.#numbers.set(value, (number = this.#numbers.size + 1));
    return number;
  }
}

function latestName(cells: readonly Cell[], stretches: readonly Stretch[]): string | null {
  for (let i = stretches.length - 1; i >= 0; i--) {
    const name = cells[stretches[i]!.cell]!.outcome?.names[0];
    if (name !== undefined) return name;
  }
  return null;
}

function orWhere<T>(address: string, scanId: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(`${address} in the run ${scanId}: ${error.message}`, error.example);
  }
}
