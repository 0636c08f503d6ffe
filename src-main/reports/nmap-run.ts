/** What the reader of nmap's XML gathers of a run. */
import type { NmapHost } from './nmap-host.ts';

export interface NmapRun {
  readonly scanner: string;
  readonly version: string;
  /** Its command line. */
  readonly args: string;
  readonly startedAt: string;
  /** TCP ports: a flag each. */
  readonly asked: Uint8Array;
  /** Targets that it says it could not ask. */
  readonly skipped: Set<string>;
  /** By address. */
  readonly hosts: Map<string, NmapHost>;
  readonly toldTwice: Set<string>;
  /** Ports that it counts without saying which they are. */
  unnamedPorts: number;
  /** Host elements that say "up". */
  listedUp: number;
  /** Null: it did not come to its end. */
  end: { readonly finishedAt: string; readonly elapsedMs: number; readonly error: string | null } | null;
  /** When the last host was done with, in seconds since 1970; 0: none says. */
  lastEnd: number;
  /** Its own count of hosts. */
  counts: { readonly up: number; readonly total: number } | null;
}
