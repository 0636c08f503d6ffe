/** Takes a YAML tree apart by its schema: mappings with known keys, lists, texts. Every fault is noted, with its place. */
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { ExpectProblem, Place } from '../../../src-shared/scan/expect/expectations.ts';
import { MAX_PROBLEMS, quote } from '../../../src-shared/scan/spec-problem.ts';
import { quoteNode, type YamlNode, type YamlTree } from './yaml-tree.ts';

/** A text of the file, and the node it stands in. */
export interface YamlText {
  readonly text: string;
  readonly node: YamlNode;
}

/** A key without a value is there, and undefined. */
export type YamlMapping = ReadonlyMap<string, YamlNode | undefined>;

/** Lists in lists (by aliases) as deep as this are flattened. */
const MAX_NESTED = 4;
/** More entries than the longest file can write out: only aliases of aliases make them. */
const MAX_ENTRIES = 262_144;

export class YamlReader {
  readonly tree: YamlTree;
  readonly problems: ExpectProblem[] = [];
  readonly #told = new Set<string>();
  #entriesLeft = MAX_ENTRIES;
  #faults = 0;

  constructor(tree: YamlTree) {
    this.tree = tree;
  }

  /** Faults so far, also those that were not noted. */
  get faults(): number {
    return this.#faults;
  }

  /** Notes a fault, up to as many as a person reads; once, however many aliases lead to it. */
  fault(place: Place, message: string): void {
    this.#faults++;
    const key = `${place.line}:${place.column} ${message}`;
    if (this.problems.length === MAX_PROBLEMS || this.#told.has(key)) return;
    this.#told.add(key);
    this.problems.push({ message: message.slice(0, 1_024), place });
  }

  faultAt(node: YamlNode, message: string): void {
    this.fault(this.tree.placeOf(node), message);
  }

  /**
   * The values of a mapping by key; undefined for a key without one, which is a fault, as unknown and repeated keys are.
   * Null where the node is no mapping.
   */
  mapping(given: YamlNode, what: string, keys: readonly string[]): YamlMapping | null {
    const node = this.#real(given);
    if (node === undefined) return null;
    if (!isMap(node)) {
      this.faultAt(given, `${what} is a mapping of ${listed(keys)}, not ${quoteNode(node)}.`);
      return null;
    }
    const values = new Map<string, YamlNode | undefined>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : null;
      if (name === null || !keys.includes(name)) {
        this.faultAt(key as YamlNode, unknownKey(name, what, keys));
      } else if (values.has(name)) {
        this.faultAt(key as YamlNode, `${quote(name)} stands here twice: keep one.`);
      } else {
        values.set(name, isEmpty(value) ? undefined : (value as YamlNode));
        if (isEmpty(value))
          this.faultAt(key as YamlNode, `${quote(name)} has no value: give one, or leave it out.`);
      }
    }
    return values;
  }

  /** A text, as it is written: numbers too. Null, with a fault, where it is none. */
  text(given: YamlNode, what: string): YamlText | null {
    const node = this.#real(given);
    if (node === undefined) return null;
    if (!isScalar(node)) {
      this.faultAt(given, `${what} is one value, not ${quoteNode(node)}.`);
      return null;
    }
    if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:str') {
      this.fault(this.tree.placeOfTag(node), unquotedTag(node.tag));
      return null;
    }
    const text = String(node.value);
    if (text.trim() === '') {
      this.faultAt(given, `${what} is empty here: give a value, or leave it out.`);
      return null;
    }
    return { text, node };
  }

  /** The texts of a list, or of one text that stands for a list; lists in it, as aliases make them, are flattened. */
  texts(given: YamlNode, what: string, depth = 0): YamlText[] {
    const node = this.#real(given);
    if (node === undefined) return [];
    if (!isSeq(node) || depth === MAX_NESTED) {
      const text = this.text(given, what);
      return text ? [text] : [];
    }
    const texts: YamlText[] = [];
    for (const item of node.items) {
      if (--this.#entriesLeft < 0) {
        if (this.#entriesLeft === -1)
          this.faultAt(given, 'Aliases of aliases make this list too long to be read.');
        return texts;
      }
      const inner = this.texts(item as YamlNode, depth === 0 ? `an entry of ${what}` : what, depth + 1);
      for (const text of inner) texts.push(text);
    }
    return texts;
  }

  /** The nodes of a list. */
  items(given: YamlNode, what: string): readonly YamlNode[] {
    const node = this.#real(given);
    if (node === undefined) return [];
    if (isSeq(node)) return node.items as readonly YamlNode[];
    this.faultAt(given, `${what} is a list: begin each entry with '- '.`);
    return [];
  }

  /** What an alias stands for; undefined, with a fault, where nothing of its name comes before it. */
  #real(given: YamlNode): YamlNode | undefined {
    const node = this.tree.targetOf(given);
    if (!isAlias(node)) return node;
    const name = `*${node.source}`;
    this.faultAt(
      given,
      `${quote(name)} means the value of an anchor ('&'), and there is none before it: put it in quotes.`,
    );
    return undefined;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.type === 'PLAIN' && value.value === '' && !value.tag);
}

function unknownKey(name: string | null, what: string, keys: readonly string[]): string {
  if (name === '<<') return "Merge keys ('<<') are not read: write the keys out.";
  const shown = name === null ? 'This' : quote(name);
  const close = name === null ? undefined : keys.find((key) => isClose(key, name.toLowerCase()));
  const advice = close === undefined ? `it may hold ${listed(keys)}` : `is ${quote(close)} meant?`;
  return `${shown} is no key of ${what.charAt(0).toLowerCase()}${what.slice(1)}: ${advice}${close === undefined ? '.' : ''}`;
}

/** The same but for a letter or two, or one begins with the other. */
function isClose(key: string, name: string): boolean {
  if (name.length >= 3 && (key.startsWith(name) || name.startsWith(key))) return true;
  return Math.abs(key.length - name.length) <= 2 && key.length > 3 && distance(key, name) <= 2;
}

/** Levenshtein's. Both texts are short: the name is no longer than a key by more than two. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

function unquotedTag(tag: string): string {
  if (/^![^!]/.test(tag))
    return `${quote(tag)} begins with '!', which YAML takes for a tag: put it in quotes.`;
  return `The tag ${quote(tag)} says nothing here: leave it out.`;
}

function listed(words: readonly string[]): string {
  const [last = '', ...before] = words.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
}
