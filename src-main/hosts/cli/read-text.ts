/** A person's file, or standard input for "-", as text. */
import { createReadStream } from 'node:fs';
import { readAll } from './standard-streams.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'reading it is not permitted',
  EISDIR: 'it is a folder',
};

/** Throws PortolanError `invalid-input` with one line: which file, and why not. */
export async function readText(file: string, maxBytes: number): Promise<string> {
  if (file === '-') return await readAll(process.stdin, maxBytes, 'Standard input');
  try {
    return await readAll(createReadStream(file), maxBytes, file);
  } catch (error) {
    if (error instanceof PortolanError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = SENTENCES[code] ?? (error instanceof Error ? error.message : String(error));
    throw new PortolanError('invalid-input', `${file} cannot be read: ${why}.`, { cause: error });
  }
}
