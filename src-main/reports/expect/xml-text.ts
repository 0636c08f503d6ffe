/** Text inside XML 1.0, whatever it holds. */

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Escapes for element content and quoted attributes. Characters that XML 1.0 cannot hold (section 2.2) and invisible
 * formatting are shown as "\x1b", "\u202e"; line ends and tabs as references, so that an attribute keeps them.
 */
export function escapeXml(text: string): string {
  return text.replaceAll(
    /[&<>"'\t\n\r]|[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\p{Cc}\p{Cf}]/gu,
    (char) => {
      const named = NAMED[char];
      if (named !== undefined) return named;
      const code = char.codePointAt(0) ?? 0;
      return code <= 0xff
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}
