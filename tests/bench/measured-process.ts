/** A whole process measured: wall time, processor time, memory. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { killGroup, startChild } from '../helpers/child.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { watchMemory } from './process-memory.ts';

export interface Measured {
  /** From its start to its end, in ms; where it was stopped, the limit. */
  readonly wallMs: number;
  /** Of the process and all it waited for, user and system together; null where it was stopped. */
  readonly cpuMs: number | null;
  /** Of all its processes; null where it ended before it could be looked at. */
  readonly peakBytes: number | null;
  /** It was ended at the limit. */
  readonly isStopped: boolean;
  readonly stdout: string;
}

export interface MeasuredCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * bash's own `time` (getrusage(2) underneath): Node does not tell what a child has used. The times go to a file, the
 * program's own standard error stays what it is.
 */
const TIMED = `exec 3>&2 2>"$1"; shift; TIMEFORMAT='%3R %3U %3S'; time "$@" 2>&3 3>&-`;

/** Runs a program to its end, or to the limit. Throws where it ends with another code than 0. */
export async function runMeasured(
  { command, args, env = {} }: MeasuredCommand,
  limitMs: number,
): Promise<Measured> {
  const scratch = await createTempFolder();
  try {
    const times = path.join(scratch.path, 'times');
    const child = startChild('bash', ['-c', TIMED, 'bash', times, command, ...args], {
      env: { ...process.env, ...env },
    });
    const memory = watchMemory(child.pid ?? 0);
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    let isStopped = false;
    const timer = setTimeout(() => {
      isStopped = true;
      killGroup(child, 'SIGKILL');
    }, limitMs);
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    const peakBytes = memory.stop();
    if (isStopped) return { wallMs: limitMs, cpuMs: null, peakBytes, isStopped, stdout: stdout() };
    if (code !== 0) {
      const called = [command, ...args].join(' ').slice(0, 300);
      throw new Error(`${called}: ended with code ${code}. ${stderr().trim().slice(0, 1_000)}`);
    }
    const [real = Number.NaN, user = Number.NaN, system = Number.NaN] = (await readFile(times, 'utf8'))
      .trim()
      .split(' ')
      .map((seconds) => Number(seconds) * 1_000);
    return { wallMs: real, cpuMs: user + system, peakBytes, isStopped, stdout: stdout() };
  } finally {
    await scratch.dispose();
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
