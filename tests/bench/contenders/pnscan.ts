/** pnscan: a thread for each connection. It names ports that greet, and nothing else. */
import type { ToldHost } from '../lab-truth.ts';
import type { Contender } from './contender.ts';

const THREADS = 1_000;

/** `targets`: one network or "first:last"; `timeoutMs`: its one time-out for everything. */
export function pnscan(
  program: string,
  targets: string,
  [first, last]: readonly [number, number],
  timeoutMs: number,
): Contender {
  const flags = [`-n${THREADS}`, `-t${timeoutMs}`];
  return {
    name: 'pnscan',
    role: 'peer',
    command: () => ({ command: program, args: [...flags, targets, `${first}:${last}`] }),
    read: (stdout) =>
      Promise.resolve({ hosts: readPnscan(stdout), knowledge: 'states-only', tells: 'open-only' }),
  };
}

/** "10.70.0.1       :    22 : TXT : hello": one line a greeting, a port perhaps more than once. */
export function readPnscan(stdout: string): ToldHost[] {
  const open = new Map<string, Set<number>>();
  for (const [, address = '', port] of stdout.matchAll(/^(\S+) *: *(\d+) : (?:TXT|HEX) :/gm)) {
    open.set(address, (open.get(address) ?? new Set()).add(Number(port)));
  }
  return [...open].map(([address, ports]) => ({
    address,
    isUp: true,
    ports: [{ state: 'open', reason: '', ranges: [...ports].map((port) => [port, port] as const) }],
  }));
}
