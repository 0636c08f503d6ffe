/** The threads of one scan: started when there is work, given shares, replaced when they die. */
import type { FromWorker, ToWorker, WorkerLimits, WorkerSetup } from './worker-messages.ts';
import type { OpenShare } from './share-cutter.ts';

/** One worker as the pool sees it; a test may put anything behind it. */
export interface WorkerLink {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, when it is gone; `error`: what it died of, where that is known. */
  onExit(listener: (error: string | null) => void): void;
  terminate(): void;
}

export type StartWorker = (setup: WorkerSetup) => WorkerLink;

/** Workers that keep dying after this many deaths will not get the scan done. */
const MAX_CRASHES = 5;

export interface WorkerPoolOptions {
  readonly threads: number;
  readonly start: StartWorker;
  /** Everything but the limits, which depend on how many workers are busy, and what they all share. */
  readonly setup: Omit<WorkerSetup, 'limits' | 'halt' | 'searches' | 'seat'>;
  /** The scan's caps, to be divided among the busy workers. */
  readonly limits: WorkerLimits;
  /** `worker`: a number that identifies it. */
  readonly onMessage: (message: FromWorker, worker: number) => void;
  /** A worker died; its open shares. */
  readonly onLost: (worker: number, shares: readonly number[], error: string | null) => void;
  /** Workers keep dying. */
  readonly onHopeless: (crashes: number, error: string | null) => void;
}

interface PooledWorker {
  readonly id: number;
  readonly seat: number;
  readonly link: WorkerLink;
  readonly shares: Set<number>;
  hungry: boolean;
  stopped: boolean;
  limits: WorkerLimits;
}

export class WorkerPool {
  readonly #o: WorkerPoolOptions;
  readonly #workers = new Set<PooledWorker>();
  readonly #halt = sharedCells(1);
  readonly #searches: Int32Array<SharedArrayBuffer>;
  #started = 0;
  #crashes = 0;
  #closing = false;
  #paused = false;
  #onAllStopped: (() => void) | undefined;

  constructor(o: WorkerPoolOptions) {
    this.#o = o;
    this.#searches = sharedCells(o.threads);
  }

  /** Whether {@link give} would find a taker. */
  get wantsWork(): boolean {
    return !this.#closing && (this.#hungriest() !== undefined || this.#workers.size < this.#o.threads);
  }

  give({ share }: OpenShare): void {
    const worker = this.#hungriest() ?? this.#startWorker();
    worker.shares.add(share.id);
    worker.hungry = false;
    this.#divideLimits();
    worker.link.post({ type: 'share', share });
  }

  /** The worker has nothing more to do for that share. */
  shareEnded(id: number): void {
    for (const worker of this.#workers) {
      if (worker.shares.delete(id) && worker.shares.size === 0) {
        worker.hungry = true;
        this.#divideLimits();
      }
    }
  }

  broadcast(message: ToWorker): void {
    if (message.type === 'pause') this.#paused = message.paused;
    for (const worker of this.#workers) worker.link.post(message);
  }

  /** Ends every worker's sending at once. Calls back when all have said so, or are gone. */
  cancel(onStopped: () => void): void {
    this.#closing = true;
    this.#onAllStopped = onStopped;
    Atomics.store(this.#halt, 0, 1);
    this.broadcast({ type: 'cancel' });
    this.#checkAllStopped();
  }

  /** Ends the threads that have not stopped by themselves; {@link cancel} calls back when they are gone. */
  terminate(): void {
    for (const worker of this.#workers) if (!worker.stopped) worker.link.terminate();
  }

  /** Ends all threads and waits for nothing. */
  close(): void {
    this.#closing = true;
    Atomics.store(this.#halt, 0, 1);
    for (const worker of this.#workers) worker.link.terminate();
    this.#workers.clear();
  }

  #hungriest(): PooledWorker | undefined {
    let best: PooledWorker | undefined;
    for (const worker of this.#workers) {
      if (worker.hungry && (!best || worker.shares.size < best.shares.size)) best = worker;
    }
    // A thread that has not been started yet does more than one that is busy.
    if (best && best.shares.size > 0 && this.#workers.size < this.#o.threads) return undefined;
    return best;
  }

  #startWorker(): PooledWorker {
    const limits = divide(this.#o.limits, this.#o.threads);
    const taken = new Set(Array.from(this.#workers, ({ seat }) => seat));
    const seat = this.#searches.findIndex((_, index) => !taken.has(index));
    // Whoever sat there before looks for nobody any more.
    Atomics.store(this.#searches, seat, 0);
    const shared = { halt: this.#halt, searches: this.#searches, seat };
    const link = this.#o.start({ ...this.#o.setup, limits, ...shared });
    this.#started += 1;
    const worker: PooledWorker = {
      id: this.#started,
      seat,
      link,
      shares: new Set(),
      hungry: false,
      stopped: false,
      limits,
    };
    this.#workers.add(worker);
    link.onMessage((message) => {
      if (!this.#workers.has(worker)) return;
      if (message.type === 'hungry') worker.hungry = true;
      if (message.type === 'stopped') worker.stopped = true;
      this.#o.onMessage(message, worker.id);
      this.#checkAllStopped();
    });
    link.onExit((error) => {
      this.#lose(worker, error);
    });
    if (this.#paused) link.post({ type: 'pause', paused: true });
    return worker;
  }

  #lose(worker: PooledWorker, error: string | null): void {
    if (!this.#workers.delete(worker)) return;
    if (this.#closing) {
      this.#checkAllStopped();
      return;
    }
    this.#crashes += 1;
    if (this.#crashes > MAX_CRASHES) this.#o.onHopeless(this.#crashes, error);
    else this.#o.onLost(worker.id, [...worker.shares], error);
  }

  #checkAllStopped(): void {
    if (!this.#onAllStopped) return;
    for (const worker of this.#workers) if (!worker.stopped) return;
    const tell = this.#onAllStopped;
    this.#onAllStopped = undefined;
    tell();
  }

  #divideLimits(): void {
    let busy = 0;
    for (const worker of this.#workers) if (worker.shares.size > 0) busy += 1;
    for (const worker of this.#workers) {
      if (worker.shares.size === 0) continue;
      const limits = divide(this.#o.limits, busy);
      if (
        limits.inFlight === worker.limits.inFlight &&
        limits.probesPerSecond === worker.limits.probesPerSecond
      ) {
        continue;
      }
      worker.limits = limits;
      worker.link.post({ type: 'limits', limits });
    }
  }
}

function sharedCells(count: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}

function divide(limits: WorkerLimits, by: number): WorkerLimits {
  return {
    inFlight: Math.max(1, Math.floor(limits.inFlight / by)),
    sockets: Math.max(1, Math.floor(limits.sockets / by)),
    greetings: Math.max(1, Math.floor(limits.greetings / by)),
    probesPerSecond: limits.probesPerSecond === null ? null : limits.probesPerSecond / by,
  };
}
