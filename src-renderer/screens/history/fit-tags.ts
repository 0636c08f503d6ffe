/** How many of the most used tags stand in History's head; the others are in the menu. */

export interface CountedTag {
  readonly tag: string;
  readonly runs: number;
}

/** More of them are a list, not a choice. */
const MOST = 3;
/** Px of a letter of a chip, of all around them, and of the widest text of one (history-screen.css). */
const LETTER = 7;
const AROUND = 32;
const WIDEST_TEXT = 120;

/** The first tags whose chips fit into so many px beside each other. */
export function fitTags<Tag extends CountedTag>(tags: readonly Tag[], room: number): Tag[] {
  const fitting: Tag[] = [];
  let left = room;
  for (const counted of tags.slice(0, MOST)) {
    const text = Math.min(WIDEST_TEXT, counted.tag.length * LETTER);
    left -= text + String(counted.runs).length * LETTER + AROUND;
    if (left < 0) break;
    fitting.push(counted);
  }
  return fitting;
}
