/** Escaped text is read as GitHub reads a cell: by the rules of its specification, written down here once more. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkdown } from '../../../src-main/reports/escape-markdown.ts';

interface Read {
  /** As a person sees it. */
  readonly seen: string;
  /** Where links and mentions are looked for: all but code. */
  readonly prose: string;
}

/** GFM 4.10: a row's cells, in which an escaped bar is a bar; CommonMark 6.1 and 2.4: code first, then escapes. */
function readCells(row: string): Read[] {
  return Array.from(row.matchAll(/((?:\\[!-/:-@[-`{-~]|[^|])+)/g), ([cell]) =>
    readInline(cell.trim().replaceAll('\\|', '|')),
  );
}

function readInline(text: string): Read {
  let seen = '';
  let prose = '';
  for (let at = 0; at < text.length;) {
    const [fence = ''] = /^`+/.exec(text.slice(at)) ?? [];
    const rest = text.slice(at + fence.length);
    const close = fence === '' ? null : new RegExp(`(?<!\`)${fence}(?!\`)`).exec(rest);
    if (close) {
      const code = rest.slice(0, close.index);
      seen += /^ .* $/.test(code) && code.trim() !== '' ? code.slice(1, -1) : code;
      // What stands on both sides is not one word.
      prose += '\n';
      at += fence.length + close.index + fence.length;
      continue;
    }
    const isEscape = text[at] === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '');
    const char = text[isEscape ? at + 1 : at] ?? '';
    seen += char;
    prose += char;
    at += isEscape ? 2 : 1;
  }
  return { seen, prose };
}

const FOUND = /https?:\/\/|ftp:\/\/|www\.|mailto:|xmpp:|@\w|#\d/i;

test.each([
  'www.evil.example',
  'WWW.evil.example/a|b',
  'see https://evil.example/x',
  'ftp://evil.example',
  '@maintainers please',
  'root@evil.example',
  'mailto:root@evil.example',
  'fixes #12',
  '`https://evil.example`',
  '``a` @b',
  '@a\\|b',
])('%s is shown and is no link', (text) => {
  const [only, ...more] = readCells(` ${escapeMarkdown(text)} `);
  expect(more).toEqual([]);
  expect(only?.seen).toBe(text);
  expect(only?.prose).not.toMatch(FOUND);
});

test('plain text is not made code, markup of any kind is escaped', () => {
  expect(escapeMarkdown('OpenSSH 9.6 <b>*x*</b> [a](b)')).toBe(
    'OpenSSH 9.6 \\<b\\>\\*x\\*\\</b\\> \\[a\\](b)',
  );
});

test('any text is one cell that shows it, without a link', () => {
  const piece = fc.constantFrom('`', '``', '|', '\\', '@', 'www.', 'http://', '#1', 'a', ' ', '*', '<b>');
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const text = `x${pieces.join('')}x`;
      const cells = readCells(` ${escapeMarkdown(text)} `);
      expect(cells).toHaveLength(1);
      expect(cells[0]?.seen).toBe(text);
      expect(cells[0]?.prose).not.toMatch(FOUND);
    }),
  );
});
