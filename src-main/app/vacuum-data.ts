/** Gives the room of what was removed from the history back to the disk. */
import { dataSize } from './data-on-disk.ts';
import type { Housekeeping } from './housekeeping.ts';

/**
 * Everything into its compact form, and the file as small as it can be; the data folder's size before and after. Scans
 * go on meanwhile. Throws StoreError where it cannot be done now.
 */
export async function vacuumData(
  folder: string,
  housekeeping: Pick<Housekeeping, 'tidy'>,
  signal: AbortSignal,
): Promise<{ bytesBefore: number; bytesAfter: number }> {
  const bytesBefore = (await dataSize(folder)) ?? 0;
  await housekeeping.tidy(signal);
  return { bytesBefore, bytesAfter: (await dataSize(folder)) ?? 0 };
}
