/**
 * The veth lab: a second network namespace behind a pair of virtual network cards, so that packets take a real way:
 * neighbours that must be found (ARP, neighbour discovery), and a peer whose kernel limits its ICMP errors.
 *
 *   const lab = await raiseVethLab();
 *   await lab.listen([{ address: '10.70.0.1', port: 22 }]);
 *   await lab.setRules(4, ['-d 10.70.0.1 -p tcp --syn --dport 23 -j DROP']);
 *   ... scan 10.70.0.1 ...
 *   await lab.lower();
 *
 * Every address of the routed networks is the peer's and refuses what nobody listens on. On the segment between the two
 * live only the two ends and what `addNeighbours` adds; everyone else there is a dead neighbour.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runOrThrow } from '../helpers/child.ts';
import type { ListenerBehaviour } from '../helpers/listeners.ts';
import { inRepository } from '../helpers/repository.ts';
import { assertInsideNamespace } from './firewall.ts';
import { applyInputRules, type ProgramRunner } from './input-rules.ts';
import type { Family } from './rule-kinds.ts';
import type { ListenCommand, Listening, PeerReply } from './veth/peer-messages.ts';

export const VETH_ROUTED: Readonly<Record<Family, string>> = { 4: '10.70.0.0/16', 6: 'fd70::/64' };
/** The two ends of the segment: ours and the peer's. */
export const VETH_NEAR: Readonly<Record<Family, string>> = { 4: '10.71.0.1', 6: 'fd71::1' };
export const VETH_FAR: Readonly<Record<Family, string>> = { 4: '10.71.0.2', 6: 'fd71::2' };

const SEGMENT_BITS: Readonly<Record<Family, number>> = { 4: 16, 6: 64 };
const NEAR_CARD = 'veth-near';
const FAR_CARD = 'veth-far';
/** Locally administered, so that the two ends can know each other before they have asked. */
const NEAR_CARD_ADDRESS = '02:00:00:00:00:01';
const FAR_CARD_ADDRESS = '02:00:00:00:00:02';
const FAMILIES: readonly Family[] = [4, 6];

export interface VethLab {
  /** The peer listens on these, and on nothing else any more. */
  listen(listeners: readonly Listening[], behaviour?: ListenerBehaviour): Promise<void>;
  /** Writes the peer's INPUT chain anew; each rule without its "-A INPUT". */
  setRules(family: Family, rules: readonly string[]): Promise<void>;
  /** Gives the peer's card more addresses of the segment: live neighbours. */
  addNeighbours(addresses: readonly string[]): Promise<void>;
  /** Runs a program in the peer's namespace to its end: its standard output. Throws unless it succeeds. */
  runInPeer: ProgramRunner;
  /** Ends the peer; cards, routes and rules go with it. */
  lower(): Promise<void>;
}

/** Throws outside a namespace of its own. One at a time. */
export async function raiseVethLab(): Promise<VethLab> {
  assertInsideNamespace();
  const program = inRepository('tests/lab/veth/peer-program.ts');
  const peer = spawn('unshare', ['--net', '--', process.execPath, program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(peer, 'exit');
  const heard = async (): Promise<void> => {
    const [reply] = (await Promise.race([once(peer, 'message'), ended])) as [PeerReply | number | null];
    if (typeof reply !== 'object' || reply === null) throw new Error('The peer of the veth lab has ended.');
    if (reply.error !== undefined) throw new Error(`The peer of the veth lab: ${reply.error}`);
  };
  const runInPeer: ProgramRunner = (command, args, options) =>
    runOrThrow('nsenter', ['--target', String(peer.pid), '--net', '--', command, ...args], options);
  const lower = async (): Promise<void> => {
    // Deleting one card deletes both at once; the end of a namespace would do it some time later.
    await runOrThrow('sh', ['-c', `! ip link show ${NEAR_CARD} 2>/dev/null || ip link delete ${NEAR_CARD}`]);
    if (peer.connected) peer.disconnect();
    await ended;
  };

  try {
    await heard();
    await joinCards(peer.pid ?? 0, runInPeer);
  } catch (error) {
    await lower();
    throw error;
  }
  return {
    listen: async (listeners, behaviour = 'greet') => {
      const command: ListenCommand = { listeners, behaviour };
      peer.send(command);
      await heard();
    },
    setRules: (family, rules) => applyInputRules(family, rules, runInPeer),
    addNeighbours: async (addresses) => {
      for (const address of addresses) await addAddress(address, FAR_CARD, runInPeer);
    },
    runInPeer,
    lower,
  };
}

async function joinCards(peer: number, runInPeer: ProgramRunner): Promise<void> {
  const near: ProgramRunner = runOrThrow;
  const far = ['peer', 'name', FAR_CARD, 'address', FAR_CARD_ADDRESS, 'netns', String(peer)];
  await near('ip', ['link', 'add', NEAR_CARD, 'address', NEAR_CARD_ADDRESS, 'type', 'veth', ...far]);
  await runInPeer('ip', ['link', 'set', 'lo', 'up']);
  await near('ip', ['link', 'set', NEAR_CARD, 'up']);
  await runInPeer('ip', ['link', 'set', FAR_CARD, 'up']);
  for (const family of FAMILIES) {
    await addAddress(VETH_NEAR[family], NEAR_CARD, near);
    await addAddress(VETH_FAR[family], FAR_CARD, runInPeer);
    await knowNeighbour(VETH_FAR[family], FAR_CARD_ADDRESS, NEAR_CARD, near);
    await knowNeighbour(VETH_NEAR[family], NEAR_CARD_ADDRESS, FAR_CARD, runInPeer);
  }
  // An IPv6 address that only a route makes ours cannot be listened on otherwise.
  await runInPeer('sh', ['-c', 'echo 1 > /proc/sys/net/ipv6/ip_nonlocal_bind']);
  for (const family of FAMILIES) {
    await runInPeer('ip', [`-${family}`, 'route', 'add', 'local', VETH_ROUTED[family], 'dev', 'lo']);
    await near('ip', [`-${family}`, 'route', 'add', VETH_ROUTED[family], 'via', VETH_FAR[family]]);
  }
}

async function addAddress(address: string, card: string, run: ProgramRunner): Promise<void> {
  const family: Family = address.includes(':') ? 6 : 4;
  // No duplicate address detection, or an IPv6 address cannot be used for a second.
  const flags = family === 6 ? ['nodad'] : [];
  await run('ip', ['address', 'add', `${address}/${SEGMENT_BITS[family]}`, 'dev', card, ...flags]);
}

/**
 * The kernel's table of neighbours is one for the whole machine, small, and may be full of dead neighbours: the way
 * between the two ends must not depend on it.
 */
async function knowNeighbour(
  address: string,
  cardAddress: string,
  card: string,
  run: ProgramRunner,
): Promise<void> {
  await run('ip', ['neighbour', 'replace', address, 'lladdr', cardAddress, 'dev', card, 'nud', 'permanent']);
}
