/** `portolan serve`: the web host, which is a program beside this one, in this process. */
import type { ExitCode } from '../exit-codes.ts';

interface WebHostProgram {
  runWebHost(args: readonly string[]): Promise<ExitCode>;
}

/** Where the web host lies as seen from this module: in the sources, or in the build where it is a sibling of the chunk. */
const WEB_HOST = import.meta.url.endsWith('.ts') ? '../../web/main.ts' : '../web/main.js';

export async function run(args: readonly string[]): Promise<ExitCode> {
  // By address, not by import: hosts do not know each other, and only this command pays for loading it.
  const program = (await import(
    /* @vite-ignore */ new URL(WEB_HOST, import.meta.url).href
  )) as WebHostProgram;
  return await program.runWebHost(args);
}
