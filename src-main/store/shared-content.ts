/** Texts that many runs hold, kept once: found by what they are, removed when no run holds them any more. */
import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import { decodeOutcome, encodeOutcome, type Outcome } from './outcome-codec.ts';
import { decodeRoster, encodeRoster, type Roster } from './roster-codec.ts';

/** 2^64 texts would have to be kept before two are likely to be taken for one. */
const HASH_BYTES = 16;
/** Listed ports in memory: a network of hosts that list every port is not held as a whole. */
const MAX_CACHED_PORTS = 200_000;

/** The key of an outcome, kept now where it was not. Within a transaction of the caller's. */
export function keepOutcome(database: Database, outcome: Outcome): number {
  const body = encodeOutcome(outcome);
  const hash = hashOf(body);
  const known = database.get('SELECT key FROM outcomes WHERE hash = ?', hash)?.['key'];
  if (typeof known === 'number') return known;
  database.run('INSERT INTO outcomes (hash, body) VALUES (?, ?)', hash, body);
  return lastKey(database);
}

/** The key of a roster, kept now where it was not. Within a transaction of the caller's. */
export function keepRoster(database: Database, roster: Roster): number {
  const { body, names } = encodeRoster(roster);
  const hash = hashOf(`${body}\n${names}`);
  const known = database.get('SELECT key FROM rosters WHERE hash = ?', hash)?.['key'];
  if (typeof known === 'number') return known;
  database.run('INSERT INTO rosters (hash, names, body) VALUES (?, ?, ?)', hash, names, body);
  return lastKey(database);
}

export interface ContentReader {
  /** The same object for the same key, as a rule. Throws RangeError on a key that is not there. */
  outcome(key: number): Outcome;
  roster(key: number): Roster;
}

/** For one reading: what is removed meanwhile is not noticed. */
export function createContentReader(database: Database): ContentReader {
  const outcomes = new Map<number, Outcome>();
  const rosters = new Map<number, Roster>();
  let cachedPorts = 0;
  return {
    outcome: (key) => {
      const known = outcomes.get(key);
      if (known) return known;
      const row = database.get('SELECT body FROM outcomes WHERE key = ?', key);
      if (!row) throw new RangeError(`There is no outcome ${key}`);
      const outcome = decodeOutcome(String(row['body']));
      cachedPorts += outcome.ports.length + 1;
      if (cachedPorts > MAX_CACHED_PORTS) {
        outcomes.clear();
        cachedPorts = outcome.ports.length + 1;
      }
      outcomes.set(key, outcome);
      return outcome;
    },
    roster: (key) => {
      const known = rosters.get(key);
      if (known) return known;
      const row = database.get('SELECT body, names FROM rosters WHERE key = ?', key);
      if (!row) throw new RangeError(`There is no roster ${key}`);
      const roster = decodeRoster(String(row['body']), String(row['names']));
      // One after the other is read, and not again in this run.
      if (rosters.size === 16) rosters.clear();
      rosters.set(key, roster);
      return roster;
    },
  };
}

function hashOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, HASH_BYTES);
}

function lastKey(database: Database): number {
  return Number(database.get('SELECT last_insert_rowid() AS key')?.['key']);
}
