/** The data folder as files: how large it is, and showing it to a person. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { HostAbilities } from './host-abilities.ts';

/** The bytes of the files of the app itself (the history and what belongs to it); null where there are none. */
export async function dataSize(folder: string): Promise<number | null> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => {
      // A file that goes meanwhile takes no room.
      const found = await stat(path.join(folder, name)).catch(() => undefined);
      return found?.isFile() ? found.size : 0;
    }),
  );
  return names.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0);
}

/** Throws PortolanError `unavailable` where this host cannot show a folder, or the system refused to. */
export async function showData(folder: string, { showFolder }: HostAbilities): Promise<void> {
  if (!showFolder) {
    throw new PortolanError(
      'unavailable',
      `Open ${folder} in your file manager: a browser cannot show folders.`,
    );
  }
  await showFolder(folder);
}
