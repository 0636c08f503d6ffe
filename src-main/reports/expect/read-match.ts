/** The hosts of a rule: "any", or what the field of targets reads. */
import type { HostRule, Place } from '../../../src-shared/scan/expect/expectations.ts';
import { parseTargets, type TargetItem } from '../../../src-shared/scan/target-spec.ts';
import { withExample } from './read-entries.ts';
import type { YamlNode } from './yaml-tree.ts';
import type { YamlReader } from './yaml-reader.ts';

type Match = Pick<HostRule, 'match' | 'matchesAny' | 'place' | 'placesOfMatch'>;

/** Null, with a fault, where it names nothing. */
export function readMatch(reader: YamlReader, node: YamlNode): Match | null {
  const items: TargetItem[] = [];
  const placesOfMatch: Place[] = [];
  let matchesAny = false;
  const before = reader.faults;
  for (const { text, node: textNode } of reader.texts(node, "'match'")) {
    if (text.trim().toLowerCase() === 'any') {
      matchesAny = true;
      continue;
    }
    // A block of any size may be matched: nothing of it is dialed.
    const spec = parseTargets(text, 'excludes');
    for (const { message, start, end, example } of spec.problems) {
      reader.fault(reader.tree.placeOfPart(textNode, start, end), withExample(message, example));
    }
    const item = placesOfMatch.push(reader.tree.placeOf(textNode)) - 1;
    for (const found of spec.items) items.push({ ...found, item });
  }
  const place = reader.tree.placeOf(node);
  const positive = items.filter(({ exclude }) => !exclude);
  if (!matchesAny && positive.length === 0) {
    if (reader.faults === before) reader.fault(place, nothingMatched(items.length > 0));
    return null;
  }
  if (matchesAny && positive.length > 0) {
    reader.fault(
      place,
      "'any' is every host: leave the others out, or write them as '!x' to take them away.",
    );
  }
  return { match: { items, problems: [] }, matchesAny, place, placesOfMatch };
}

function nothingMatched(hasExcludes: boolean): string {
  return hasExcludes
    ? "The rule only takes hosts away: name those it speaks of, or 'any'."
    : "The rule names no host: give names, addresses or 'any'.";
}
