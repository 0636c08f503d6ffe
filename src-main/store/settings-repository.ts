/** What a person set, by name. Values are plain data; what they may be is the contract's to say. */
import type { Database } from './database.ts';
import { TEXT_PREFIX } from './text-repository.ts';

export interface SettingsRepository {
  /** What was kept; a value that cannot be read is left out. */
  readAll(): Record<string, unknown>;
  /** Keeps these, leaving the others as they are. Durable when it returns. */
  save(values: Readonly<Record<string, unknown>>): void;
}

export function createSettingsRepository(database: Database): SettingsRepository {
  return {
    readAll() {
      const entries: [string, unknown][] = [];
      const rows = database.all(
        'SELECT name, value FROM settings WHERE substr(name, 1, ?) <> ?',
        TEXT_PREFIX.length,
        TEXT_PREFIX,
      );
      for (const row of rows) {
        const value = parseJson(String(row['value']));
        if (value !== undefined) entries.push([String(row['name']), value]);
      }
      return Object.fromEntries(entries);
    },
    save(values) {
      database.write(() => {
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined) continue;
          database.run(
            'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)',
            name,
            JSON.stringify(value),
          );
        }
      });
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
