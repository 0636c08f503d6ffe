/**
 * The binary form of a host's verdicts.
 *
 *   "PL", version 1, FNV-1a of the planned ports (4), number of groups (varint), groups, FNV-1a of all before (4)
 *   group: form (0 ranges, 1 bitmap, 2 rows), reason code, then
 *     ranges: attempts, least confidence (4), count of ranges, pairs (gap, length - 1) of plan indexes, all varints
 *     bitmap: attempts, least confidence (4), one bit for each planned port
 *     rows:   count, then for each: gap of plan index (varint), attempts, round-trip (4), confidence (4)
 *
 * Numbers are little-endian; varints are LEB128. Indexes rather than port numbers make an unbroken plan cost nothing.
 */
import { REASONS } from './port-state.ts';
import { ByteReader, ByteWriter, hashBytes } from './byte-codec.ts';
import { SpecError } from './spec-problem.ts';
import type { VerdictColumns, VerdictEntries } from './verdict-columns.ts';

const MAGIC = [0x50, 0x4c, 1] as const;
const RANGES = 0;
const BITMAP = 1;
const ROWS = 2;

/** `summarised`: by reason code, 1 where only reason, attempts and least confidence are kept. */
export function encodeColumns(columns: VerdictColumns, summarised: Uint8Array): Uint8Array {
  const groups = groupPorts(columns, summarised);
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.byte(byte);
  writer.uint32(hashPorts(columns.ports));
  writer.varint(groups.size);
  for (const [key, indexes] of groups) {
    const code = key >> 8;
    if (summarised[code]) writeGroup(writer, columns, code, key & 255, indexes);
    else writeRows(writer, columns, code, indexes);
  }
  writer.uint32(hashBytes(writer.bytes()));
  return writer.bytes().slice();
}

/** Plan indexes by (reason code, attempts), ascending; the attempts of a listed reason count as 0. */
function groupPorts({ reasons, attempts }: VerdictColumns, summarised: Uint8Array): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < reasons.length; index++) {
    const code = reasons[index]! - 1;
    if (code < 0) continue;
    const key = (code << 8) | (summarised[code] ? attempts[index]! : 0);
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  return groups;
}

function writeGroup(
  writer: ByteWriter,
  columns: VerdictColumns,
  code: number,
  attempts: number,
  indexes: readonly number[],
): void {
  const ranges = new ByteWriter();
  let count = 0;
  let next = 0;
  for (let i = 0; i < indexes.length; count++) {
    const first = indexes[i]!;
    let last = first;
    while (++i < indexes.length && indexes[i] === last + 1) last++;
    ranges.varint(first - next);
    ranges.varint(last - first);
    next = last + 1;
  }
  const bitmapLength = Math.ceil(columns.ports.length / 8);
  const useRanges = ranges.length <= bitmapLength;
  writer.byte(useRanges ? RANGES : BITMAP);
  writer.byte(code);
  writer.byte(attempts);
  writer.float32(leastConfidence(columns, indexes));
  if (useRanges) {
    writer.varint(count);
    writer.append(ranges.bytes());
  } else {
    const bitmap = new Uint8Array(bitmapLength);
    for (const index of indexes) bitmap[index >> 3]! |= 1 << (index & 7);
    writer.append(bitmap);
  }
}

function leastConfidence({ confidence }: VerdictColumns, indexes: readonly number[]): number {
  let least = Number.NaN;
  for (const index of indexes) {
    const value = confidence[index]!;
    if (!(value >= least) && !Number.isNaN(value)) least = value;
  }
  return least;
}

function writeRows(
  writer: ByteWriter,
  columns: VerdictColumns,
  code: number,
  indexes: readonly number[],
): void {
  writer.byte(ROWS);
  writer.byte(code);
  writer.varint(indexes.length);
  let next = 0;
  for (const index of indexes) {
    writer.varint(index - next);
    writer.byte(columns.attempts[index]!);
    writer.float32(columns.rttMs[index]!);
    writer.float32(columns.confidence[index]!);
    next = index + 1;
  }
}

/** Throws SpecError where the bytes are damaged, of another version, or of another set of ports. */
export function decodeColumns(bytes: Uint8Array, ports: Uint16Array): VerdictEntries {
  const body = bytes.subarray(0, Math.max(0, bytes.length - 4));
  if (bytes.length < 12 || new ByteReader(bytes.subarray(-4)).uint32() !== hashBytes(body)) {
    throw damaged('the checksum does not fit');
  }
  const reader = new ByteReader(body);
  if (MAGIC.some((byte) => reader.byte() !== byte)) throw damaged('they are of another version');
  if (reader.uint32() !== hashPorts(ports)) throw damaged('they are of other ports');
  const entries = new EntryList(ports);
  for (let groups = reader.varint(); groups > 0; groups--) readGroup(reader, entries);
  if (reader.left !== 0) throw damaged('something follows their end');
  return entries;
}

function readGroup(reader: ByteReader, entries: EntryList): void {
  const form = reader.byte();
  const code = reader.byte();
  if (code >= REASONS.length || form > ROWS) throw damaged('a group is unknown');
  if (form === ROWS) {
    let index = 0;
    for (let rows = reader.varint(); rows > 0; rows--) {
      index += reader.varint();
      entries.add(index++, code, reader.byte(), reader.float32(), reader.float32());
    }
    return;
  }
  const attempts = reader.byte();
  const confidence = reader.float32();
  if (form === RANGES) {
    let index = 0;
    for (let ranges = reader.varint(); ranges > 0; ranges--) {
      index += reader.varint();
      const last = index + reader.varint();
      while (index <= last) entries.add(index++, code, attempts, Number.NaN, confidence);
    }
    return;
  }
  const bitmap = reader.take(Math.ceil(entries.plan.length / 8));
  for (let index = 0; index < bitmap.length * 8; index++) {
    if (bitmap[index >> 3]! & (1 << (index & 7))) entries.add(index, code, attempts, Number.NaN, confidence);
  }
}

class EntryList implements VerdictEntries {
  readonly plan: Uint16Array;
  readonly ports: number[] = [];
  readonly reasons: number[] = [];
  readonly attempts: number[] = [];
  readonly rttMs: number[] = [];
  readonly confidence: number[] = [];

  constructor(plan: Uint16Array) {
    this.plan = plan;
  }

  add(index: number, reason: number, attempts: number, rttMs: number, confidence: number): void {
    const port = this.plan[index];
    if (port === undefined || this.ports.length >= this.plan.length)
      throw damaged('they hold too many ports');
    this.ports.push(port);
    this.reasons.push(reason);
    this.attempts.push(attempts);
    this.rttMs.push(rttMs);
    this.confidence.push(confidence);
  }
}

function hashPorts(ports: Uint16Array): number {
  return hashBytes(new Uint8Array(ports.buffer, ports.byteOffset, ports.byteLength));
}

function damaged(why: string): SpecError {
  return new SpecError(`The saved verdicts of a host cannot be read: ${why}.`, 'scan the host again');
}
