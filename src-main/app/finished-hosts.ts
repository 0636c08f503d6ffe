/**
 * The hosts of a running scan that are done, in some twenty bytes each and fifteen for a listed port: hosts of a large
 * network answer alike, so what is not listed of them is held once, and their addresses are computed.
 */
import type { AddressList } from '../../src-shared/scan/address-list.ts';
import type { HostView } from '../../src-shared/scan/fold-scan.ts';
import type { HostReason, HostStatus } from '../../src-shared/scan/port-state.ts';
import type { HostSummary } from '../../src-shared/scan/scan-event.ts';
import type { ExtraPorts, PortCounts } from '../../src-shared/scan/scan-report.ts';
import { columnsOf, type HostColumns } from './host-columns.ts';
import { countsOf } from './kept-hosts.ts';
import { MAX_FEW_PORTS, PortStore } from './port-store.ts';
import { PositionSet } from './position-set.ts';
import type { RunHost } from './run-data.ts';

/** Hosts a page: a list that grows is never copied, and little of it is empty. */
const PAGE_BITS = 12;
const PAGE = 2 ** PAGE_BITS;
/** Runs that all differ are not looked through for equal ones. */
const MAX_SHARED = 1_000;

const NO_NAMES: string[] = [];

interface Page {
  readonly positions: Uint32Array;
  /** Indexes of {@link FinishedHosts.#heads}. */
  readonly heads: Uint8Array;
  /** NaN: not measured. */
  readonly srttMs: Float64Array;
  /** Indexes of {@link FinishedHosts.#rests}. */
  readonly rests: Uint32Array;
  /** Where the listed ports are in {@link FinishedHosts.#ports}, and how many. */
  readonly places: Uint32Array;
  readonly listed: Uint8Array;
}

interface Result {
  readonly columns: HostColumns;
  readonly counts: PortCounts;
}

interface Reading {
  readonly slot: number;
  readonly result: Result;
  /** Once it was asked for. */
  head?: HostView;
}

export interface FinishedHostsOptions {
  /** Where each host stands in every listing. */
  readonly positions: AddressList;
  readonly namesOf: ReadonlyMap<string, readonly string[]>;
}

export class FinishedHosts {
  readonly #options: FinishedHostsOptions;
  readonly #pages: Page[] = [];
  readonly #known = new PositionSet();
  /** The few pairs of status and reason that there are. */
  readonly #heads: { readonly status: HostStatus; readonly reason: HostReason }[] = [];
  /** What is not listed: columns without ports. */
  readonly #rests: Result[] = [];
  readonly #shared = new Map<string, number>();
  readonly #ports = new PortStore();
  /** Hosts with many listed ports. */
  readonly #large = new Map<number, Result>();
  /** Tables read a host many times in a row. */
  #last: Reading | undefined;
  #size = 0;

  constructor(options: FinishedHostsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#size;
  }

  has(position: number): boolean {
    return this.#known.has(position);
  }

  /** Each host once. */
  add(position: number, head: HostSummary, columns: HostColumns): void {
    const slot = this.#size++;
    const page = (this.#pages[slot >>> PAGE_BITS] ??= createPage());
    const index = slot % PAGE;
    page.positions[index] = position;
    page.heads[index] = this.#headIndex(head);
    page.srttMs[index] = head.srttMs ?? Number.NaN;
    this.#known.add(position);
    const { length } = columns.ports;
    if (length > MAX_FEW_PORTS) {
      this.#large.set(slot, { columns, counts: countsOf(columns) });
      return;
    }
    page.rests[index] = this.#restIndex(columns.runs);
    page.listed[index] = length;
    if (length > 0) page.places[index] = this.#ports.add(columns);
  }

  /** In the order they were added; each makes head and columns anew when it is asked for them. */
  *[Symbol.iterator](): Generator<RunHost, void, undefined> {
    const size = this.#size;
    for (let slot = 0; slot < size; slot++) {
      yield new FinishedHost(this, this.#pageOf(slot).positions[slot % PAGE] ?? 0, slot);
    }
  }

  headAt(slot: number): HostView {
    const last = this.#at(slot);
    last.head ??= this.#makeHead(slot, last.result.counts);
    return last.head;
  }

  columnsAt(slot: number): HostColumns {
    return this.#at(slot).result.columns;
  }

  #at(slot: number): Reading {
    if (this.#last?.slot !== slot) this.#last = { slot, result: this.#large.get(slot) ?? this.#read(slot) };
    return this.#last;
  }

  #makeHead(slot: number, counts: PortCounts): HostView {
    const page = this.#pageOf(slot);
    const index = slot % PAGE;
    const head = this.#heads[page.heads[index] ?? 0];
    if (!head) throw new RangeError(`There is no finished host ${slot}`);
    const address = this.#options.positions.at(page.positions[index] ?? 0);
    const srttMs = page.srttMs[index] ?? Number.NaN;
    return {
      address,
      family: address.includes(':') ? 6 : 4,
      names: this.#options.namesOf.get(address)?.slice() ?? NO_NAMES,
      status: head.status,
      reason: head.reason,
      srttMs: Number.isNaN(srttMs) ? null : srttMs,
      finished: true,
      counts,
    };
  }

  #read(slot: number): Result {
    const page = this.#pageOf(slot);
    const index = slot % PAGE;
    const rest = this.#rests[page.rests[index] ?? 0];
    if (!rest) throw new RangeError(`There is no finished host ${slot}`);
    const listed = page.listed[index] ?? 0;
    if (listed === 0) return rest;
    const columns = { ...this.#ports.read(page.places[index] ?? 0, listed), runs: rest.columns.runs };
    return { columns, counts: countsOf(columns) };
  }

  #pageOf(slot: number): Page {
    const page = this.#pages[slot >>> PAGE_BITS];
    if (!page) throw new RangeError(`There is no finished host ${slot}`);
    return page;
  }

  #headIndex({ status, reason }: HostSummary): number {
    const known = this.#heads.findIndex((head) => head.status === status && head.reason === reason);
    return known === -1 ? this.#heads.push({ status, reason }) - 1 : known;
  }

  #restIndex(runs: readonly ExtraPorts[]): number {
    const key = runs
      .map(({ reason, ports, attempts, confidence }) => `${reason} ${ports} ${attempts} ${confidence}`)
      .join('|');
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const columns = columnsOf([], runs);
    const index = this.#rests.push({ columns, counts: countsOf(columns) }) - 1;
    if (this.#shared.size < MAX_SHARED) this.#shared.set(key, index);
    return index;
  }
}

/** Holds where it is; what it is, is made when asked for. */
class FinishedHost implements RunHost {
  readonly position: number;
  readonly #hosts: FinishedHosts;
  readonly #slot: number;

  constructor(hosts: FinishedHosts, position: number, slot: number) {
    this.position = position;
    this.#hosts = hosts;
    this.#slot = slot;
  }

  get head(): HostView {
    return this.#hosts.headAt(this.#slot);
  }

  get columns(): HostColumns {
    return this.#hosts.columnsAt(this.#slot);
  }
}

function createPage(): Page {
  return {
    positions: new Uint32Array(PAGE),
    heads: new Uint8Array(PAGE),
    srttMs: new Float64Array(PAGE),
    rests: new Uint32Array(PAGE),
    places: new Uint32Array(PAGE),
    listed: new Uint8Array(PAGE),
  };
}
