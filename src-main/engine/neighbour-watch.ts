/**
 * Hosts on our own networks have to be found before anything reaches them. Until its neighbour is found, a host gets a
 * few attempts only, few hosts are looked for at once, and none is judged; where nobody is there, the host is absent
 * and its ports have no verdict. Of hosts behind a router nothing is known here, and nothing is held back.
 *
 * Evidence is the kernel's table (IPv4) or its own "host unreachable" after a search in vain (IPv6).
 */
import { SEARCH_MS, type NeighbourSlots } from './neighbour-slots.ts';
import type { NeighbourEntries, NeighbourTable } from './neighbour-table.ts';
import type { WorkerHost } from './worker-host.ts';

/** Attempts at once on a host that is looked for: any one makes the kernel look, and only these wait in vain. */
const ATTEMPTS_WHILE_SEARCHED = 2;
/** Each attempt in vain is told of one by one, and the kernel does not tell many. */
const ATTEMPTS_WHILE_PACED = 1;
/** The table is read this often while hosts are looked for; less often where reading it takes long. */
const READ_EVERY_MS = 50;
const READ_SHARE = 20;
/** Two requests went unanswered: the second is sent after one second. */
const LEAST_SEARCH_MS = 1_300;
/** The kernel has said "host unreachable" by then, if it says so at all. */
const TOLD_MS = SEARCH_MS + 150;
/** A search that left no trace, or one that another program had begun, is begun anew; so often in all. */
const ROUNDS = 3;
/** The same where the table is full: by then the kernel has dropped what is no longer fresh. */
const ROUNDS_WHILE_FULL = 40;

export interface NeighbourWatchOptions {
  readonly table: NeighbourTable;
  readonly slots: NeighbourSlots;
  readonly now: () => number;
  /** The host may be sent to, more than before. */
  readonly onMoved: (host: WorkerHost) => void;
  /** Nobody is there. */
  readonly onAbsent: (host: WorkerHost) => void;
  /** What was sent to the host has not reached the network (`isFull`: for lack of room): it is asked from the start. */
  readonly onUnsent: (host: WorkerHost, isFull: boolean) => void;
  /** Nothing can be sent to the host. */
  readonly onHopeless: (host: WorkerHost) => void;
}

interface Search {
  readonly host: WorkerHost;
  /** Only the kernel's own "host unreachable" will tell of its end. */
  readonly paced: boolean;
  rounds: number;
  /** The table has shown it as not found (yet). */
  wasMissing: boolean;
  /** The host is judged or forgotten, while the kernel still looks for it. */
  isOver: boolean;
  begunAtMs: number;
}

export class NeighbourWatch {
  readonly #o: NeighbourWatchOptions;
  readonly #slots: NeighbourSlots;
  readonly #searches = new Set<Search>();
  /** Hosts that wait for their turn, with what was left of their time. */
  readonly #parked = new Map<WorkerHost, number | null>();
  #entries: NeighbourEntries | null = null;
  #nextReadMs = Number.NEGATIVE_INFINITY;

  constructor(o: NeighbourWatchOptions) {
    this.#o = o;
    this.#slots = o.slots;
  }

  /** Whether hosts wait for their turn to be looked for. */
  get isBehind(): boolean {
    return this.#parked.size > 0;
  }

  /** A host is about to be asked: held back, until {@link beat}, where its neighbour has to be found first. */
  admit(host: WorkerHost, nowMs: number): void {
    if (host.answered || this.#o.table.linkTo(host.address) === null) return;
    this.#read(nowMs);
    if (this.#entries?.byAddress.get(host.address) === true) return;
    host.hold();
    // The time of a host that waits for its turn does not run.
    this.#parked.set(host, host.deadlineMs === null ? null : host.deadlineMs - nowMs);
    host.deadlineMs = null;
  }

  /** Looks at what has become of the searches, and begins those that may begin. */
  beat(nowMs: number): void {
    if (this.#searches.size === 0 && this.#parked.size === 0) return;
    const isNews = this.#read(nowMs);
    for (const search of this.#searches) this.#look(search, nowMs, isNews);
    if (this.#parked.size > 0) this.#begin(nowMs);
  }

  /** Reads the table where that is due; whether it was read now. */
  #read(nowMs: number): boolean {
    if (nowMs < this.#nextReadMs) return false;
    const startMs = this.#o.now();
    this.#entries = this.#o.table.read();
    this.#slots.noteFound(countFound(this.#entries));
    this.#nextReadMs = nowMs + Math.max(READ_EVERY_MS, (this.#o.now() - startMs) * READ_SHARE);
    return true;
  }

  #begin(nowMs: number): void {
    let isPaceFull = false;
    for (const [host, leftMs] of this.#parked) {
      const isGone = host.tasks.size === 0;
      const paced = host.family === 6 || this.#entries === null;
      if (!isGone && !host.answered) {
        if (paced && isPaceFull) continue;
        if (!this.#slots.take(nowMs, paced)) {
          if (!paced) return;
          isPaceFull = true;
          continue;
        }
        lookFor(host, paced);
        this.#searches.add({
          host,
          paced,
          rounds: 1,
          wasMissing: false,
          isOver: false,
          begunAtMs: -Infinity,
        });
      }
      this.#parked.delete(host);
      if (isGone) continue;
      host.deadlineMs = leftMs === null ? null : nowMs + leftMs;
      this.#o.onMoved(host);
    }
  }

  #look(search: Search, nowMs: number, isNews: boolean): void {
    const { host } = search;
    if (search.isOver || host.tasks.size === 0) {
      search.isOver = true;
      if (nowMs - search.begunAtMs >= SEARCH_MS) this.#free(search);
    } else if (host.answered) {
      if (search.paced) this.#slots.giveBackCredit();
      this.#free(search);
    } else if (host.firstDialMs !== null) {
      search.begunAtMs = host.firstDialMs;
      const searchedMs = nowMs - host.firstDialMs;
      if (search.paced) this.#judgeByTelling(search, searchedMs);
      else if (isNews) this.#judgeByTable(search, searchedMs);
    }
  }

  #judgeByTable(search: Search, searchedMs: number): void {
    const { host } = search;
    const entry = this.#entries?.byAddress.get(host.address);
    // As long as two tries wait: the evidence is to be no weaker than that of silence.
    const patienceMs = Math.min(Math.max(2 * host.timing.timeoutMs, LEAST_SEARCH_MS), TOLD_MS);
    if (entry === true) this.#let(search);
    else if (entry === false) search.wasMissing = true;
    if (entry === true || searchedMs < patienceMs) return;
    if (search.wasMissing) this.#giveUp(search);
    else this.#again(search);
  }

  #judgeByTelling(search: Search, searchedMs: number): void {
    const { unreachable } = search.host;
    if (unreachable === 'late') this.#giveUp(search);
    // Sooner than a search takes: somebody else had begun it, or the host itself says so.
    else if (unreachable === 'early') this.#again(search);
    else if (searchedMs < TOLD_MS) return;
    // It is there and says nothing, or the kernel did not tell. Discovery calls both unknown; ports need to be sure.
    else if (search.rounds === 1 && isAskedForPorts(search.host)) this.#again(search);
    else this.#let(search);
  }

  #again(search: Search): void {
    const { host } = search;
    const isFull = !search.paced && (this.#slots.isCrowded || this.#looksFor(host));
    if (isFull && search.rounds >= ROUNDS_WHILE_FULL) {
      search.isOver = true;
      this.#o.onHopeless(host);
      return;
    }
    if (!isFull && search.rounds >= ROUNDS) {
      this.#let(search);
      return;
    }
    search.rounds += 1;
    lookFor(host, search.paced);
    this.#o.onUnsent(host, isFull);
  }

  /** Its interface does look for neighbours: that this one left no trace is for lack of room, whoever has taken it. */
  #looksFor(host: WorkerHost): boolean {
    return this.#entries?.links.has(this.#o.table.linkTo(host.address) ?? '') ?? false;
  }

  #giveUp(search: Search): void {
    search.isOver = true;
    this.#o.onAbsent(search.host);
  }

  /** The host is there, or nothing can be known of it: it is asked like any other. */
  #let(search: Search): void {
    this.#free(search);
    search.host.letGo();
    this.#o.onMoved(search.host);
  }

  #free(search: Search): void {
    this.#searches.delete(search);
    this.#slots.give();
  }
}

function lookFor(host: WorkerHost, paced: boolean): void {
  if (paced) host.lookFor(ATTEMPTS_WHILE_PACED, TOLD_MS);
  else host.lookFor(ATTEMPTS_WHILE_SEARCHED, 0);
}

function isAskedForPorts(host: WorkerHost): boolean {
  for (const { share } of host.tasks) if (share.kind === 'ports') return true;
  return false;
}

function countFound(entries: NeighbourEntries | null): number {
  let found = 0;
  for (const isFound of entries?.byAddress.values() ?? []) if (isFound) found += 1;
  return found;
}
