/** Rules of a namespace's firewall, written by iptables-restore(8): here, or in another namespace by another runner. */
import type { Family } from './rule-kinds.ts';

/** Runs a program to its end and gives its standard output; throws unless it succeeds. */
export type ProgramRunner = (
  command: string,
  args: readonly string[],
  options?: { readonly input?: string },
) => Promise<string>;

/** What iptables-restore takes at once depends on the rules and on the socket buffers (net.core.wmem_max); more go in by portions. */
const RULES_AT_ONCE = 150;

/** Writes one family's INPUT chain anew; rules without their "-A INPUT". */
export async function applyInputRules(
  family: Family,
  rules: readonly string[],
  run: ProgramRunner,
): Promise<void> {
  const restore = family === 4 ? 'iptables-restore' : 'ip6tables-restore';
  await run(restore, [], { input: tableOf(rules.slice(0, RULES_AT_ONCE)) });
  for (let from = RULES_AT_ONCE; from < rules.length; from += RULES_AT_ONCE) {
    await run(restore, ['--noflush'], { input: tableOf(rules.slice(from, from + RULES_AT_ONCE)) });
  }
}

function tableOf(rules: readonly string[]): string {
  return ['*filter', ...rules.map((rule) => `-A INPUT ${rule}`), 'COMMIT', ''].join('\n');
}
