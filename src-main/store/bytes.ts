/** Small numbers in few bytes, one after the other: written once, read from front to back. */

const START_BYTES = 1_024;
/** What stands before a number of milliseconds: nothing, or how it is written. */
const NONE = 0;
const AS_FLOAT32 = 1;
const AS_FLOAT64 = 2;
const FIRST_MICROSECOND = 3;
/** Beyond this a number in microseconds takes no less room than a float. */
const MAX_MICROSECONDS = 2 ** 34;

export class ByteWriter {
  #bytes = new Uint8Array(START_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** A whole number from 0 to 2^53 - 1, seven bits a byte. */
  whole(value: number): void {
    this.#reserve(8);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
    this.#bytes[this.#length++] = rest;
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** Exactly this number; null: none. Round-trips are measured in microseconds, which take the fewest bytes. */
  milliseconds(value: number | null): void {
    if (value === null) return this.whole(NONE);
    const microseconds = Math.round(value * 1_000);
    if (microseconds >= 0 && microseconds < MAX_MICROSECONDS && microseconds / 1_000 === value) {
      return this.whole(microseconds + FIRST_MICROSECOND);
    }
    if (Math.fround(value) === value) {
      this.whole(AS_FLOAT32);
      this.#reserve(4);
      this.#view.setFloat32(this.#length, value, true);
      this.#length += 4;
      return;
    }
    this.whole(AS_FLOAT64);
    this.float64(value);
  }

  /** What was written so far. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * this.#bytes.length);
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Throws RangeError where the bytes end too soon. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  whole(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#bytes[this.#offset++];
      if (byte === undefined) throw new RangeError('The bytes end in the middle of a number');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  float64(): number {
    const value = this.#view.getFloat64(this.#offset, true);
    this.#offset += 8;
    return value;
  }

  milliseconds(): number | null {
    const first = this.whole();
    if (first >= FIRST_MICROSECOND) return (first - FIRST_MICROSECOND) / 1_000;
    if (first === NONE) return null;
    if (first === AS_FLOAT64) return this.float64();
    const value = this.#view.getFloat32(this.#offset, true);
    this.#offset += 4;
    return value;
  }
}
