/** The memory of a process and of all it started, watched from outside (Linux' /proc; proc_pid_status(5)). */
import { readFileSync } from 'node:fs';

const SAMPLE_MS = 20;
const KIB = 1_024;

export interface MemoryWatch {
  /** Ends the watch: the most that was seen, in bytes; null where the end came before the first look. */
  stop(): number | null;
}

/**
 * Watches everything that `pid` starts, not `pid` itself. The peak is the larger of the most that any process ever held
 * (VmHWM, which the kernel keeps) and the most that all held together when looked at.
 */
export function watchMemory(pid: number): MemoryWatch {
  let peak = 0;
  const look = (): void => {
    let together = 0;
    for (const child of childrenOf(pid)) {
      const status = readOrEmpty(`/proc/${child}/status`);
      together += fieldOf(status, 'VmRSS');
      peak = Math.max(peak, fieldOf(status, 'VmHWM'));
    }
    peak = Math.max(peak, together);
  };
  const timer = setInterval(look, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peak === 0 ? null : peak;
    },
  };
}

function childrenOf(pid: number): number[] {
  const children = readOrEmpty(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}

function fieldOf(status: string, name: string): number {
  const [, kib = '0'] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status) ?? [];
  return Number(kib) * KIB;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
