/** What takes part in a comparison. */
import type { Knowledge, Tells, ToldHost } from '../lab-truth.ts';
import type { MeasuredCommand } from '../measured-process.ts';

/**
 * `ours`: Portolan; `peer`: a scanner of another make; `limit`: what the machine can do; `baseline`: something that is no
 * scanner at all.
 */
export type Role = 'ours' | 'peer' | 'limit' | 'baseline';

export interface Contender {
  readonly name: string;
  readonly role: Role;
  /** The command for a round, counted from 0; rounds may differ in their seed. */
  command(round: number): MeasuredCommand;
  /** Reads the verdicts of the run that has just ended, from its output or its file; null: it gives none. */
  readonly read: ((stdout: string) => Promise<Told>) | null;
}

export interface Told {
  readonly hosts: readonly ToldHost[];
  readonly knowledge: Knowledge;
  readonly tells: Tells;
}

/** What is scanned, for all contenders alike. */
export interface ScanTask {
  /** As the command lines take them. */
  readonly targets: readonly string[];
  /** "1-1000". */
  readonly ports: string;
  /** Timing template, "T4". */
  readonly timing: string;
  /** false: every address is scanned, there or not (`-Pn`). */
  readonly discovery: boolean;
}
