/** What a runner has to tell, gathered until it is sent. */
import type { LossEstimate } from './retry-policy.ts';
import { buffersOf, VerdictBuffer, type Verdict } from './verdict-buffer.ts';
import type { HostEnd, HostHeard, WorkerReport } from './worker-messages.ts';

/** How things stand at the moment of sending. */
export interface RunnerState {
  readonly inFlight: number;
  readonly held: number;
  readonly dialsLeft: number;
}

export class RunnerReport {
  readonly #loss: LossEstimate;
  readonly #verdicts = new VerdictBuffer();
  #probesSent = 0;
  #retries = 0;
  #slowdowns = 0;
  #answersTold = 0;
  #lostTold = 0;
  #heard: HostHeard[] = [];
  #ended: HostEnd[] = [];
  #endedShares: number[] = [];
  #troubles = new Map<string, { code: string; address: string }>();
  #lastState = '';

  constructor(loss: LossEstimate) {
    this.#loss = loss;
  }

  get verdicts(): number {
    return this.#verdicts.count;
  }

  /** A share has ended and was not told yet. */
  get hasEnded(): boolean {
    return this.#endedShares.length > 0;
  }

  /** A port's `tries`th try went out. */
  sent(tries: number): void {
    this.#probesSent += 1;
    if (tries > 1) this.#retries += 1;
  }

  /** It did not go out after all. */
  tookBack(tries: number): void {
    this.#probesSent -= 1;
    if (tries > 1) this.#retries -= 1;
  }

  /** The window was halved. */
  slowed(): void {
    this.#slowdowns += 1;
  }

  heard(host: HostHeard): void {
    this.#heard.push(host);
  }

  verdict(verdict: Verdict): void {
    this.#verdicts.push(verdict);
  }

  /** Of the verdict told last. */
  banner(text: string): void {
    this.#verdicts.addBanner(text);
  }

  ended(end: HostEnd): void {
    this.#ended.push(end);
  }

  endedShare(id: number): void {
    this.#endedShares.push(id);
  }

  trouble(code: string, address: string): void {
    if (!this.#troubles.has(code)) this.#troubles.set(code, { code, address });
  }

  /** The report and the buffers to transfer; null where nothing is new. */
  take(state: RunnerState): { report: WorkerReport; transfer: ArrayBuffer[] } | null {
    const verdicts = this.#verdicts.take();
    const stateText = `${state.inFlight} ${state.held} ${state.dialsLeft}`;
    const isNews =
      verdicts !== null ||
      this.#probesSent !== 0 ||
      this.#ended.length > 0 ||
      this.#endedShares.length > 0 ||
      this.#troubles.size > 0 ||
      this.#slowdowns > 0 ||
      stateText !== this.#lastState;
    if (!isNews) return null;
    this.#lastState = stateText;
    const report: WorkerReport = {
      type: 'report',
      probesSent: this.#probesSent,
      retries: this.#retries,
      slowdowns: this.#slowdowns,
      answers: this.#loss.answers - this.#answersTold,
      lostTries: this.#loss.lostTries - this.#lostTold,
      ...state,
      heard: this.#heard,
      verdicts,
      ended: this.#ended,
      endedShares: this.#endedShares,
      troubles: [...this.#troubles.values()],
    };
    this.#probesSent = 0;
    this.#retries = 0;
    this.#slowdowns = 0;
    this.#answersTold = this.#loss.answers;
    this.#lostTold = this.#loss.lostTries;
    this.#heard = [];
    this.#ended = [];
    this.#endedShares = [];
    this.#troubles = new Map();
    return { report, transfer: verdicts ? buffersOf(verdicts) : [] };
  }
}
