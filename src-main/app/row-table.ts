/** The rows of a table before they are lines: which host, which port, in two columns of numbers. */
import { codeOfReason } from '../../src-shared/scan/port-state.ts';
import type { RowQuery } from '../../src-shared/scan/scan-row.ts';
import type { RunData, RunHost } from './run-data.ts';

/** References below this are indexes of listed ports; above, `(1 + run) * RUN_BASE + port`. */
export const RUN_BASE = 65_536;

export interface Rows {
  readonly hosts: Uint32Array;
  readonly refs: Uint32Array;
  readonly length: number;
}

/** What is common to building and reading an index. */
export interface Context {
  readonly run: RunData;
  readonly hosts: readonly RunHost[];
  readonly query: RowQuery;
  /** By port. */
  readonly services: readonly (string | null)[];
  readonly ranges: Map<string, readonly (readonly [number, number])[]>;
}

export function serviceOf(context: Context, { columns }: RunHost, ref: number): string | null {
  return ref < RUN_BASE ? (columns.services[ref] ?? null) : (context.services[ref % RUN_BASE] ?? null);
}

export function portOf({ columns }: RunHost, ref: number): number {
  return ref < RUN_BASE ? (columns.ports[ref] ?? 0) : ref % RUN_BASE;
}

export function reasonCodeOf({ columns }: RunHost, ref: number): number {
  if (ref < RUN_BASE) return columns.reasons[ref] ?? 0;
  const run = runOf(columns.runs, ref);
  return run ? codeOfReason(run.reason) : 0;
}

export function runOf<T>(runs: readonly T[], ref: number): T | undefined {
  return runs[Math.floor(ref / RUN_BASE) - 1];
}

/** Grows as rows come. */
export class RowList implements Rows {
  hosts = new Uint32Array(1_024);
  refs = new Uint32Array(1_024);
  length = 0;

  push(host: number, ref: number): void {
    if (this.length === this.refs.length) {
      this.hosts = grow(this.hosts);
      this.refs = grow(this.refs);
    }
    this.hosts[this.length] = host;
    this.refs[this.length++] = ref;
  }
}

function grow(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
