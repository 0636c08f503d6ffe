import type { DatabaseSync } from 'node:sqlite';

/** One step of the history file's schema. Steps are never edited once released: a change is a new file. */
export interface Migration {
  /** The `user_version` after it; the first is 1 and each is one more than the last. */
  readonly version: number;
  readonly sql: string;
  /** What SQL cannot say, after `sql` in the same transaction. Bounded in memory whatever the file holds. */
  fill?(sqlite: DatabaseSync): void;
}
