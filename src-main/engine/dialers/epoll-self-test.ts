/**
 * Whether the epoll dialer tells the truth on this system: it is tried on a listener and a closed port of our own on
 * loopback before anything rests on it (other kernels, sandboxes and C libraries may behave otherwise).
 */
import type { Dialer, DialListener, DialOutcome } from './dialer.ts';
import { createEpollDialer } from './epoll-dialer.ts';
import { AF_INET, Arena, IPPROTO_TCP, loadLibc, SOCK_CLOEXEC, SOCK_STREAM, type Libc } from './libc.ts';
import { EndpointSlot, SocketAddress } from './socket-address.ts';

const LOOPBACK = '127.0.0.1';
/**
 * Where nothing comes: so many waits of so many ms, in all long enough for a SYN that a busy system lost on loopback to be
 * sent twice again (after 1 and 3 s: RFC 6298, 2.1).
 */
const WAITS = 70;
const WAIT_MS = 50;
/** A refused socket is used again, so one follows the other. */
const TRIALS = ['listener', 'nobody', 'nobody', 'listener', 'nobody'] as const;
const EXPECTED = { listener: 'connected', nobody: 'reset' } as const;

/** Null: it may be used. Otherwise one sentence why not. `load`: {@link loadLibc}, or the same with more care. */
export async function testEpollDialer(load: () => Libc = loadLibc): Promise<string | null> {
  let libc: Libc;
  try {
    libc = load();
  } catch (error) {
    return `The C library cannot be reached: ${firstLine(error)}.`;
  }
  try {
    return await tryDialer(libc);
  } catch (error) {
    return `The epoll dialer failed its self-test: ${firstLine(error)}.`;
  }
}

async function tryDialer(libc: Libc): Promise<string | null> {
  const ports = openPorts(libc);
  let hear: DialListener = () => {};
  const dialer = createEpollDialer((...said) => hear(...said), {
    libc,
    capacity: 1,
    now: () => performance.now(),
  });
  try {
    for (const [index, where] of TRIALS.entries()) {
      const outcome = await outcomeOf(dialer, ports[where].port, (listener) => {
        hear = listener;
      });
      const expected = EXPECTED[where];
      if (outcome?.kind === expected) continue;
      const said = outcome === null ? 'nothing' : outcome.kind === 'error' ? outcome.code : outcome.kind;
      return `The epoll dialer failed its self-test: attempt ${index + 1} gave ${said} instead of ${expected}.`;
    }
    return null;
  } finally {
    dialer.close();
    for (const { fd } of Object.values(ports)) libc.close(fd);
  }
}

function outcomeOf(
  dialer: Dialer,
  port: number,
  listen: (listener: DialListener) => void,
): Promise<DialOutcome | null> {
  return new Promise((resolve) => {
    let waits = 0;
    // A clock would blame the dialer where the process itself stood still: after each wait it has its turn first.
    const timer = setInterval(() => {
      if (++waits < WAITS) return;
      clearInterval(timer);
      resolve(null);
    }, WAIT_MS);
    listen((_ticket, outcome) => {
      clearInterval(timer);
      resolve(outcome);
    });
    dialer.dial(0, LOOPBACK, port);
  });
}

interface OpenPort {
  readonly fd: number;
  readonly port: number;
}

/** Two ports held on loopback: one listens, the other is only taken. */
function openPorts(libc: Libc): Record<(typeof TRIALS)[number], OpenPort> {
  const arena = new Arena(libc, 1_024);
  const any = new SocketAddress(arena, 4);
  any.write(LOOPBACK, 0);
  const name = new EndpointSlot(arena);
  const open = (listens: boolean): OpenPort => {
    const fd = libc.socket(AF_INET, SOCK_STREAM + SOCK_CLOEXEC, IPPROTO_TCP);
    const isReady =
      fd >= 0 &&
      libc.bind(fd, any.pointer, any.length) === 0 &&
      (!listens || libc.listen(fd, TRIALS.length) === 0) &&
      libc.getsockname(fd, name.pointer, name.lengthPointer) === 0;
    if (!isReady) throw new Error(`no port of ${LOOPBACK} can be had (errno ${libc.errno()})`);
    return { fd, port: name.port };
  };
  return { listener: open(true), nobody: open(false) };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replace(/\.$/u, '');
}
