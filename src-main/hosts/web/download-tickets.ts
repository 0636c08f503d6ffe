/** Files that wait for the browser to fetch them: each by an address that nobody can guess and that works once. */
import type { FileForPerson } from '../../app/host-abilities.ts';
import { createSecret } from './access-token.ts';

/** More than any person has under way; the oldest gives way. */
const MAX_WAITING = 16;
/** A page fetches at once; whoever does not has gone. */
const VALID_MS = 60_000;

export interface DownloadTickets {
  /** Keeps the file for its fetch and gives the ticket. */
  issue(file: FileForPerson): string;
  /** The file of a valid ticket, which is then used up. */
  redeem(ticket: string): FileForPerson | undefined;
  /** Gives up all that waits. */
  clear(): void;
}

/** @param nowMs any clock that only goes forward */
export function createDownloadTickets(nowMs: () => number): DownloadTickets {
  const waiting = new Map<string, { file: FileForPerson; issuedMs: number }>();

  function discard(ticket: string): void {
    const entry = waiting.get(ticket);
    waiting.delete(ticket);
    // The content may hold a database cursor: let go of it.
    entry?.file.content[Symbol.asyncIterator]()
      .return?.()
      .catch(() => {});
  }

  function discardOld(): void {
    for (const [ticket, { issuedMs }] of waiting) {
      if (nowMs() - issuedMs > VALID_MS || waiting.size > MAX_WAITING) discard(ticket);
    }
  }

  return {
    issue(file) {
      const ticket = createSecret();
      waiting.set(ticket, { file, issuedMs: nowMs() });
      discardOld();
      return ticket;
    },
    redeem(ticket) {
      discardOld();
      const entry = waiting.get(ticket);
      waiting.delete(ticket);
      return entry?.file;
    },
    clear() {
      for (const ticket of waiting.keys()) discard(ticket);
    },
  };
}
