/** What every slice of the store is built from. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { Core } from '../core.ts';
import type { AppState } from './store.ts';

export interface SliceTools {
  readonly set: (patch: Partial<AppState> | ((state: AppState) => Partial<AppState>)) => void;
  readonly get: () => AppState;
  readonly core: Core;
}

/** Makes one slice: its data and the actions that change it. */
export type CreateSlice<S> = (tools: SliceTools) => S;

/** The sentence of an error for a person. */
export function sentenceOf(error: unknown): string {
  if (error instanceof PortolanError) return error.message;
  return 'Something went wrong inside Portolan. Try again; restart it if that does not help.';
}

/** A call that was given up on purpose: nothing to tell anyone. */
export function isCancelled(error: unknown): boolean {
  return error instanceof PortolanError && error.code === 'cancelled';
}

/** A call that failed because there is no connection: the window shows that itself, and asks again when it is back. */
export function isDisconnected(error: unknown): boolean {
  return error instanceof PortolanError && error.code === 'disconnected';
}

/** A record without one of its keys; the same record where it has no such key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in record)) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
