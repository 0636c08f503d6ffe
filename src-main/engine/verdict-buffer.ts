/** Verdicts gathered column by column until the next report; the columns are handed over, not copied. */
import type { RowBanner, VerdictColumns } from './worker-messages.ts';

export interface Verdict {
  readonly share: number;
  readonly host: number;
  readonly port: number;
  readonly reason: number;
  readonly attempts: number;
  readonly rttMs: number;
  readonly confidence: number;
}

const FIRST_CAPACITY = 256;

function allocate(capacity: number): Omit<VerdictColumns, 'count' | 'banners'> {
  return {
    share: new Uint32Array(capacity),
    host: new Uint16Array(capacity),
    port: new Uint16Array(capacity),
    reason: new Uint8Array(capacity),
    attempts: new Uint8Array(capacity),
    rttMs: new Float32Array(capacity),
    confidence: new Float32Array(capacity),
  };
}

export class VerdictBuffer {
  #columns = allocate(FIRST_CAPACITY);
  #capacity = FIRST_CAPACITY;
  #count = 0;
  #banners: RowBanner[] = [];

  get count(): number {
    return this.#count;
  }

  push(verdict: Verdict): void {
    if (this.#count === this.#capacity) this.#grow();
    const at = this.#count;
    const columns = this.#columns;
    columns.share[at] = verdict.share;
    columns.host[at] = verdict.host;
    columns.port[at] = verdict.port;
    columns.reason[at] = verdict.reason;
    columns.attempts[at] = verdict.attempts;
    columns.rttMs[at] = verdict.rttMs;
    columns.confidence[at] = verdict.confidence;
    this.#count += 1;
  }

  /** What the port of the verdict that was pushed last said first. */
  addBanner(text: string): void {
    this.#banners.push({ row: this.#count - 1, text });
  }

  /** What was gathered, and an empty buffer from now on. Null: nothing was. */
  take(): VerdictColumns | null {
    if (this.#count === 0) return null;
    const taken = { ...this.#columns, count: this.#count, banners: this.#banners };
    this.#columns = allocate(this.#capacity);
    this.#count = 0;
    this.#banners = [];
    return taken;
  }

  #grow(): void {
    const before = this.#columns;
    this.#capacity *= 2;
    const grown = allocate(this.#capacity);
    grown.share.set(before.share);
    grown.host.set(before.host);
    grown.port.set(before.port);
    grown.reason.set(before.reason);
    grown.attempts.set(before.attempts);
    grown.rttMs.set(before.rttMs);
    grown.confidence.set(before.confidence);
    this.#columns = grown;
  }
}

/** The buffers of a report's columns, for a transfer. */
export function buffersOf(columns: VerdictColumns): ArrayBuffer[] {
  const { share, host, port, reason, attempts, rttMs, confidence } = columns;
  return [share, host, port, reason, attempts, rttMs, confidence].map((column) => column.buffer);
}
