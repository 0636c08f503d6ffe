/**
 * The two halves of contextBridge, one in the page's world, one in the preload's. Values cross as details of
 * synchronous CustomEvents, which Chromium copies between worlds; functions stay and are called by number.
 * The function below is sent to the browser as text: it may use nothing from outside itself.
 */

type Plain = (...args: unknown[]) => unknown;
type Packed = { readonly value: unknown } | { readonly fn: number };
type Signal =
  | { readonly kind: 'call'; readonly id: number; readonly args: readonly Packed[] }
  | { readonly kind: 'returned'; readonly result: Packed }
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'expose'; readonly key: string; readonly api: Readonly<Record<string, Packed>> }
  | { readonly kind: 'pull' };

export interface Bridge {
  /** Puts frozen proxies of `api`'s functions into the other world under `key`. */
  expose(key: string, api: Readonly<Record<string, unknown>>): void;
}

/** Makes the half that hears `token + me` and speaks to `token + peer`. */
export function makeBridge(token: string, me: string, peer: string): Bridge {
  const functions: Plain[] = [];
  const exposed: Signal[] = [];
  let answer: Signal | undefined;

  const signal = (detail: Signal): void =>
    void window.dispatchEvent(new CustomEvent(token + peer, { detail }));

  const pack = (value: unknown): Packed => {
    if (typeof value === 'function') {
      const known = functions.indexOf(value as Plain);
      return { fn: known === -1 ? functions.push(value as Plain) - 1 : known };
    }
    try {
      return { value: structuredClone(value) };
    } catch {
      throw new Error('An object could not be cloned.');
    }
  };
  const unpack = (packed: Packed): unknown => {
    if ('value' in packed) return packed.value;
    return (...args: unknown[]): unknown => {
      answer = undefined;
      signal({ kind: 'call', id: packed.fn, args: args.map(pack) });
      const got: Signal | undefined = answer;
      answer = undefined;
      return finish(got);
    };
  };
  const finish = (got: Signal | undefined): unknown => {
    if (got?.kind === 'returned') return unpack(got.result);
    throw new Error(got?.kind === 'threw' ? got.message : 'stand-in: the other world did not answer');
  };
  const run = (id: number, args: readonly Packed[]): Signal => {
    try {
      const fn = functions[id];
      if (!fn) throw new Error(`stand-in: no function ${id}`);
      return { kind: 'returned', result: pack(fn(...args.map(unpack))) };
    } catch (error) {
      return { kind: 'threw', message: error instanceof Error ? error.message : String(error) };
    }
  };
  const install = (key: string, api: Readonly<Record<string, Packed>>): void => {
    if (Object.hasOwn(window, key)) return;
    const value = Object.fromEntries(Object.entries(api).map(([name, packed]) => [name, unpack(packed)]));
    Object.defineProperty(window, key, { value: Object.freeze(value), enumerable: true });
  };

  window.addEventListener(token + me, (event) => {
    event.stopImmediatePropagation();
    const detail = (event as CustomEvent<Signal>).detail;
    if (detail.kind === 'call') signal(run(detail.id, detail.args));
    else if (detail.kind === 'expose') install(detail.key, detail.api);
    else if (detail.kind === 'pull') exposed.forEach(signal);
    else answer = detail;
  });
  // Whichever half comes second, the page's gets what was exposed.
  if (me === 'page') signal({ kind: 'pull' });

  return {
    expose(key, api) {
      const packed = Object.fromEntries(Object.entries(api).map(([name, value]) => [name, pack(value)]));
      const detail: Signal = { kind: 'expose', key, api: packed };
      exposed.push(detail);
      signal(detail);
    },
  };
}
