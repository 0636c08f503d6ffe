/** The thinnest thing two ends can talk over, and the in-memory one. */

/**
 * One end of a connection. Messages arrive whole, in order, at most once. `post` after close is ignored: the other end
 * is gone and cannot care. Messages are plain data (JSON-safe); a transport may or may not copy them.
 */
export interface Transport {
  post(message: unknown): void;
  /** One listener; messages that came before it was set are kept for it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when either end closes or the line breaks. */
  onClose(listener: () => void): void;
  close(): void;
}

class MemoryEnd implements Transport {
  #peer: MemoryEnd | undefined;
  #listener: ((message: unknown) => void) | undefined;
  #waiting: unknown[] = [];
  readonly #closeListeners: (() => void)[] = [];
  #closed = false;

  attach(peer: MemoryEnd): void {
    this.#peer = peer;
  }

  post(message: unknown): void {
    if (this.#closed) return;
    // A copy, as every real transport makes: shared objects would hide mistakes here and show them elsewhere.
    const copy = structuredClone(message);
    queueMicrotask(() => this.#peer?.receive(copy));
  }

  receive(message: unknown): void {
    if (this.#closed) return;
    if (this.#listener) this.#listener(message);
    else this.#waiting.push(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    for (const message of this.#waiting.splice(0)) listener(message);
  }

  onClose(listener: () => void): void {
    if (this.#closed) queueMicrotask(listener);
    else this.#closeListeners.push(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#closeListeners) listener();
    const peer = this.#peer;
    queueMicrotask(() => peer?.close());
  }
}

/** Two cross-wired ends in one process: the command line's transport, and the reference for the suite. */
export function createMemoryTransportPair(): [Transport, Transport] {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.attach(right);
  right.attach(left);
  return [left, right];
}
