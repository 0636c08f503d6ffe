/** Makes a stranger's text harmless in Markdown: nothing of theirs becomes a cell, a link or markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#!|~&]/g, '\\$&');
}
