/** Every dialer there is; the suites beside this file run over each. */
import type { Dialer, DialListener, DialOutcome } from '../../src-main/engine/dialers/dialer.ts';
import { createPortableDialer } from '../../src-main/engine/dialers/portable-dialer.ts';

export interface DialerUnderTest {
  readonly name: string;
  readonly create: (listener: DialListener) => Dialer;
  /** The error names by which this dialer may report a refusal. */
  readonly refusal: string;
}

export const DIALERS: readonly DialerUnderTest[] = [
  { name: 'portable', create: (listener) => createPortableDialer(listener), refusal: 'ECONNREFUSED' },
];

export interface Told {
  readonly ticket: number;
  readonly outcome: DialOutcome;
}

/** A dialer with its outcomes as promises. */
export class Exchange {
  readonly told: Told[] = [];
  readonly dialer: Dialer;
  readonly #waiting = new Map<number, (outcome: DialOutcome) => void>();

  constructor(under: DialerUnderTest) {
    this.dialer = under.create((ticket, outcome) => {
      this.told.push({ ticket, outcome });
      this.#waiting.get(ticket)?.(outcome);
    });
  }

  /** What becomes of one dial. */
  async dial(ticket: number, address: string, port: number, localPort?: number): Promise<DialOutcome> {
    const outcome = new Promise<DialOutcome>((resolve) => {
      this.#waiting.set(ticket, resolve);
    });
    this.dialer.dial(ticket, address, port, localPort);
    return outcome;
  }
}
