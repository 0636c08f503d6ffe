/** doscan: one port of a large network. It names the hosts that take the connection. */
import type { Contender } from './contender.ts';

/** Its own pace is 20 connections a second; these let it go as fast as it can without losing any here. */
const PACE = ['--connections', '1000', '--add-timeout', '1', '--add-burst', '100'];

export function doscan(program: string, network: string, port: number, timeoutMs: number): Contender {
  return {
    name: 'doscan',
    role: 'peer',
    command: () => ({
      command: program,
      args: [...PACE, '--timeout', String(timeoutMs), '--port', String(port), network],
    }),
    read: (stdout) =>
      Promise.resolve({
        hosts: [...stdout.matchAll(/^\S+ \S+\t(\S+)\t/gm)].map(([, address = '']) => ({
          address,
          isUp: true,
          ports: [{ state: 'open', reason: '', ranges: [[port, port]] }],
        })),
        knowledge: 'states-only',
        tells: 'open-only',
      }),
  };
}
