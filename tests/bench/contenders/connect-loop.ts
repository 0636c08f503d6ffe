/** The machine's limit: connect-loop.c, compiled here where there is a compiler. */
import path from 'node:path';
import { runChild } from '../../helpers/child.ts';
import { inRepository } from '../../helpers/repository.ts';
import type { Contender } from './contender.ts';

/** Compiles the loop into a folder; one sentence where that cannot be. */
export async function compileConnectLoop(compiler: string, folder: string): Promise<string | Error> {
  const program = path.join(folder, 'connect-loop');
  const source = inRepository('tests/bench/contenders/connect-loop.c');
  const result = await runChild(compiler, ['-O2', '-pthread', '-o', program, source]);
  if (result.code === 0) return program;
  return new Error(
    `The compiler could not make the C loop: ${result.stderr.trim().split('\n').at(-1) ?? ''}`,
  );
}

/** The loop's name in results. */
export function loopName(threads: number): string {
  return `C loop, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

export function connectLoop(
  program: string,
  threads: number,
  range: { firstAddress: string; addresses: number; firstPort: number; lastPort: number },
): Contender {
  const { firstAddress, addresses, firstPort, lastPort } = range;
  return {
    name: loopName(threads),
    role: 'limit',
    command: () => ({
      command: program,
      args: [threads, firstAddress, addresses, firstPort, lastPort].map(String),
    }),
    read: null,
  };
}
