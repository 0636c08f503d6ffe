/** Files of /proc, whose size nobody knows before they are read. */
import { closeSync, openSync, readSync } from 'node:fs';

/** A router's tables may hold a million lines; nothing here is worth reading that many. */
const MOST_BYTES = 1 << 20;

/** The whole text; empty where the file is not there, may not be read, or holds more than a mebibyte. */
export function readSmallFile(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const buffer = Buffer.allocUnsafe(MOST_BYTES);
    let length = 0;
    for (;;) {
      const read = readSync(file, buffer, length, buffer.length - length, null);
      if (read === 0) return buffer.toString('latin1', 0, length);
      length += read;
      if (length === buffer.length) return '';
    }
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
