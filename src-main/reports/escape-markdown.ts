/**
 * Makes a stranger's text harmless in Markdown: nothing of theirs becomes a cell, a link, a mention or markup.
 *
 * GitHub and others look for addresses, "@user" and "#12" in the text that is left once backslashes are taken away, so no
 * backslash keeps them from being found; in code nobody looks for them. What could be one is therefore shown as code.
 */
export function escapeMarkdown(text: string): string {
  return LIVE.test(text) ? asCode(text) : text.replace(/[\\`*_{}[\]<>#!|~&]/g, '\\$&');
}

/** Of GitHub Flavored Markdown (section 6.9, autolinks), and of GitHub itself: mentions, issues by number. */
const LIVE = /:\/\/|www\.|(?:mailto|xmpp):|@|#\d|\bGH-\d/i;

/** A bar would end a cell of a table even in code, so it stands between two pieces of it. */
function asCode(text: string): string {
  return text
    .split('|')
    .map((piece) => (piece === '' ? '' : codeSpan(piece)))
    .join('\\|');
}

/** CommonMark section 6.1: between more backticks than stand together in it; blanks at its ends are kept by one more. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const needsRoom = /^[ `]|[ `]$/.test(text) && text.trim() !== '';
  return needsRoom ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
