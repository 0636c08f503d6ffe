/** A case of the bench: a lab with a known truth, who takes part, and what Portolan is to reach. */
import type { Contender } from './contenders/contender.ts';
import type { LabTruth } from './lab-truth.ts';
import type { Target } from './targets.ts';

export interface BenchCase {
  /** "mixed-latency/T3": `--case mixed-latency` takes all that begin with it. */
  readonly name: string;
  /** What is scanned, as a row of the README's table says it. */
  readonly title: string;
  readonly targets: readonly Target[];
  /** The share of Portolan's verdicts that have to be right in all its runs together, or the bench fails; absent: 1. */
  readonly rightShare?: number;
  /** Left out of `--quick`. */
  readonly isLong?: boolean;
  /** How often Portolan runs at least, where a peer's time does not say more. */
  readonly rounds?: Readonly<Record<Length, number>>;
  /** How many pairs there are at least, however long a peer takes. */
  readonly leastPairs?: Readonly<Record<Length, number>>;
  raise(bench: BenchTools): Promise<RaisedCase>;
}

export type Length = 'full' | 'quick';

export interface RaisedCase {
  /** null where nothing is scanned. */
  readonly truth: LabTruth | null;
  readonly contenders: readonly Contender[];
  lower(): Promise<void>;
}

/** What is there to measure with. */
export interface BenchTools {
  /** For reports and histories of this case alone. */
  readonly folder: string;
  /** Where peers are installed, by name. */
  readonly peers: Readonly<Partial<Record<PeerName, string>>>;
  /** The compiled C loop; undefined without a compiler. */
  readonly connectLoop: string | undefined;
  /** `--dialer`; undefined leaves the choice to Portolan. */
  readonly dialer: string | undefined;
}

export const PEER_NAMES = ['nmap', 'pnscan', 'doscan'] as const;
export type PeerName = (typeof PEER_NAMES)[number];
