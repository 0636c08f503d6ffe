/** The real web host as a child process. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startChild, stopChild } from './child.ts';
import { programFile } from './repository.ts';

export interface WebHost {
  /** The address it printed, token included. */
  readonly url: string;
  readonly port: number;
  /** All it has printed to standard error so far. */
  stderr(): string;
  /** Ends it as Ctrl-C would, and waits. */
  stop(): Promise<void>;
}

const ADDRESS_LINE = /^Portolan is at (http:\/\/127\.0\.0\.1:(\d+)\/\S*)$/;
const START_LIMIT_MS = 60_000;

/** Starts the web host on a free port (or `port`) and waits for the address it prints. */
export async function startWebHost(options: { dataFolder: string; port?: number }): Promise<WebHost> {
  const child = startChild(process.execPath, [programFile('web'), '--port', String(options.port ?? 0)], {
    env: { ...process.env, PORTOLAN_DATA_DIR: options.dataFolder },
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const match = await addressLine(child).catch(async (error: unknown) => {
    await stopChild(child, 1_000);
    throw new Error(`The web host did not say where it is: ${stderr.slice(0, 2_000)}`, { cause: error });
  });
  return { ...match, stderr: () => stderr, stop: () => stopChild(child) };
}

async function addressLine(child: ChildProcess): Promise<{ url: string; port: number }> {
  if (!child.stdout) throw new Error('The child has no standard output.');
  const lines = createInterface({ input: child.stdout });
  const timer = setTimeout(() => lines.close(), START_LIMIT_MS);
  try {
    for await (const line of lines) {
      const match = ADDRESS_LINE.exec(line);
      if (match?.[1] !== undefined) return { url: match[1], port: Number(match[2]) };
    }
    throw new Error('It ended, or said nothing for a minute.');
  } finally {
    clearTimeout(timer);
    // Leaving the loop closed the interface; the pipe must still be drained.
    child.stdout.resume();
  }
}
