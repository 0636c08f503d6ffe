/** Longer texts of a person that are kept as they are, by name. They lie beside the settings and are none. */
import type { Database } from './database.ts';

/** What tells their rows from settings. */
export const TEXT_PREFIX = 'text/';

export interface TextRepository {
  /** Null where nothing is kept. */
  read(name: string): string | null;
  /** Durable when it returns. */
  keep(name: string, text: string): void;
}

export function createTextRepository(database: Database): TextRepository {
  return {
    read(name) {
      const [row] = database.all('SELECT value FROM settings WHERE name = ?', TEXT_PREFIX + name);
      return row === undefined ? null : String(row['value']);
    },
    keep(name, text) {
      database.write(() => {
        database.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', TEXT_PREFIX + name, text);
      });
    },
  };
}
