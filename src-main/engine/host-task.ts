/** One host's part of one share: which of its ports are still to be asked, waited for, held back or settled. */
import type { HeldPorts, Share } from './worker-messages.ts';
import type { WorkerHost } from './worker-host.ts';

const NO_TICKET = -1;

/** What is known of a port. `SILENT` and `UNREACHABLE` are verdicts that what comes later may still change. */
export const TODO = 0;
export const SETTLED = 1;
export const SILENT = 2;
export const UNREACHABLE = 3;

export class HostTask {
  readonly share: Share;
  /** Of the host in its share. */
  readonly index: number;
  readonly host: WorkerHost;
  /** By place in the share's slice of the port order ("offset"), as are all arrays here. */
  readonly ports: Uint16Array;
  readonly state: Uint8Array;
  /** Tries that were sent and not taken back. */
  readonly attempts: Uint8Array;
  /** The longest that a try waited in vain, in ms. */
  readonly waitedMs: Uint16Array;
  /** The latest connection attempt under way; see `InFlight`. */
  readonly tickets: Int32Array;
  /** Attempts that wait for their answer now. */
  waiting = 0;
  /** Ports whose silence is believed unless more loss comes to light. */
  silent = 0;
  /** A port was told as silent. */
  hasSilence = false;
  /** See calm-round.ts. */
  calm: 'before' | 'now' = 'before';
  /** Stands in the runner's ring. */
  queued = false;
  ended = false;
  readonly #leading: number;
  readonly #rotation: number;
  #cursor = 0;
  #again: number[] = [];
  #againHead = 0;
  #againsTurn = false;

  /**
   * `settled`: flags of what needs no asking; `leading`: how many of the slice come first on every host; `rotation`:
   * where in the rest this host begins.
   */
  constructor(o: {
    share: Share;
    index: number;
    host: WorkerHost;
    ports: Uint16Array;
    settled: Uint8Array | null;
    leading: number;
    rotation: number;
  }) {
    this.share = o.share;
    this.index = o.index;
    this.host = o.host;
    this.ports = o.ports;
    this.state = o.settled ? o.settled.slice() : new Uint8Array(o.ports.length);
    this.attempts = new Uint8Array(o.ports.length);
    this.waitedMs = new Uint16Array(o.ports.length);
    this.tickets = new Int32Array(o.ports.length).fill(NO_TICKET);
    this.#leading = Math.min(o.leading, o.ports.length);
    this.#rotation = o.rotation % Math.max(1, o.ports.length - this.#leading);
  }

  portAt(offset: number): number {
    return this.ports[offset] ?? 0;
  }

  /** First tries not yet sent, and tries to repeat. */
  get freshLeft(): number {
    return this.ports.length - this.#cursor;
  }

  get againLeft(): number {
    return this.#again.length - this.#againHead;
  }

  hasWork(): boolean {
    return this.#hasFresh() || this.#hasAgain();
  }

  /** The next port to ask; first tries and repeats take turns, so that neither waits for the other's end. */
  takeNext(): number {
    this.#againsTurn = !this.#againsTurn;
    const fresh = this.#hasFresh();
    if (this.#hasAgain() && (this.#againsTurn || !fresh)) return this.#takeAgain();
    const offset = this.#freshOffset();
    this.#cursor += 1;
    return offset;
  }

  /** What is known of a port now. */
  become(offset: number, state: number): void {
    if (this.state[offset] === SILENT) this.silent -= 1;
    if (state === SILENT) this.silent += 1;
    this.state[offset] = state;
  }

  /** Asks that port once more, later. */
  askAgain(offset: number): void {
    this.become(offset, TODO);
    this.#again.push(offset);
  }

  /** Takes back a try that never reached the network. */
  takeBack(offset: number): void {
    this.#uncount(offset);
    this.askAgain(offset);
  }

  /** A silence of that port proves nothing after all: its try does not count. */
  doubt(offset: number): void {
    const state = this.state[offset];
    if (this.ended || state === SETTLED) return;
    this.#uncount(offset);
    if (state === SILENT) this.askAgain(offset);
  }

  /** What still waits to be asked again is believed to be silent, as it was before. */
  dropAgain(): void {
    while (this.#hasAgain()) {
      const offset = this.#takeAgain();
      this.become(offset, SILENT);
    }
  }

  /** Every port that was asked and has no verdict is asked as if for the first time. */
  askAnew(): void {
    const waiting = new Set(this.#again.slice(this.#againHead));
    for (let offset = 0; offset < this.state.length; offset += 1) {
      if (this.state[offset] === SETTLED || this.attempts[offset] === 0) continue;
      this.attempts[offset] = 0;
      if (!waiting.has(offset)) this.askAgain(offset);
    }
  }

  /** A try on that port waited in vain. */
  waited(offset: number, ms: number): void {
    const known = this.waitedMs[offset] ?? 0;
    this.waitedMs[offset] = Math.max(known, Math.min(ms, 0xffff));
  }

  /**
   * Silent ports that have had fewer than `tries` tries, or of which none waited `provingMs`, are asked again, those of
   * `most` tries excepted; `limit` ports at the most. Returns how many.
   */
  reopenSilent(tries: number, provingMs: number, most: number, limit = Number.POSITIVE_INFINITY): number {
    let reopened = 0;
    for (let offset = 0; offset < this.state.length && reopened < limit; offset += 1) {
      if (this.state[offset] !== SILENT) continue;
      const had = this.attempts[offset] ?? 0;
      if (had < tries || (had < most && (this.waitedMs[offset] ?? 0) < provingMs)) {
        this.askAgain(offset);
        reopened += 1;
      }
    }
    return reopened;
  }

  /** All of them. */
  reopenAllSilent(): number {
    return this.reopenSilent(Number.POSITIVE_INFINITY, 0, 0);
  }

  /** Nothing more is to be asked, whatever was left. */
  dropWork(): void {
    this.#cursor = this.ports.length;
    this.#again = [];
    this.#againHead = 0;
  }

  /** Offsets in one of the two provisional states. */
  *provisional(): Generator<number> {
    for (let offset = 0; offset < this.state.length; offset += 1) {
      if ((this.state[offset] ?? TODO) >= SILENT) yield offset;
    }
  }

  /** The provisional verdicts as they travel; null: none. */
  held(): HeldPorts | null {
    const offsets = Array.from(this.provisional());
    if (offsets.length === 0) return null;
    return {
      ports: Uint16Array.from(offsets, (offset) => this.portAt(offset)),
      attempts: Uint8Array.from(offsets, (offset) => this.attempts[offset] ?? 0),
      unreachable: Uint8Array.from(offsets, (offset) => (this.state[offset] === UNREACHABLE ? 1 : 0)),
    };
  }

  #uncount(offset: number): void {
    this.attempts[offset] = Math.max(0, (this.attempts[offset] ?? 0) - 1);
  }

  #freshOffset(): number {
    const leading = this.#leading;
    if (this.#cursor < leading) return this.#cursor;
    return leading + ((this.#cursor - leading + this.#rotation) % (this.ports.length - leading));
  }

  #hasFresh(): boolean {
    while (this.#cursor < this.ports.length && this.state[this.#freshOffset()] !== TODO) this.#cursor += 1;
    return this.#cursor < this.ports.length;
  }

  #hasAgain(): boolean {
    // Ports that a late answer settled meanwhile.
    while (this.#againHead < this.#again.length && this.state[this.#again[this.#againHead] ?? 0] !== TODO) {
      this.#againHead += 1;
    }
    return this.#againHead < this.#again.length;
  }

  #takeAgain(): number {
    const offset = this.#again[this.#againHead] ?? 0;
    this.#againHead += 1;
    if (this.#againHead > 1_024 && this.#againHead * 2 > this.#again.length) {
      this.#again = this.#again.slice(this.#againHead);
      this.#againHead = 0;
    }
    return offset;
  }
}
