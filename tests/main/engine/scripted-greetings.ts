/** What scripted ports say first: connections that exist on paper, in time that the test moves. */
import type { GreetingConnection, GreetingListener } from '../../../src-main/engine/greeting-reader.ts';
import type { Clock } from '../../../src-main/engine/clock.ts';

/** All times count from the attempt. */
export interface ScriptedGreeting {
  /** The handshake completes; null: never. */
  readonly connectsAfterMs?: number | null;
  /** It fails instead, with this error. */
  readonly failure?: string;
  readonly says?: readonly { readonly afterMs: number; readonly text: string }[];
  readonly endsAfterMs?: number;
}

export interface GreetingAttempt {
  readonly address: string;
  readonly port: number;
  /** 1 for the first attempt on this port. */
  readonly nth: number;
  readonly atMs: number;
}

/** Says one thing at once and hangs up. */
export const says = (text: string): ScriptedGreeting => ({ says: [{ afterMs: 2, text }], endsAfterMs: 3 });
/** Waits for the other side to speak, as most services do. */
export const MUTE: ScriptedGreeting = {};

const HANDSHAKE_MS = 1;

export class ScriptedGreetings {
  readonly attempts: GreetingAttempt[] = [];
  readonly #clock: Clock;
  readonly #script: (attempt: GreetingAttempt) => ScriptedGreeting;
  open = 0;
  mostOpen = 0;

  constructor(clock: Clock, script: (attempt: GreetingAttempt) => ScriptedGreeting) {
    this.#clock = clock;
    this.#script = script;
  }

  connect(address: string, port: number, listener: GreetingListener): GreetingConnection {
    const before = this.attempts.filter((each) => each.address === address && each.port === port);
    const attempt = { address, port, nth: before.length + 1, atMs: this.#clock.now() };
    this.attempts.push(attempt);
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    const greeting = this.#script(attempt);
    let said = '';
    const timers: (() => void)[] = [];
    const after = (delayMs: number, action: () => void): void => {
      timers.push(this.#clock.after(delayMs, action));
    };
    let isOpen = true;
    const close = (): void => {
      if (isOpen) this.open -= 1;
      isOpen = false;
      for (const cancel of timers) cancel();
    };
    const end = (failure: string | null): void => {
      close();
      listener.ended(failure);
    };
    const { connectsAfterMs = HANDSHAKE_MS, failure, endsAfterMs } = greeting;
    if (failure !== undefined) after(HANDSHAKE_MS, () => end(failure));
    else if (connectsAfterMs !== null) after(connectsAfterMs, () => listener.connected());
    for (const { afterMs, text } of greeting.says ?? []) after(afterMs, () => (said += text));
    if (endsAfterMs !== undefined) after(endsAfterMs, () => end(null));
    return { bytes: () => new TextEncoder().encode(said), close };
  }
}
