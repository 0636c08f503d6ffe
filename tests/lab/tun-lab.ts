/**
 * The TUN lab: a network with any round-trip time, jitter, loss and rate limit, whose every host is played by one
 * program (tun/tun-program.ts) behind a TUN device of this network namespace.
 *
 *   const lab = await raiseTunLab({ seed: 1, lossThere: 0, lossBack: 0, hosts: [
 *     { addresses: ['10.72.0.1'], rttMs: 300, jitter: 0.2, ports: { open: '22', refused: '1-21' } }] });
 *   ... scan ...
 *   await lab.counts();
 *   await lab.lower();
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { runOrThrow } from '../helpers/child.ts';
import { inRepository } from '../helpers/repository.ts';
import { assertInsideNamespace } from './firewall.ts';
import type { SynCounts, TunCommand, TunPlan, TunReply } from './tun/tun-plan.ts';

/** Everything behind the device; addresses without a host are silent. */
export const TUN_NETWORK = '10.72.0.0/16';

const NEAR_END = '10.73.0.1';
/**
 * The next hop to all of it, known for good: the kernel's table of neighbours is one for the whole machine, small, and
 * may be full of the dead neighbours of another lab.
 */
const NEXT_HOP = '10.73.0.2';
const DEVICE = 'tun-lab';
/** The kernel throws away what does not fit: a burst of a scan must. */
const QUEUE_PACKETS = 100_000;

export interface TunLab {
  /** Begins anew with another network, and with all counts at zero. */
  begin(plan: TunPlan): Promise<void>;
  /** What every asked port has seen since then. */
  counts(): Promise<SynCounts>;
  /** Ends the program, and the device and its routes with it. */
  lower(): Promise<void>;
}

/** Throws outside a namespace of its own, and where there is no /dev/net/tun. */
export async function raiseTunLab(plan: TunPlan): Promise<TunLab> {
  assertInsideNamespace();
  const program = inRepository('tests/lab/tun/tun-program.ts');
  const child = spawn(process.execPath, [program, DEVICE], { stdio: ['pipe', 'pipe', 'inherit'] });
  // What it did not read before its end is missed by nobody.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async (): Promise<TunReply> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('The program behind the TUN device has ended.');
    return JSON.parse(line.value) as TunReply;
  };
  const tell = (command: TunCommand): Promise<TunReply> => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return heard();
  };
  const lower = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };

  try {
    await heard();
    await runOrThrow('ip', ['address', 'add', `${NEAR_END}/32`, 'dev', DEVICE]);
    await runOrThrow('ip', ['link', 'set', DEVICE, 'up', 'txqueuelen', String(QUEUE_PACKETS)]);
    await runOrThrow('ip', ['neighbour', 'add', NEXT_HOP, 'dev', DEVICE, 'nud', 'permanent']);
    await runOrThrow('ip', ['route', 'add', TUN_NETWORK, 'via', NEXT_HOP, 'dev', DEVICE, 'onlink']);
    await tell({ do: 'begin', plan });
  } catch (error) {
    await lower();
    throw error;
  }
  return {
    begin: async (next) => {
      await tell({ do: 'begin', plan: next });
    },
    counts: async () => {
      const reply = await tell({ do: 'count' });
      return new Map(reply.done === 'count' ? reply.counts : []);
    },
    lower,
  };
}
