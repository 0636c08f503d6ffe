/**
 * A user and network namespace of our own (`unshare -Urn`, unshare(1)): a machine whose every port and firewall rule we
 * decide, and from which nothing gets out. A process namespace comes with it, so that ending its first process ends all.
 */
import { readlinkSync } from 'node:fs';
import { runChild } from '../helpers/child.ts';
import { findProgram, widePath } from './install-needs.ts';

/** Set for programs inside: the network namespace *outside*, which the lab checks it has left. */
export const OUTSIDE_VARIABLE = 'PORTOLAN_LAB_OUTSIDE';

const NETWORK = ['--user', '--map-root-user', '--net', '--kill-child'];
/** With its own processes too, where the system allows a fresh /proc (some containers do not). */
const NETWORK_AND_PROCESSES = [...NETWORK, '--pid', '--fork', '--mount-proc'];

/** A fresh namespace's loopback is down. */
const LOOPBACK_FIRST = 'ip link set lo up && exec "$0" "$@"';

/** How to run a command inside a fresh namespace. */
export interface Namespace {
  /** The command that runs `command` inside. */
  wrap(command: string, args: readonly string[]): { command: string; args: string[] };
  /** What its environment must hold besides. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The namespace this system offers, or one sentence why it offers none. `lockFile`: where iptables may put its lock,
 * which has to be somewhere an ordinary user can write.
 */
export async function findNamespace(lockFile: string): Promise<Namespace | string> {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only';
  const missing = ['unshare', 'ip', 'iptables', 'ip6tables'].filter(
    (name) => findProgram(name) === undefined,
  );
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const env = {
    PATH: widePath(),
    XTABLES_LOCKFILE: lockFile,
    [OUTSIDE_VARIABLE]: readlinkSync('/proc/self/ns/net'),
  };
  let said = '';
  for (const flags of [NETWORK_AND_PROCESSES, NETWORK]) {
    const wrap: Namespace['wrap'] = (command, args) => ({
      command: 'unshare',
      args: [...flags, '--', 'sh', '-c', LOOPBACK_FIRST, command, ...args],
    });
    const attempt = wrap('sh', ['-c', 'iptables -S >/dev/null && ip6tables -S >/dev/null']);
    const result = await runChild(attempt.command, attempt.args, {
      env: { ...process.env, ...env },
      timeoutMs: 20_000,
    });
    if (result.code === 0) return { wrap, env };
    said = result.stderr.trim().split('\n').at(-1) ?? '';
  }
  return `this system forbids network namespaces or their firewall${said === '' ? '' : ` (${said})`}`;
}
