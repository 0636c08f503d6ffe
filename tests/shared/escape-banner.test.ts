import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeBanner } from '../../src-shared/scan/escape-banner.ts';
import { portReportSchema } from '../../src-shared/scan/scan-report.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const escapeText = (text: string): string => escapeBanner(bytesOf(text));

/** The test's own way back, written from the promise and not from the code. */
function unescape(text: string): Uint8Array {
  const short = new Map([
    ['\\\\', '\\'],
    ['\\r', '\r'],
    ['\\n', '\n'],
    ['\\t', '\t'],
  ]);
  const parts = text.match(/\\x[0-9a-f]{2}|\\.|[^\\]+/gu) ?? [];
  return Uint8Array.from(
    parts.flatMap((part) =>
      /^\\x../.test(part) ? [Number.parseInt(part.slice(2), 16)] : [...bytesOf(short.get(part) ?? part)],
    ),
  );
}

/** Bytes at random seldom make characters: text of every plane, and pieces of both. */
const greeting = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }).map(bytesOf),
      fc.string({ unit: 'grapheme', maxLength: 20 }).map(bytesOf),
      fc.constantFrom('\\', '\\x41', '\r\n', '\u202e', '\ufeff', '\u2028', '\u0085').map(bytesOf),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => Uint8Array.from(pieces.flatMap((piece) => [...piece])).subarray(0, 1_024));

describe('escapeBanner', () => {
  it.each([
    ['SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n', 'SSH-2.0-OpenSSH_9.2p1 Debian-2\\r\\n'],
    ['220 Zürich, 東京, 🙂\tready', '220 Zürich, 東京, 🙂\\tready'],
    ['C:\\x41', 'C:\\\\x41'],
    ['\u001b[2J\u0007\u007f', '\\x1b[2J\\x07\\x7f'],
    ['\u0085\u202egnp', '\\xc2\\x85\\xe2\\x80\\xaegnp'],
    ['\u2028\u00ad\u3164\ue000', '\\xe2\\x80\\xa8\\xc2\\xad\\xe3\\x85\\xa4\\xee\\x80\\x80'],
    ['', ''],
  ])('%j is kept as %j', (text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  it.each([
    ['an overlong slash', [0xc0, 0xaf], '\\xc0\\xaf'],
    ['a surrogate', [0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
    ['beyond the last code point', [0xf4, 0x90, 0x80, 0x80], '\\xf4\\x90\\x80\\x80'],
    ['a character that was cut off', [0x41, 0xe6, 0x9d], 'A\\xe6\\x9d'],
    ['a lead byte before a letter', [0xc3, 0x41], '\\xc3A'],
    ['a broken character before a whole one', [0xf0, 0x9f, 0xc3, 0xa9], '\\xf0\\x9fé'],
  ])('%s is no character', (_what, bytes, expected) => {
    expect(escapeBanner(Uint8Array.from(bytes))).toBe(expected);
  });

  it('holds nothing that acts, whatever the bytes', () => {
    fc.assert(
      fc.property(greeting, (bytes) => {
        expect(escapeBanner(bytes)).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Bidi_Control}]/u,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the bytes back', () => {
    fc.assert(
      fc.property(greeting, (bytes) => {
        expect([...unescape(escapeBanner(bytes))]).toEqual([...bytes]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows what TextDecoder reads and a person can see', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const seen = [...text].filter(
          (each) => !/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\\]/u.test(each),
        );
        for (const character of seen) expect(escapeText(character)).toBe(character);
      }),
      { numRuns: 500 },
    );
  });

  it('fits the report, however hostile', () => {
    const banner = portReportSchema.shape.banner;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1_024, maxLength: 1_024 }), (bytes) => {
        const text = escapeBanner(bytes);
        expect(text.length).toBeLessThanOrEqual(4_096);
        expect(banner.safeParse(text).success).toBe(true);
      }),
    );
    expect(escapeBanner(new Uint8Array(1_024))).toHaveLength(4_096);
  });
});
