/** What a scan says: numbered, folded into its view, and passed on. */
import { MAX_SNAPSHOT_HOSTS } from '../../src-shared/contract/scan-snapshot.ts';
import { emptyScanView, foldScan, type ScanView } from '../../src-shared/scan/fold-scan.ts';
import type { ScanEvent } from '../../src-shared/scan/scan-event.ts';

type Unnumbered<E> = E extends ScanEvent ? Omit<E, 'scanId' | 'seq'> : never;
/** An event before it has its number. */
export type Said = Unnumbered<ScanEvent>;

/** Folding copies the map of hosts, so events are folded many at a time. */
const MAX_UNFOLDED = 256;

export class RunVoice {
  readonly scanId: string;
  readonly #announce: (events: readonly ScanEvent[]) => void;
  #view: ScanView;
  #unfolded: ScanEvent[] = [];
  #seq = 0;
  #version = 0;

  constructor(scanId: string, announce: (events: readonly ScanEvent[]) => void) {
    this.scanId = scanId;
    this.#announce = announce;
    this.#view = emptyScanView(scanId);
  }

  /** All that was said so far; of hosts, as many as a snapshot holds. */
  get view(): ScanView {
    if (this.#unfolded.length > 0) {
      this.#view = foldScan(this.#view, this.#unfolded, MAX_SNAPSHOT_HOSTS);
      this.#unfolded = [];
    }
    return this.#view;
  }

  /** Rises with what changes the table of results. */
  get version(): number {
    return this.#version;
  }

  say(said: Said): void {
    const event: ScanEvent = { ...said, scanId: this.scanId, seq: this.#seq++ };
    if (said.type === 'ports' || said.type === 'host' || said.type === 'finished') this.#version++;
    this.#unfolded.push(event);
    if (this.#unfolded.length >= MAX_UNFOLDED) this.#view = this.view;
    this.#announce([event]);
  }
}
