/**
 * Verdicts as bytes: columns one after the other, little-endian as every platform of ours:
 * round-trips in ms and confidences (float32, NaN: unknown), ports (uint16), reasons and attempts (uint8).
 */
export interface VerdictColumns {
  readonly ports: Uint16Array;
  readonly reasons: Uint8Array;
  readonly attempts: Uint8Array;
  readonly rttMs: Float32Array;
  readonly confidence: Float32Array;
}

const BYTES_PER_VERDICT = 12;

export function encodeVerdicts(columns: VerdictColumns): Uint8Array {
  const { length } = columns.ports;
  const bytes = new Uint8Array(length * BYTES_PER_VERDICT);
  let offset = 0;
  for (const column of [
    columns.rttMs,
    columns.confidence,
    columns.ports,
    columns.reasons,
    columns.attempts,
  ]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += column.byteLength;
  }
  return bytes;
}

/** Throws RangeError where the bytes cannot be columns. */
export function decodeVerdicts(bytes: Uint8Array): VerdictColumns {
  if (bytes.length % BYTES_PER_VERDICT !== 0)
    throw new RangeError(`${bytes.length} bytes are no whole verdicts`);
  const length = bytes.length / BYTES_PER_VERDICT;
  // A copy: a view of floats needs an aligned start.
  const { buffer } = Uint8Array.from(bytes);
  return {
    rttMs: new Float32Array(buffer, 0, length),
    confidence: new Float32Array(buffer, 4 * length, length),
    ports: new Uint16Array(buffer, 8 * length, length),
    reasons: new Uint8Array(buffer, 10 * length, length),
    attempts: new Uint8Array(buffer, 11 * length, length),
  };
}
