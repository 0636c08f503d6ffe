/** Which dialer scans here: epoll where it loads and passes its self-test, portable otherwise, with the reason. */
import type { DialerName } from './dialers/dialer.ts';
import { checkEpollDialer } from './scan-thread.ts';

export type { DialerName } from './dialers/dialer.ts';

export interface DialerChoice {
  readonly name: DialerName;
  /** One sentence for a person. */
  readonly why: string;
  /** The other dialer should have worked here and did not. */
  readonly isFallback: boolean;
}

/** Those that koffi has a build for and whose structures are known. */
const ARCHITECTURES: ReadonlySet<string> = new Set(['x64', 'arm64']);

let choice: Promise<DialerChoice> | undefined;

/** The same answer for the life of the process. */
export function chooseDialer(): Promise<DialerChoice> {
  choice ??= decideDialer(process.platform, process.arch, checkEpollDialer);
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
