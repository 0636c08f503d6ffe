/** What can go wrong with the history file, in words a person can act on. */

export type StoreTrouble = 'newer' | 'foreign' | 'corrupt' | 'full' | 'denied' | 'busy' | 'other';

/** The message is one sentence: what is wrong, where, what to do. */
export class StoreError extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.trouble = trouble;
  }
}

/** Primary result codes of SQLite (sqlite.org/rescode.html) that have an answer of their own. */
const TROUBLE_OF_CODE: Readonly<Record<number, StoreTrouble>> = {
  3: 'denied',
  5: 'busy',
  6: 'busy',
  8: 'denied',
  10: 'full',
  11: 'corrupt',
  13: 'full',
  14: 'denied',
  23: 'denied',
  26: 'corrupt',
};

/** SQLITE_IOERR covers more than a full disk; the sentence names both. */
const SENTENCES: Readonly<Record<StoreTrouble, (path: string) => string>> = {
  newer: (path) => `The history in ${path} was written by a newer version of Portolan: update this one.`,
  foreign: (path) => `${path} is a database of another program: move it away, or choose another data folder.`,
  corrupt: (path) =>
    `The history in ${path} is damaged: restart Portolan, which sets it aside and begins a new one.`,
  full: (path) =>
    `The history in ${path} could not be written: the disk is full or failing; free some space.`,
  denied: (path) =>
    `The history in ${path} cannot be opened for writing: check the permissions of the folder.`,
  busy: (path) => `The history in ${path} is held by another program: close that program and try again.`,
  other: (path) =>
    `The history in ${path} could not be used: restart Portolan, and check the disk if it happens again.`,
};

/** The SQLite result code of an error thrown by node:sqlite (extended codes reduced to primary), or undefined. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** Wraps whatever the database or the file system threw. A {@link StoreError} passes as it is. */
export function toStoreError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = sqliteCode(error);
  const trouble = code === undefined ? troubleOfSystemError(error) : (TROUBLE_OF_CODE[code] ?? 'other');
  return new StoreError(trouble, SENTENCES[trouble](path), error);
}

export function storeError(trouble: StoreTrouble, path: string): StoreError {
  return new StoreError(trouble, SENTENCES[trouble](path));
}

function troubleOfSystemError(error: unknown): StoreTrouble {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') return 'full';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return 'denied';
  return 'other';
}
