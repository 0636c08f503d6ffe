/** What this machine lends the engine: threads and descriptors. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

export interface EngineFacts {
  readonly threads: number;
  /** Connections that may be open at once. */
  readonly descriptors: number;
}

/** More threads than this gain nothing; the main thread needs a core too. */
const MAX_THREADS = 4;
/** Where the limit cannot be read: what macOS and Windows allow without asking. */
const ASSUMED_LIMIT = 4_096;
/** Node's own, the database, the windows and pages that are open. */
const RESERVED = 128;
/** More than the largest template could use. */
const ENOUGH = 32_768;

export function engineFacts(): EngineFacts {
  return {
    threads: Math.max(1, Math.min(MAX_THREADS, availableParallelism())),
    descriptors: usableDescriptors(readLimits()),
  };
}

/** Linux's account of this process's limits (proc_pid_limits(5)); null elsewhere. */
function readLimits(): string | null {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return null;
  }
}

/**
 * The connections that may be open at once under these limits. The hard limit counts, because Node raises the soft one to
 * it; of a small limit at least half is kept for everything else.
 */
export function usableDescriptors(limits: string | null): number {
  const [, hard] = /^Max open files\s+\S+\s+(\S+)/mu.exec(limits ?? '') ?? [];
  const limit = hard === undefined ? ASSUMED_LIMIT : hard === 'unlimited' ? ENOUGH : Number(hard);
  return Math.max(1, Math.min(ENOUGH, limit - Math.min(RESERVED, Math.ceil(limit / 2))));
}
