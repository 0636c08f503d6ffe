/**
 * Which process runs a scan, so that a scan whose process was killed can be told from one that is alive in another
 * window. A pid alone will not do: pids are used again.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  /** Where the pid means something: this boot of this machine, this pid namespace. */
  readonly place: string;
  /** When the process started, in the kernel's ticks; null where the system does not tell. */
  readonly startTicks: string | null;
}

/** Without a start time to compare, a silent owner counts as gone after this long. */
export const HEARTBEAT_LIMIT_MS = 60_000;

/** This process. */
export function currentProcess(): ProcessIdentity {
  return { pid: process.pid, place: currentPlace(), startTicks: readStartTicks('self') };
}

export function encodeIdentity(identity: ProcessIdentity): string {
  return JSON.stringify([identity.pid, identity.place, identity.startTicks]);
}

/** Undefined for text that no version wrote. */
export function decodeIdentity(text: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return undefined;
    const [pid, place, startTicks]: unknown[] = value;
    if (typeof pid !== 'number' || typeof place !== 'string') return undefined;
    return { pid, place, startTicks: typeof startTicks === 'string' ? startTicks : null };
  } catch {
    return undefined;
  }
}

/**
 * Whether the owner is still there. Where its pid cannot be looked up (another machine or container on the same data
 * folder) or proves nothing, the age of its last sign of life decides: alive up to `limitMs`.
 */
export function isAlive(owner: ProcessIdentity, silentMs: number, limitMs = HEARTBEAT_LIMIT_MS): boolean {
  const recent = silentMs <= limitMs;
  if (owner.place !== currentPlace()) return recent;
  if (!pidExists(owner.pid)) return false;
  const startTicks = readStartTicks(String(owner.pid));
  return owner.startTicks === null || startTicks === null ? recent : owner.startTicks === startTicks;
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function currentPlace(): string {
  const boot = readText('/proc/sys/kernel/random/boot_id') ?? hostname();
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: one pid namespace a machine.
  }
  return `${boot.trim()} ${namespace}`.trim();
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)); the name in field 2 may itself hold spaces and brackets. */
function readStartTicks(pid: string): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return null;
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? null;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
