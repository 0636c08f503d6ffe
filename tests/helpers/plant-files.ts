/** Writes a small tree of files under a folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export async function plantFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
