/** What was worked out of a run, kept until the run has changed. */
import type { RunData } from './run-data.ts';

/**
 * While a scan runs, what took long to work out is kept for this many times as long, so that a table of a million rows
 * does not eat the machine the scan runs on.
 */
const REST_FACTOR = 4;

interface Entry<T> {
  readonly value: T;
  readonly version: number;
  readonly run: RunData;
  readonly builtAtMs: number;
  readonly buildMs: number;
}

/** Gives what `build` made for a run and a question (`key`), made anew where the run has moved on. Holds the last `most`. */
export type RunCache<T> = (run: RunData, key: string, build: () => T) => T;

export function createRunCache<T>(most: number, monotonicMs: () => number): RunCache<T> {
  const entries = new Map<string, Entry<T>>();
  return (run, question, build) => {
    const key = `${run.scanId} ${question}`;
    const known = entries.get(key);
    const nowMs = monotonicMs();
    if (known && isCurrent(known, run, nowMs)) {
      entries.delete(key);
      entries.set(key, known);
      return known.value;
    }
    const { version } = run;
    const value = build();
    entries.delete(key);
    const builtAtMs = monotonicMs();
    entries.set(key, { value, version, run, builtAtMs, buildMs: builtAtMs - nowMs });
    const oldest = entries.keys().next();
    if (entries.size > most && !oldest.done) entries.delete(oldest.value);
    return value;
  };
}

function isCurrent<T>(entry: Entry<T>, run: RunData, nowMs: number): boolean {
  if (entry.run !== run) return false;
  if (entry.version === run.version) return true;
  return isUnderWay(run) && nowMs - entry.builtAtMs < REST_FACTOR * entry.buildMs;
}

function isUnderWay({ view }: RunData): boolean {
  return view.status === 'running' || view.status === 'paused';
}
