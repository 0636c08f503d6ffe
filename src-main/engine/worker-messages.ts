/** What the main thread and a scan worker tell each other. Plain data and typed arrays; both ends are ours. */
import type { AddressInterval } from '../../src-shared/scan/address-list.ts';
import type { TimingTemplate } from '../../src-shared/scan/timing-template.ts';
import type { DialerName } from './dialers/dialer.ts';
import type { HostTimes } from './host-timing.ts';

/** The thread finds out whether the epoll dialer works here, and posts null or one sentence why not. */
export interface DialerCheck {
  readonly type: 'check-dialer';
}

/** The first word to a thread. A check may come before the scan. */
export type ForThread = DialerCheck | WorkerSetup;

/** The thread scans from now on. */
export interface WorkerSetup {
  readonly type: 'scan';
  /** In the order in which they are asked; a share is a slice of it. */
  readonly ports: Uint16Array;
  /** So many of them come first on every host: those most likely to answer, whose answers set the host's time-out. */
  readonly portsLeading: number;
  /** What may be dialed. */
  readonly targets: readonly AddressInterval[];
  readonly timing: TimingTemplate;
  readonly maxRetries: number;
  readonly seed: number;
  /** Ports of the whole scan, all hosts: what the tolerated number of wrong verdicts is measured against. */
  readonly probesTotal: number;
  readonly dialer: DialerName;
  /** Open ports are told with their greeting. */
  readonly banners: boolean;
  readonly limits: WorkerLimits;
  /** How many hosts of our own networks each worker looks for now: a shared cell for each of them. */
  readonly searches: Int32Array<SharedArrayBuffer>;
  /** This worker's cell. */
  readonly seat: number;
  /** One cell, shared: once it is not 0, nothing more is sent, whatever messages still wait. */
  readonly halt: Int32Array<SharedArrayBuffer>;
}

/** A worker's part of the caps that hold for the scan. */
export interface WorkerLimits {
  readonly inFlight: number;
  /** Sockets open at once, those that only linger for a late answer included. */
  readonly sockets: number;
  /** Greetings read at once, beside those sockets. */
  readonly greetings: number;
  readonly probesPerSecond: number | null;
}

/**
 * A unit of work: some hosts x a slice of the port order. `discover`: are they there? (the worker's own few ports);
 * `ports`: their verdicts; `control`: do they accept everything? (`ports`, which have no verdicts).
 */
export interface Share {
  readonly id: number;
  readonly kind: 'discover' | 'ports' | 'control';
  /** The ports themselves, where they are no slice of the scan's. */
  readonly ports: Uint16Array<ArrayBuffer> | null;
  readonly hosts: readonly ShareHost[];
  readonly portFrom: number;
  readonly portCount: number;
  /** 1 where nothing is to be asked, at host * portCount + (place in the slice); null: everything is to be asked. */
  readonly settled: Uint8Array | null;
  readonly inFlightPerHost: number;
}

export interface ShareHost {
  readonly address: string;
  /** Something of its own has come from the host. */
  readonly answered: boolean;
  readonly times: HostTimes | null;
  /** What is left of its time; null: no limit. */
  readonly timeLeftMs: number | null;
}

export type ToWorker =
  | { readonly type: 'share'; readonly share: Share }
  | { readonly type: 'limits'; readonly limits: WorkerLimits }
  | { readonly type: 'answered'; readonly address: string; readonly times: HostTimes | null }
  | { readonly type: 'pause'; readonly paused: boolean }
  /** Dial no more, drop what is in flight, tell what is known, say `stopped`. */
  | { readonly type: 'cancel' };

export type FromWorker =
  | WorkerReport
  /** Everything it was given has been asked once: it could take another share. */
  | { readonly type: 'hungry' }
  | { readonly type: 'stopped' }
  /** Nothing has gone out for a long time for this lack of the machine's; it goes on trying. */
  | { readonly type: 'stuck'; readonly code: string };

/** What happened since the report before. */
export interface WorkerReport {
  readonly type: 'report';
  readonly probesSent: number;
  readonly retries: number;
  /** How often the worker's window was halved. */
  readonly slowdowns: number;
  /** Ports that answered, and tries of theirs that were lost. */
  readonly answers: number;
  readonly lostTries: number;
  /** As they stand now. */
  readonly inFlight: number;
  /** Ports decided, but held back until their host's share ends. */
  readonly held: number;
  /** Connection attempts still expected for the shares at hand. */
  readonly dialsLeft: number;
  readonly heard: readonly HostHeard[];
  readonly verdicts: VerdictColumns | null;
  readonly ended: readonly HostEnd[];
  readonly endedShares: readonly number[];
  readonly troubles: readonly { readonly code: string; readonly address: string }[];
}

/** A host's first own answer in this worker. */
export interface HostHeard {
  readonly share: number;
  readonly host: number;
  readonly reason: number;
  readonly times: HostTimes | null;
}

/** Verdicts of any hosts, one entry each. `host` is the index in its share. Values as in `VerdictBatch`. */
export interface VerdictColumns {
  readonly count: number;
  readonly share: Uint32Array<ArrayBuffer>;
  readonly host: Uint16Array<ArrayBuffer>;
  readonly port: Uint16Array<ArrayBuffer>;
  readonly reason: Uint8Array<ArrayBuffer>;
  readonly attempts: Uint8Array<ArrayBuffer>;
  readonly rttMs: Float32Array<ArrayBuffer>;
  readonly confidence: Float32Array<ArrayBuffer>;
  /** Few verdicts have one, and none unless they were asked for. */
  readonly banners: readonly RowBanner[];
}

/** What the port of a row said first, escaped. */
export interface RowBanner {
  readonly row: number;
  readonly text: string;
}

/** A host's part of a share is done as far as this worker can judge. */
export interface HostEnd {
  readonly share: number;
  readonly host: number;
  readonly times: HostTimes | null;
  /** Code of the best answer that does not prove the host itself (a router may have given it); null: none. */
  readonly weakReason: number | null;
  /** Whether "host unreachable" was received, and whether sooner than our own kernel could have found it out. */
  readonly unreachable: 'no' | 'early' | 'late';
  /** Connect itself says there is no route. */
  readonly noRoute: boolean;
  readonly timedOut: boolean;
  /** What kept us from asking (some of) its ports, to the end. */
  readonly gaveUp: string | null;
  /** It sends few of its ICMP errors, and ports were told as silent. */
  readonly icmpLimited: boolean;
  /** Ports that had answered stopped doing so. */
  readonly wentQuiet: boolean;
  /** Open ports that were told without asking for their greeting, as there were too many. */
  readonly greetingsSkipped: number;
  /**
   * Ports whose verdict depends on whether the host answered elsewhere: silent, or reported unreachable
   * (`unreachable[i]` = 1).
   */
  readonly held: HeldPorts | null;
}

export interface HeldPorts {
  readonly ports: Uint16Array<ArrayBuffer>;
  readonly attempts: Uint8Array<ArrayBuffer>;
  readonly unreachable: Uint8Array<ArrayBuffer>;
}
