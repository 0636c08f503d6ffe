/** A service's greeting, bytes of a stranger, as a text that is safe to keep, to show and to compare. */

const BACKSLASH = 0x5c;
const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [BACKSLASH, '\\\\'],
]);
/**
 * What has no glyph of its own: controls, formatting (bidirectional, too), surrogates, private and unassigned code points
 * (C), line and paragraph separators, and letters and marks that are drawn as nothing. Unicode Standard, chapter 4.5 and
 * Annex 44.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Printable ASCII and printable characters in valid UTF-8 stand as they are; `\` becomes `\\`; CR, LF and TAB become
 * `\r`, `\n` and `\t`; every other byte becomes `\xNN`. So the bytes can be had back, two greetings never give the same text,
 * and it has at most four times as many characters as there were bytes.
 */
export function escapeBanner(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    const character = length === 0 ? undefined : decode(bytes, at, length);
    if (character !== undefined && !UNSEEN.test(character) && bytes[at] !== BACKSLASH) {
      text += character;
    } else {
      for (const byte of bytes.subarray(at, at + Math.max(1, length))) text += escapeByte(byte);
    }
    at += Math.max(1, length);
  }
  return text;
}

function escapeByte(byte: number): string {
  return SHORT_ESCAPES.get(byte) ?? `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** Bytes of the well-formed UTF-8 sequence that begins there; 0: none does. Unicode Standard, table 3-7. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  // No overlong forms, no surrogates, nothing above U+10FFFF: the second byte tells.
  const second = bytes[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (length === 0 || second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function decode(bytes: Uint8Array, at: number, length: number): string {
  const lead = bytes[at] ?? 0;
  let codePoint = length === 1 ? lead : lead & (0x7f >> length);
  for (let next = at + 1; next < at + length; next += 1)
    codePoint = (codePoint << 6) | ((bytes[next] ?? 0) & 0x3f);
  return String.fromCodePoint(codePoint);
}
