/** Moves a damaged history out of the way, whole: what is in it may be salvaged, so nothing is ever deleted. */
import { existsSync, renameSync } from 'node:fs';

/** Renames the file, its `-wal` and its `-shm`; returns the new path of the file. */
export function setAside(path: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  let kept = `${path}.damaged-${stamp}`;
  for (let turn = 2; existsSync(kept); turn++) kept = `${path}.damaged-${stamp}-${turn}`;
  // The log first: a database beside a log that is not its own would be damaged again.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  }
  return kept;
}
