/** Puts the table between its two marks in a page. */

const BEGIN = '<!-- bench -->';
const END = '<!-- /bench -->';

/** The page with the table in it. Throws where the marks are missing or in the wrong order. */
export function withBenchTable(page: string, table: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) {
    throw new Error(`The page has no place for the table: write ${BEGIN} and ${END} where it belongs.`);
  }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${page.slice(end)}`;
}
