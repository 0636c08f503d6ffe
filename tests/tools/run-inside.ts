/** For programs that start themselves again inside a network namespace of their own. */
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runChild } from '../helpers/child.ts';
import { inRepository, repositoryFolder } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { findNamespace, OUTSIDE_VARIABLE } from './namespace.ts';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether this process was started by {@link runInside}. */
export const isInside: boolean = process.env[OUTSIDE_VARIABLE] !== undefined;

/**
 * Builds everything, then runs a script of the checkout inside a fresh namespace, with this program's arguments and
 * output, and takes over its exit code; 3 and one line where the system offers no namespace.
 */
export async function runInside(script: string): Promise<void> {
  const scratch = await createTempFolder();
  try {
    const build = await runChild(process.execPath, [inRepository('node_modules/vite/bin/vite.js'), 'build'], {
      cwd: repositoryFolder,
    });
    if (build.code !== 0) throw new Error(`The build failed:\n${build.stdout}${build.stderr}`);
    const namespace = await findNamespace(path.join(scratch.path, 'xtables.lock'));
    if (typeof namespace === 'string') {
      console.error(`This needs a network namespace of its own: ${namespace}.`);
      process.exitCode = 3;
      return;
    }
    const inside = namespace.wrap(process.execPath, [script, ...process.argv.slice(2)]);
    const child = spawn(inside.command, inside.args, {
      cwd: repositoryFolder,
      env: { ...process.env, ...namespace.env, PORTOLAN_BUILT: '1' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    // Ended itself, it takes everything inside with it (--kill-child).
    const end = (): boolean => child.kill('SIGKILL');
    for (const signal of ENDING) process.once(signal, end);
    const [code] = (await once(child, 'exit')) as [number | null];
    for (const signal of ENDING) process.off(signal, end);
    process.exitCode = code ?? 4;
  } finally {
    await scratch.dispose();
  }
}
