/** Makes a stranger's text harmless on a terminal. */

/**
 * Control characters (C0, DEL, C1), line and paragraph separators, invisible and bidirectional formatting and lone
 * surrogates become visible escapes ("\x1b", "\u202e"), so that no field can move the cursor, recolour or reorder a line.
 */
export function escapeTerminal(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
