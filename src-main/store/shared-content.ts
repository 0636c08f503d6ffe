/**
 * What many runs hold, kept once: found by what it is, removed when no run holds it any more (sweep-content.ts). Whatever
 * keeps something does it within a transaction of the caller's.
 */
import { readPortList, type PortList } from '../../src-shared/scan/rest-of-ports.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import type { Database, SqlValue } from './database.ts';
import { decodeOutcome, encodeOutcome, encodeShort, type Outcome } from './outcome-codec.ts';
import { portsOfQuestion } from './run-questions.ts';
import { decodeRoster, encodeRoster, type Roster } from './roster-codec.ts';
import { hashOfText } from './text-hash.ts';

/** Listed ports in memory: a network of hosts that list every port is not held as a whole. */
const MAX_CACHED_PORTS = 200_000;

/** A list of ports that runs asked. */
export interface KeptPortList {
  readonly key: number;
  readonly list: PortList;
}

/** The ports that a run asked, kept now where they were not; undefined where they cannot be read. */
export function keepPortList(database: Database, run: number): KeptPortList | undefined {
  const question = database.get(
    'SELECT q.body FROM runs r JOIN questions q ON q.key = r.question WHERE r.key = ?',
    run,
  );
  const ranges = portsOfQuestion(String(question?.['body']));
  try {
    const list = readPortList(ranges);
    database.run('INSERT OR IGNORE INTO port_lists (ranges) VALUES (?)', ranges);
    return {
      key: Number(database.get('SELECT key FROM port_lists WHERE ranges = ?', ranges)?.['key']),
      list,
    };
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  }
}

/** The key of an outcome, kept now where it was not: found by all that it says, however it is written. */
export function keepOutcome(database: Database, outcome: Outcome, asked: KeptPortList | undefined): number {
  const body = encodeOutcome(outcome);
  const hash = hashOfText(body);
  const known = database.get('SELECT key FROM outcomes WHERE hash = ?', hash)?.['key'];
  if (typeof known === 'number') return known;
  const short = asked && encodeShort(outcome, asked.list);
  database.run(
    'INSERT INTO outcomes (hash, asked, body) VALUES (?, ?, ?)',
    hash,
    short === undefined ? null : (asked?.key ?? null),
    short ?? body,
  );
  return lastKey(database);
}

/** The key of a roster, kept now where it was not. */
export function keepRoster(database: Database, roster: Roster): number {
  const { body, names } = encodeRoster(roster);
  const hash = hashOfText(`${body}\n${names}`);
  const known = database.get('SELECT key FROM rosters WHERE hash = ?', hash)?.['key'];
  if (typeof known === 'number') return known;
  database.run('INSERT INTO rosters (hash, names, body) VALUES (?, ?, ?)', hash, names, body);
  return lastKey(database);
}

/** The key of a run's targets, excludes and ports. */
export function keepQuestion(database: Database, question: string): number {
  const hash = hashOfText(question);
  const known = database.get('SELECT key FROM questions WHERE hash = ?', hash)?.['key'];
  if (typeof known === 'number') return known;
  database.run('INSERT INTO questions (hash, body) VALUES (?, ?)', hash, question);
  return lastKey(database);
}

export interface ContentReader {
  /** The same object for the same key, as a rule. Throws RangeError on a key that is not there. */
  outcome(key: number): Outcome;
  /** The key of an outcome in the form of outcome-codec.ts; undefined: no run in chunks has it. */
  findOutcome(body: string): number | undefined;
  roster(key: number): Roster;
}

/** For one reading: what is removed meanwhile is not noticed. */
export function createContentReader(database: Database): ContentReader {
  const outcomes = new Map<number, Outcome>();
  const rosters = new Map<number, Roster>();
  let cachedPorts = 0;
  const portLists = new Map<SqlValue, PortList>();
  const portList = (key: SqlValue | undefined): PortList | null => {
    if (typeof key !== 'number') return null;
    const known = portLists.get(key);
    if (known) return known;
    const list = readPortList(
      String(database.get('SELECT ranges FROM port_lists WHERE key = ?', key)?.['ranges']),
    );
    portLists.set(key, list);
    return list;
  };
  return {
    outcome: (key) => {
      const known = outcomes.get(key);
      if (known) return known;
      const row = database.get('SELECT body, asked FROM outcomes WHERE key = ?', key);
      if (!row) throw new RangeError(`There is no outcome ${key}`);
      const outcome = decodeOutcome(String(row['body']), portList(row['asked']));
      cachedPorts += outcome.ports.length + 1;
      if (cachedPorts > MAX_CACHED_PORTS) {
        outcomes.clear();
        cachedPorts = outcome.ports.length + 1;
      }
      outcomes.set(key, outcome);
      return outcome;
    },
    findOutcome: (body) => {
      const key = database.get('SELECT key FROM outcomes WHERE hash = ?', hashOfText(body))?.['key'];
      return typeof key === 'number' ? key : undefined;
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

function lastKey(database: Database): number {
  return Number(database.get('SELECT last_insert_rowid() AS key')?.['key']);
}
