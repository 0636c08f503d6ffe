/**
 * A network segment: this namespace and a peer's, joined by a veth pair, 10.70.0.0/22 and fd70::/64. The peer has the live
 * addresses; all others are dead, and the kernel looks for them in vain. Behind the peer lies 10.71.0.0/16, silent.
 *
 *   const segment = await raiseSegment(['10.70.2.10', 'fd70::10']);
 *   await segment.peer('iptables -A INPUT -d 10.70.2.10 -p tcp --syn --dport 30 -j DROP');
 *   await segment.listen([['10.70.2.10', 22]]);
 *   ... scan ...
 *   await segment.lower();
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { runChild } from '../helpers/child.ts';
import { inRepository } from '../helpers/repository.ts';
import { assertInsideNamespace } from './firewall.ts';

export interface Segment {
  /** Runs a shell command in the peer's namespace. */
  peer(command: string): Promise<string>;
  /** Lets the peer listen until the end. */
  listen(endpoints: readonly (readonly [address: string, port: number])[]): Promise<void>;
  lower(): Promise<void>;
}

const HERE = ['10.70.0.1/22', 'fd70::1/64'] as const;
export const SILENT_NET = '10.71.0.0/16';

/** Builds the segment. Throws outside a namespace of its own. */
export async function raiseSegment(live: readonly string[]): Promise<Segment> {
  assertInsideNamespace();
  const children: ChildProcess[] = [];
  const start = async (command: string, args: readonly string[], ready: RegExp): Promise<ChildProcess> => {
    // Its input is ours: when this process ends, so does it.
    const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (ready.test(said)) return child;
    }
    throw new Error(`${command} ${args.join(' ')} ended: ${said}`);
  };
  const { pid = 0 } = await start('unshare', ['-n', 'sh', '-c', 'echo ready; exec cat'], /ready/u);
  const inside = ['-t', String(pid), '-n'];
  const peer = (command: string): Promise<string> => must('nsenter', [...inside, 'sh', '-c', command]);

  await must('sh', ['-c', `ip link add seg0 type veth peer name seg1 netns ${pid}`]);
  for (const cidr of HERE) await must('sh', ['-c', `ip address add ${cidr} dev seg0 ${nodad(cidr)}`]);
  await must('sh', ['-c', 'ip link set seg0 up']);
  const [, mac = ''] = /link\/ether (\S+)/u.exec(await must('ip', ['-o', 'link', 'show', 'seg0'])) ?? [];
  const addresses = live.map((address) => {
    const cidr = `${address}/${address.includes(':') ? 64 : 22}`;
    return `address add ${cidr} dev seg1 ${nodad(cidr)}`;
  });
  await peer(
    `ip link set lo up; ip link set seg1 up; ip -batch - <<'END'
${addresses.join('\n')}
route add local ${SILENT_NET} dev lo
neigh replace 10.70.0.1 lladdr ${mac} nud permanent dev seg1
neigh replace fd70::1 lladdr ${mac} nud permanent dev seg1
END
iptables -A INPUT -d ${SILENT_NET} -p tcp --syn -j DROP`,
  );
  await must('ip', ['route', 'add', SILENT_NET, 'via', live[0] ?? '', 'dev', 'seg0']);

  return {
    peer,
    listen: async (endpoints) => {
      const file = inRepository('tests/lab/segment-listeners.ts');
      await start('nsenter', [...inside, process.execPath, file, ...endpoints.flat().map(String)], /ready/u);
    },
    lower: async () => {
      for (const child of children.splice(0).toReversed()) {
        const ended = once(child, 'exit');
        child.stdin?.end();
        await ended;
      }
      // The pair goes with the peer's namespace, but not at once.
      await runChild('ip', ['link', 'del', 'seg0']);
    },
  };
}

/** IPv6: no duplicate address detection, or the address cannot be used for a second. */
function nodad(cidr: string): string {
  return cidr.includes(':') ? 'nodad' : '';
}

async function must(command: string, args: readonly string[]): Promise<string> {
  const result = await runChild(command, args, { timeoutMs: 20_000 });
  if (result.code !== 0) throw new Error(`${command} ${args.join(' ')}: ${result.stderr.trim()}`);
  return result.stdout;
}
