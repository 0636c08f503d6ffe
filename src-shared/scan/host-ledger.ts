/** The verdicts of one host in flight: compact, exact, and readable at any moment. */
import { summarisedReasons } from './extraports.ts';
import { reasonOfCode, REASONS, stateOfReason, type PortState, type Reason } from './port-state.ts';
import { formatPortRanges } from './port-ranges.ts';
import type { Tally } from './scan-event.ts';
import type { ExtraPorts, PortCounts, PortReport } from './scan-report.ts';
import {
  createColumns,
  indexOfPort,
  rowOf,
  shorten,
  type VerdictColumns,
  type VerdictEntries,
} from './verdict-columns.ts';

export interface LedgerSummary {
  /** Ascending by port; services null. */
  readonly ports: PortReport[];
  /** In the order of the reasons' codes. */
  readonly extraports: ExtraPorts[];
}

export class HostLedger {
  readonly #columns: ReturnType<typeof createColumns>;
  /** Ports by reason code. */
  readonly #counts = new Uint32Array(REASONS.length);
  #settled = 0;

  /** `ports`: everything that is asked of the host; ascending and distinct (RangeError otherwise). Kept, not copied. */
  constructor(ports: Uint16Array) {
    for (let i = 1; i < ports.length; i++) {
      if (ports[i]! <= ports[i - 1]!) throw new RangeError('A ledger needs its ports ascending and distinct');
    }
    this.#columns = createColumns(ports);
  }

  /**
   * Takes final verdicts in and tells what was new, by state and reason. A port that has its verdict keeps it.
   * Throws RangeError, before anything is taken, on a port that was not planned or a reason code that is none.
   */
  record(entries: VerdictEntries): Tally[] {
    const { ports } = this.#columns;
    const length = entries.ports.length;
    const indexes = new Int32Array(length);
    for (let i = 0; i < length; i++) {
      const index = indexOfPort(ports, entries.ports[i]!);
      if (index === -1) throw new RangeError(`Port ${entries.ports[i]} was not asked of this host`);
      if (!(entries.reasons[i]! < REASONS.length))
        throw new RangeError(`${entries.reasons[i]} is not a reason code`);
      indexes[i] = index;
    }
    const fresh = new Uint32Array(REASONS.length);
    for (let i = 0; i < length; i++) this.#take(entries, i, indexes[i]!, fresh);
    return tallyOf(fresh);
  }

  #take(entries: VerdictEntries, entry: number, index: number, fresh: Uint32Array): void {
    const columns = this.#columns;
    if (columns.reasons[index] !== 0) return;
    const code = entries.reasons[entry]!;
    columns.reasons[index] = code + 1;
    columns.attempts[index] = Math.min(255, entries.attempts[entry]!);
    columns.rttMs[index] = entries.rttMs[entry]!;
    columns.confidence[index] = entries.confidence[entry]!;
    const banner = entries.banners?.get(entries.ports[entry]!);
    if (banner !== undefined) columns.banners.set(entries.ports[entry]!, banner);
    fresh[code]!++;
    this.#counts[code]!++;
    this.#settled++;
  }

  /** Ports that have their verdict. */
  get settled(): number {
    return this.#settled;
  }

  get counts(): PortCounts {
    const counts = { open: 0, closed: 0, filtered: 0 };
    for (const [code, count] of this.#counts.entries()) counts[stateOfReason(reasonOfCode(code))] += count;
    return counts;
  }

  /** All verdicts by state and reason. */
  get tally(): Tally[] {
    return tallyOf(this.#counts);
  }

  /** The columns themselves, for queries over many rows; read only, and they change as verdicts come. */
  get columns(): VerdictColumns {
    return this.#columns;
  }

  /** One flag (0/1) for each planned port. */
  settledFlags(): Uint8Array {
    return this.#columns.reasons.map((code) => (code === 0 ? 0 : 1));
  }

  /** The rows of settled ports that a filter admits, ascending; services null. */
  rows(filter: (state: PortState, reason: Reason, port: number) => boolean = () => true): PortReport[] {
    const { ports, reasons } = this.#columns;
    const rows: PortReport[] = [];
    for (let index = 0; index < ports.length; index++) {
      const code = reasons[index]!;
      if (code === 0) continue;
      const reason = reasonOfCode(code - 1);
      if (filter(stateOfReason(reason), reason, ports[index]!)) rows.push(rowOf(this.#columns, index)!);
    }
    return rows;
  }

  /** Rows and runs that together cover exactly the settled ports; the rule is in extraports.ts. */
  summarise(options: { allPorts: boolean }): LedgerSummary {
    const flags = options.allPorts ? new Uint8Array(REASONS.length) : summarisedReasons(this.#counts);
    const ports = this.rows((_state, reason) => flags[REASONS.indexOf(reason)] === 0);
    const extraports: ExtraPorts[] = [];
    for (const [code, summarised] of flags.entries()) if (summarised) extraports.push(this.#run(code));
    return { ports, extraports };
  }

  #run(code: number): ExtraPorts {
    const { ports, reasons, attempts, confidence } = this.#columns;
    const list = new Uint16Array(this.#counts[code]!);
    let count = 0;
    let most = 0;
    let least = Number.NaN;
    for (let index = 0; index < ports.length; index++) {
      if (reasons[index] !== code + 1) continue;
      list[count++] = ports[index]!;
      most = Math.max(most, attempts[index]!);
      if (!(confidence[index]! >= least))
        least = Number.isNaN(confidence[index]!) ? least : confidence[index]!;
    }
    const reason = reasonOfCode(code);
    const run = { state: stateOfReason(reason), reason, count, ports: formatPortRanges(list) };
    return { ...run, attempts: most, confidence: shorten(least) };
  }
}

/** Counts by reason code as a tally, in the order of the codes. */
export function tallyOf(counts: Uint32Array): Tally[] {
  const tally: Tally[] = [];
  for (const [code, count] of counts.entries()) {
    if (count === 0) continue;
    const reason = reasonOfCode(code);
    tally.push({ state: stateOfReason(reason), reason, count });
  }
  return tally;
}
