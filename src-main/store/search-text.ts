/**
 * What a search finds, said once for what JavaScript and SQLite look through: SQLite's own `lower()` knows the letters of
 * ASCII alone, so that nothing with an "Ä" in it would be found.
 */

/** Capitals and small letters of every script are one. */
export function foldText(text: string): string {
  return text.toLowerCase();
}

type SearchFunction = (text: unknown, sought: unknown) => 0 | 1;

/** Functions that the history's statements call: each of a column's text and what is sought, folded. */
export const SEARCH_FUNCTIONS: Readonly<Record<string, SearchFunction>> = {
  text_holds: (text, sought) => flag(foldText(String(text)).includes(String(sought))),
  names_hold: (lines, sought) => flag(holdsName(String(lines), String(sought))),
};

/** `lines`: lists of names in JSON, one a line; lines can be empty. A quote or bracket of the JSON is no part of a name. */
function holdsName(lines: string, sought: string): boolean {
  // Nearly every list is without it, which is seen before any of it is read.
  if (!foldText(lines).includes(JSON.stringify(sought).slice(1, -1))) return false;
  return lines
    .split('\n')
    .some(
      (line) => line !== '' && (JSON.parse(line) as string[]).some((name) => foldText(name).includes(sought)),
    );
}

function flag(holds: boolean): 0 | 1 {
  return holds ? 1 : 0;
}
