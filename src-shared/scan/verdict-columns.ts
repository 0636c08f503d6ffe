/** Verdicts as parallel columns, one entry for each port that was planned: no object a port. */
import { reasonOfCode, stateOfReason } from './port-state.ts';
import type { PortReport } from './scan-report.ts';

export interface VerdictColumns {
  /** The plan: ascending, distinct. */
  readonly ports: Uint16Array;
  /** Reason code plus one; 0: no verdict yet. */
  readonly reasons: Uint8Array;
  readonly attempts: Uint8Array;
  /** NaN: not measured. */
  readonly rttMs: Float32Array;
  /** NaN: nothing can be known. */
  readonly confidence: Float32Array;
  /** By port; few have one. */
  readonly banners: ReadonlyMap<number, string>;
}

/** Verdicts of a host, in any order: parallel arrays, reasons as wire codes, NaN where a number is unknown. */
export interface VerdictEntries {
  readonly ports: ArrayLike<number>;
  readonly reasons: ArrayLike<number>;
  readonly attempts: ArrayLike<number>;
  readonly rttMs: ArrayLike<number>;
  readonly confidence: ArrayLike<number>;
  /** By port. */
  readonly banners?: ReadonlyMap<number, string>;
}

export function createColumns(
  ports: Uint16Array,
): VerdictColumns & { readonly banners: Map<number, string> } {
  return {
    ports,
    reasons: new Uint8Array(ports.length),
    attempts: new Uint8Array(ports.length),
    rttMs: new Float32Array(ports.length).fill(Number.NaN),
    confidence: new Float32Array(ports.length).fill(Number.NaN),
    banners: new Map(),
  };
}

/** The index of a port in ascending, distinct ports, or -1. */
export function indexOfPort(ports: Uint16Array, port: number): number {
  const first = ports[0] ?? 0;
  // Most plans are one unbroken range.
  if ((ports.at(-1) ?? 0) - first === ports.length - 1) {
    const index = port - first;
    return index >= 0 && index < ports.length ? index : -1;
  }
  let low = 0;
  let high = ports.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ports[middle]!;
    if (found === port) return middle;
    if (found < port) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** A port's row, its service left null; undefined while it has no verdict. */
export function rowOf(columns: VerdictColumns, index: number): PortReport | undefined {
  const code = columns.reasons[index];
  if (!code) return undefined;
  const reason = reasonOfCode(code - 1);
  const port = columns.ports[index]!;
  const row: PortReport = {
    port,
    protocol: 'tcp',
    state: stateOfReason(reason),
    reason,
    service: null,
    rttMs: shorten(columns.rttMs[index]!),
    attempts: columns.attempts[index]!,
    confidence: shorten(columns.confidence[index]!),
  };
  const banner = columns.banners.get(port);
  return banner === undefined ? row : { ...row, banner };
}

/** A float32 as the shortest decimal that names it (0.1, not 0.10000000149), null for NaN. */
export function shorten(value: number): number | null {
  if (Number.isNaN(value)) return null;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}
