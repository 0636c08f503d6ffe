/** The longest item that the options allow. */
const MAX_ITEM = 4_096;

/**
 * The text of the target field as the list that a scan's options hold: one item for each word, so that a run started
 * here equals one started on the command line. Items stay as typed; their meaning is the core's to judge.
 */
export function splitTargets(text: string): string[] {
  const items: string[] = [];
  for (const word of withoutComments(text).split(/\s+/)) {
    const item = word.replace(/^,+|,+$/g, '');
    if (item === '') continue;
    if (item.length <= MAX_ITEM) items.push(item);
    else items.push(...item.split(',').filter((part) => part !== ''));
  }
  return items;
}

/** A pasted or dropped list as one line: lines become items, comments ("# …") and empty lines go. */
export function joinTargetLines(text: string): string {
  return withoutComments(text)
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/[,;]+$/, ''))
    .filter((line) => line !== '')
    .join(', ');
}

function withoutComments(text: string): string {
  return text.replace(/#[^\r\n]*/g, '');
}
