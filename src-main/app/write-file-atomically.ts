/** Files for people: whole or not at all, whatever happens while they are written. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PortolanError } from '../../src-shared/contract/wire.ts';

/** Small pieces are gathered to about this many UTF-16 code units for each write. */
const PIECE_LENGTH = 65_536;

const sentences: Readonly<Record<string, string>> = {
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  EROFS: 'that disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'that folder does not exist',
  ENOTDIR: 'a part of that path is a file, not a folder',
  EISDIR: 'that is a folder',
  ENAMETOOLONG: 'that name is too long',
};

function explain(file: string, error: unknown): PortolanError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = sentences[code] ?? (error instanceof Error ? error.message : String(error));
  return new PortolanError('unavailable', `${file} could not be written: ${why}. Choose another place.`, {
    cause: error,
  });
}

/**
 * Writes `content` to `file`, texts as UTF-8: to a temporary name beside it, synced to the disk, then renamed over it. An existing
 * file stays as it was until the new one is complete. Throws PortolanError `unavailable` where the system says no;
 * whatever `content` itself throws passes through. In both cases nothing is left behind.
 */
export async function writeFileAtomically(
  file: string,
  content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<void> {
  const temporary = path.join(
    path.dirname(file),
    `.${path.basename(file).slice(0, 64)}.${randomBytes(6).toString('hex')}.part`,
  );
  const refuse = (error: unknown): never => {
    throw explain(file, error);
  };
  const handle = await open(temporary, 'wx', 0o666).catch(refuse);
  try {
    try {
      let piece = '';
      for await (const part of content) {
        const isText = typeof part === 'string';
        if (isText) piece += part;
        if (isText && piece.length < PIECE_LENGTH) continue;
        await handle.writeFile(piece).catch(refuse);
        piece = '';
        if (!isText) await handle.writeFile(part).catch(refuse);
      }
      await handle.writeFile(piece).catch(refuse);
      await handle.sync().catch(refuse);
    } finally {
      await handle.close();
    }
    await rename(temporary, file).catch(refuse);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
