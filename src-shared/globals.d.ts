/**
 * The few globals that every JavaScript host has and that pure code may use. Deliberately not here: fetch, timers,
 * console, performance, Date-less clocks. Only src-shared/tsconfig.json sees this file.
 */
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(task: () => void): void;
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
