/** Every dialer there is; the suites beside this file run over each. */
import type { Dialer, DialListener, DialOutcome } from '../../src-main/engine/dialers/dialer.ts';
import { createEpollDialer } from '../../src-main/engine/dialers/epoll-dialer.ts';
import { loadLibc } from '../../src-main/engine/dialers/libc.ts';
import { createPortableDialer } from '../../src-main/engine/dialers/portable-dialer.ts';

export interface DialerUnderTest {
  readonly name: string;
  /** Why it cannot be tested here; null: it can. */
  readonly missing: string | null;
  readonly create: (listener: DialListener) => Dialer;
  /** What this dialer tells of a refusal. */
  readonly refusal: DialOutcome;
}

const CAPACITY = 4_096;

export const DIALERS: readonly DialerUnderTest[] = [
  {
    name: 'portable',
    missing: null,
    create: (listener) => createPortableDialer(listener),
    refusal: { kind: 'error', code: 'ECONNREFUSED', atOnce: false },
  },
  {
    name: 'epoll',
    missing: process.platform === 'linux' ? null : 'the epoll dialer is for Linux',
    create: (listener) =>
      createEpollDialer(listener, { libc: loadLibc(), capacity: CAPACITY, now: () => performance.now() }),
    refusal: { kind: 'reset' },
  },
];

export interface Told {
  readonly ticket: number;
  readonly outcome: DialOutcome;
  readonly rttMs: number;
}

/** A dialer with its outcomes as promises. */
export class Exchange {
  readonly told: Told[] = [];
  readonly dialer: Dialer;
  readonly #waiting = new Map<number, (outcome: DialOutcome) => void>();

  constructor(under: DialerUnderTest) {
    this.dialer = under.create((ticket, outcome, rttMs) => {
      this.told.push({ ticket, outcome, rttMs });
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
