/**
 * Keeps a thread from being ended in the midst of loading the FFI: a native module that meets a thread's end while it
 * sets itself up takes the whole process with it (`napi_throw` has nowhere to throw to). A cell that both threads share
 * says how far the loading is.
 */

export type FfiGate = Int32Array<SharedArrayBuffer>;

const FREE = 0;
const LOADING = 1;
const LOADED = 2;
const SHUT = 3;

/** Loading takes milliseconds; a thread that hangs in it is not waited for for ever. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 2;

export function createFfiGate(): FfiGate {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** In the thread: loads unless the thread is being ended; throws then, and whatever `load` throws. */
export function loadThroughGate<T>(gate: FfiGate, load: () => T): T {
  const before = Atomics.compareExchange(gate, 0, FREE, LOADING);
  if (before === SHUT) throw new Error('This thread is being ended');
  try {
    return load();
  } finally {
    Atomics.store(gate, 0, LOADED);
  }
}

/** Outside: from now on nothing is loaded there. `then` is called as soon as nothing is being loaded: mostly at once. */
export function shutFfiGate(gate: FfiGate, then: () => void): void {
  const sinceMs = performance.now();
  const look = (): void => {
    const isLoading = Atomics.compareExchange(gate, 0, FREE, SHUT) === LOADING;
    if (isLoading && performance.now() - sinceMs < PATIENCE_MS) setTimeout(look, LOOK_EVERY_MS);
    else then();
  };
  look();
}
