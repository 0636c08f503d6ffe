/** Folders that clean up behind themselves. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TempFolder {
  readonly path: string;
  /** Removes the folder and all in it; safe to call twice. */
  dispose(): Promise<void>;
}

export async function createTempFolder(): Promise<TempFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portolan-test-'));
  return { path: folder, dispose: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
