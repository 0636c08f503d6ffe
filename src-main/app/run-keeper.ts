/**
 * Keeps a running scan: gathers what becomes known and commits it about every {@link COMMIT_MS}. A commit that fails
 * loses nothing: what it held stays gathered and is tried again, the scan goes on. While nothing is new it says now and
 * then that the scan is alive, so that no other process takes it for interrupted.
 */
import type { PortReport, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import { HEARTBEAT_LIMIT_MS } from '../store/process-identity.ts';
import { encodeVerdicts, type VerdictColumns } from '../store/verdict-codec.ts';
import type { FinishedHost, HostHead, RunTotals, VerdictPiece } from '../store/run-record.ts';
import type { RunEnd, RunRepository } from '../store/run-repository.ts';
import { toStoreError, type StoreError } from '../store/store-error.ts';
import type { AppClock } from './app-clock.ts';

export const COMMIT_MS = 250;
export const RETRY_MS = 2_000;
const SIGN_OF_LIFE_MS = HEARTBEAT_LIMIT_MS / 3;
/** A commit may take this share of the time at most: a slow disk is asked less often. */
const SHARE_OF_TIME = 5;

export interface RunKeeperOptions {
  readonly scanId: string;
  readonly repository: Pick<RunRepository, 'commit'>;
  readonly clock: AppClock;
  /** Totals and number of verdicts as of now. */
  state(): { totals: RunTotals; settled: number };
  /** Called after what was known is durable. */
  onCommitted(ports: number): void;
  /** Called once for each stretch of trouble. */
  onTrouble(error: StoreError): void;
}

export class RunKeeper {
  readonly #options: RunKeeperOptions;
  readonly #heads = new Map<number, HostHead>();
  readonly #pieces = new Map<number, VerdictPiece[]>();
  #finished: FinishedHost[] = [];
  #warnings: ScanWarning[] = [];
  #end: RunEnd | undefined;
  #cancelTimer: (() => void) | undefined;
  #inTrouble = false;
  #isDirty = false;
  #pauseMs = COMMIT_MS;
  #isClosed = false;

  constructor(options: RunKeeperOptions) {
    this.#options = options;
    this.#schedule(SIGN_OF_LIFE_MS);
  }

  head(head: HostHead): void {
    this.#heads.set(head.position, head);
    this.#touch();
  }

  /** `greeted`: those of the ports whose greeting was read. */
  verdicts(position: number, columns: VerdictColumns, greeted: readonly PortReport[]): void {
    const piece = { position, verdicts: encodeVerdicts(columns), greeted };
    const pieces = this.#pieces.get(position);
    if (pieces) pieces.push(piece);
    else this.#pieces.set(position, [piece]);
    this.#touch();
  }

  finished(host: FinishedHost): void {
    // Whole now: what was gathered of it in flight need not be written.
    this.#heads.delete(host.position);
    this.#pieces.delete(host.position);
    this.#finished.push(host);
    this.#touch();
  }

  warning(warning: ScanWarning): void {
    this.#warnings.push(warning);
    this.#touch();
  }

  /** Commits now and ends the run. True: it is durable; false: it is tried again until {@link close}. */
  end(end: RunEnd): boolean {
    this.#end = end;
    this.#isDirty = true;
    return this.#commit();
  }

  /** A last try for whatever is still not kept; nothing is written after it. */
  close(): void {
    if (this.#isDirty) this.#commit();
    this.#cancelTimer?.();
    this.#isClosed = true;
  }

  get isKept(): boolean {
    return !this.#isDirty;
  }

  #touch(): void {
    // Whatever is gathered already has its commit or its next try set.
    if (!this.#isDirty) this.#schedule(this.#pauseMs);
    this.#isDirty = true;
  }

  #schedule(delayMs: number): void {
    if (this.#isClosed) return;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.after(delayMs, () => {
      this.#cancelTimer = undefined;
      this.#commit();
    });
  }

  #commit(): boolean {
    const { repository, scanId, clock } = this.#options;
    const { totals, settled } = this.#options.state();
    const startedMs = clock.now();
    try {
      const changes = {
        heads: [...this.#heads.values()],
        verdicts: [...this.#pieces.values()].flat(),
        finished: this.#finished,
        warnings: this.#warnings,
        totals,
      };
      repository.commit(scanId, changes, this.#end);
    } catch (error) {
      this.#isDirty = true;
      this.#schedule(RETRY_MS);
      if (!this.#inTrouble) {
        this.#inTrouble = true;
        this.#options.onTrouble(toStoreError(error, 'the data folder'));
      }
      return false;
    }
    this.#heads.clear();
    this.#pieces.clear();
    this.#finished = [];
    this.#warnings = [];
    this.#inTrouble = false;
    this.#isDirty = false;
    if (this.#end) this.#cancelTimer?.();
    else this.#schedule(SIGN_OF_LIFE_MS);
    this.#pauseMs = Math.max(COMMIT_MS, SHARE_OF_TIME * (clock.now() - startedMs));
    this.#options.onCommitted(settled);
    return true;
  }
}
