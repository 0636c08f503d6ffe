/** What the bench measures with: peers, where they are installed, and a compiler. */
import { findProgram, installNeeds, type Need } from '../tools/install-needs.ts';
import { PEER_NAMES, type BenchTools } from './bench-case.ts';
import { compileConnectLoop } from './contenders/connect-loop.ts';

const BENCH_NEEDS: readonly Need[] = [
  ...PEER_NAMES.map((name) => ({
    what: name,
    package: name,
    isThere: () => findProgram(name) !== undefined,
  })),
  { what: 'ip', package: 'iproute2', isThere: () => findProgram('ip') !== undefined },
  { what: 'iptables', package: 'iptables', isThere: () => findProgram('iptables') !== undefined },
  { what: 'unshare', package: 'util-linux', isThere: () => findProgram('unshare') !== undefined },
  { what: 'bash', package: 'bash', isThere: () => findProgram('bash') !== undefined },
];

/** Outside the namespace: installs what is missing, where that is possible. */
export async function installBenchNeeds(say: (line: string) => void): Promise<void> {
  await installNeeds(say, BENCH_NEEDS, 'measure beside every peer');
}

/** Finds peers and compiles the C loop into `folder`. Names what is missing. */
export async function findBenchTools(
  folder: string,
  say: (line: string) => void,
): Promise<Pick<BenchTools, 'peers' | 'connectLoop'>> {
  const found = PEER_NAMES.map((name) => [name, findProgram(name)] as const);
  for (const [name, program] of found) {
    if (program === undefined) say(`${name} is not installed: it takes no part.`);
  }
  const compiler = findProgram('cc') ?? findProgram('gcc') ?? findProgram('clang');
  const loop = compiler === undefined ? undefined : await compileConnectLoop(compiler, folder);
  if (compiler === undefined) say("There is no C compiler: the machine's limit is not measured.");
  if (loop instanceof Error) say(loop.message);
  return {
    peers: Object.fromEntries(found.filter(([, program]) => program !== undefined)),
    connectLoop: typeof loop === 'string' ? loop : undefined,
  };
}
