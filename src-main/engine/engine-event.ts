/**
 * What the engine is given and what it says. Internal to the main side: typed arrays, no schema, no I/O. The service
 * turns these into the shared `ScanEvent`s, stores them and numbers them.
 */
import type { AddressList } from '../../src-shared/scan/address-list.ts';
import type { HostReason, HostStatus, Reason } from '../../src-shared/scan/port-state.ts';
import type { ScanProgress } from '../../src-shared/scan/scan-event.ts';
import type { ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { TimingTemplate } from '../../src-shared/scan/timing-template.ts';
import type { DialerName } from './dialers/dialer.ts';

/** A scan, fully decided: literal addresses, explicit ports, every number filled in. */
export interface ScanPlan {
  /** What may be dialed: excludes, multicast and broadcasts are already out. Checked again at each dial. */
  readonly addresses: AddressList;
  /** Ascending, distinct, 0-65535; 1 to 65,536 of them. */
  readonly ports: Uint16Array;
  readonly timing: TimingTemplate;
  readonly maxRetries: number;
  readonly hostTimeoutMs: number | null;
  /** Probes per second over all hosts; null: as fast as the windows allow. */
  readonly maxRate: number | null;
  readonly discovery: boolean;
  /** uint32 */
  readonly seed: number;
  readonly dialer: DialerName;
  /** Read what open ports say first. */
  readonly banners: boolean;
  /** What an earlier run of the same plan already settled; those ports are not asked again. */
  readonly settled?: SettledWork;
}

export interface SettledWork {
  /** Hosts of the plan that need nothing more. */
  readonly hostsFinished: number;
  /** Ports of the other hosts that have their verdict. */
  readonly portsSettled: number;
  /** The host needs nothing more. */
  isFinished(address: string): boolean;
  /** How a host that is not finished was found up: nobody looks for it again. Undefined: it was not found up. */
  foundUp(address: string): { readonly reason: Reason; readonly srttMs: number | null } | undefined;
  /** One flag (0/1) for each of the plan's ports, or undefined where none of the host's is settled. */
  settledPorts(address: string): Uint8Array | undefined;
}

/**
 * Final verdicts of one host: parallel arrays, one entry a port, each (host, port) once in a scan.
 * `reasons` holds wire codes (`reasonOfCode`). `rttMs` and `confidence` are NaN where unknown. The arrays are parts of
 * larger ones: who keeps them keeps the verdicts of other hosts too.
 */
export interface VerdictBatch {
  readonly address: string;
  readonly ports: Uint16Array;
  readonly reasons: Uint8Array;
  readonly attempts: Uint8Array;
  readonly rttMs: Float32Array;
  readonly confidence: Float32Array;
  /** What open ports said first, escaped (`escapeBanner`), by port; absent: nothing was read. */
  readonly banners?: ReadonlyMap<number, string>;
}

export interface EngineStats {
  readonly probesSent: number;
  readonly retries: number;
  readonly elapsedMs: number;
  readonly lossRate: number | null;
}

/**
 * Order: `host` (not finished) before a host's first verdicts where the host was seen up; then `verdicts`; then one `host`
 * with `finished: true`. `done` is last and comes exactly once, whatever happened.
 */
export type EngineEvent =
  | { readonly type: 'verdicts'; readonly batches: readonly VerdictBatch[] }
  | {
      readonly type: 'host';
      readonly address: string;
      readonly status: HostStatus;
      readonly reason: HostReason;
      readonly srttMs: number | null;
      readonly finished: boolean;
    }
  | { readonly type: 'warning'; readonly warning: ScanWarning }
  /** What an earlier run settled is in neither `portsDone` nor `portsTotal`. */
  | { readonly type: 'progress'; readonly progress: ScanProgress }
  | {
      readonly type: 'done';
      readonly outcome: 'completed' | 'stopped' | 'failed';
      readonly stats: EngineStats;
      readonly error?: string;
    };

/** A scan under way. Iterate `events` to its end; the other calls are safe at any time, in any order, repeatedly. */
export interface RunningScan {
  readonly events: AsyncIterable<EngineEvent>;
  pause(): void;
  resume(): void;
  /** No new connection attempt follows; `done` follows soon, with `stopped`. */
  cancel(): void;
}
