/** Processes that a test run started and did not end, found by a mark in their environment (Linux only). */
import { readdirSync, readFileSync } from 'node:fs';

export const RUN_MARK_VARIABLE = 'PORTOLAN_TEST_RUN';

export interface Leftover {
  readonly pid: number;
  readonly command: string;
}

/** Every other living process that carries this run's mark. */
export function findLeftovers(mark: string): Leftover[] {
  if (process.platform !== 'linux') return [];
  const wanted = `${RUN_MARK_VARIABLE}=${mark}`;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => readOf(pid, 'environ').split('\0').includes(wanted))
    .map((pid) => ({ pid, command: readOf(pid, 'cmdline').replaceAll('\0', ' ').trim() }))
    .filter((leftover) => leftover.command !== '');
}

function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return '';
  }
}

/** Waits up to `graceMs` for the run's processes to end by themselves, then ends them; returns those it had to end. */
export async function endLeftovers(mark: string, graceMs: number): Promise<Leftover[]> {
  const deadline = performance.now() + graceMs;
  while (findLeftovers(mark).length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  const leftovers = findLeftovers(mark);
  for (const { pid } of leftovers) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended in between.
    }
  }
  return leftovers;
}
