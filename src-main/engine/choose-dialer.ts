/** Which dialer scans here: epoll where it loads and passes its self-test, portable otherwise, with the reason. */
import { Worker } from 'node:worker_threads';
import type { DialerCheck } from './worker-messages.ts';
import { workerUrl } from './worker-url.ts';

export type DialerName = 'portable' | 'epoll';

export interface DialerChoice {
  readonly name: DialerName;
  /** One sentence for a person. */
  readonly why: string;
  /** The other dialer should have worked here and did not. */
  readonly isFallback: boolean;
}

/** A machine so busy that a thread needs longer than this is scanned from by the portable dialer. */
const PATIENCE_MS = 5_000;
/** Those that koffi has a build for and whose structures are known. */
const ARCHITECTURES: ReadonlySet<string> = new Set(['x64', 'arm64']);

let choice: Promise<DialerChoice> | undefined;

/** The same answer for the life of the process. The check runs in a thread: the FFI is never loaded in this one. */
export function chooseDialer(): Promise<DialerChoice> {
  choice ??= decideDialer(process.platform, process.arch, checkInThread);
  return choice;
}

/** The rule; the parameters are for tests. `check`: null where epoll may be used, otherwise one sentence why not. */
export async function decideDialer(
  platform: NodeJS.Platform,
  arch: string,
  check: () => Promise<string | null>,
): Promise<DialerChoice> {
  if (platform !== 'linux' || !ARCHITECTURES.has(arch)) {
    return {
      name: 'portable',
      why: `The epoll dialer is for Linux on x64 and arm64; this is ${platform} on ${arch}.`,
      isFallback: false,
    };
  }
  const problem = await check();
  if (problem !== null) return { name: 'portable', why: problem, isFallback: true };
  return {
    name: 'epoll',
    why: 'It passed its self-test, so refusals, ICMP errors and round-trips are read from the kernel.',
    isFallback: false,
  };
}

function checkInThread(): Promise<string | null> {
  const request: DialerCheck = { type: 'check-dialer' };
  return new Promise((resolve) => {
    const worker = new Worker(workerUrl(import.meta.url), {
      workerData: request,
      name: 'dialer-check',
      execArgv: [],
    });
    const timer = setTimeout(
      () => settle('The self-test of the epoll dialer did not end in time.'),
      PATIENCE_MS,
    );
    const settle = (problem: string | null): void => {
      clearTimeout(timer);
      resolve(problem);
      void worker.terminate();
    };
    worker.on('message', (problem: string | null) => settle(problem));
    worker.on('error', (error) =>
      settle(
        `The self-test of the epoll dialer broke off: ${error instanceof Error ? error.message : String(error)}.`,
      ),
    );
    worker.on('exit', () => settle('The self-test of the epoll dialer ended without a word.'));
  });
}
