/** What the engine says to a person: one sentence each. */
import { HOST_WENT_QUIET, ICMP_LIMITED, type ScanWarning } from '../../src-shared/scan/scan-report.ts';

/** What the system's error names mean for a scan. */
const MEANINGS: Readonly<Record<string, string>> = {
  EMFILE: 'this process may not open more connections at once',
  ENFILE: 'this computer has no more file descriptors',
  ENOBUFS: 'this computer has no network buffers left',
  ENOMEM: 'this computer is out of memory',
  EAGAIN: 'this computer is short of a network resource',
  EADDRNOTAVAIL: 'this computer has no free local address or port for it',
  EADDRINUSE: 'this computer has no free local port for it',
  ECONNABORTED: 'this computer broke off its own connection attempt',
  ENETDOWN: "this computer's network is down",
  ENETUNREACH: 'this computer has no route to it',
  EACCES: 'this computer forbids connections to it',
  EPERM: 'this computer forbids connections to it',
  EINVAL: 'this computer refuses to route to it',
  'neighbours-full':
    "this computer's table of neighbours is full (on Linux: net.ipv4.neigh.default.gc_thresh3)",
  EAFNOSUPPORT: 'this computer has that version of IP switched off',
};

const meaningOf = (code: string): string =>
  MEANINGS[code] ?? 'the system reports an error that says nothing about the port';

export const scanWarnings = {
  trouble: (code: string, address: string): ScanWarning => ({
    code: 'own-trouble',
    message: `A connection attempt to ${address} could not be made (${code}: ${meaningOf(code)}); such ports are asked again and never judged by it.`,
    address,
  }),
  gaveUp: (address: string, code: string): ScanWarning => ({
    code: 'not-asked',
    message: `Some ports of ${address} could not be asked at all (${code}: ${meaningOf(code)}), so they have no verdict; scan them again when that is mended.`,
    address,
  }),
  hostTimeout: (address: string, afterMs: number): ScanWarning => ({
    code: 'host-timeout',
    message: `${address} was given up after ${Math.round(afterMs / 1_000)} s (host time-out); its remaining ports have no verdict.`,
    address,
  }),
  icmpLimited: (address: string): ScanWarning => ({
    code: ICMP_LIMITED,
    message: `${address} sends only a few ICMP errors a second, so some of its ports told as no-response may be rejected rather than dropped; both are filtered.`,
    address,
  }),
  wentQuiet: (address: string): ScanWarning => ({
    code: HOST_WENT_QUIET,
    message: `${address} stopped answering on ports that had answered, as a firewall does that shuts a scanner out; how sure its silent ports are cannot be told. Scan it again more slowly.`,
    address,
  }),
  bannersSkipped: (address: string, ports: number): ScanWarning => ({
    code: 'banners-skipped',
    message: `${address} accepts connections on more ports than anything has services: the banners of ${ports} of them were not read.`,
    address,
  }),
  openEverywhere: (address: string): ScanWarning => ({
    code: 'open-everywhere',
    message: `${address} accepts connections on ports drawn at random too: something there or on the way (a middlebox, a tarpit, an antivirus proxy) accepts every connection, so "open" proves nothing about its services.`,
    address,
  }),
  moreHosts: (code: string): ScanWarning => ({
    code,
    message: 'The same happened to more hosts of this scan, which are not listed one by one.',
  }),
  workerLost: (error: string | null): ScanWarning => ({
    code: 'worker-lost',
    message: `A scan worker stopped unexpectedly${error ? ` (${error})` : ''}; what it had not finished is asked again.`,
  }),
  stuck: (code: string): string =>
    `For half a minute no connection attempt could be made (${code}: ${meaningOf(code)}), so the scan was ended; what was found is kept.`,
  hopeless: (crashes: number, error: string | null): string =>
    `The scan workers stopped unexpectedly ${crashes} times${error ? ` (last: ${error})` : ''}, so the scan was ended; what was found is kept.`,
  fault: (error: unknown): string =>
    `The scan engine met a fault of its own (${error instanceof Error ? error.message : String(error)}), so the scan was ended; what was found is kept.`,
};
