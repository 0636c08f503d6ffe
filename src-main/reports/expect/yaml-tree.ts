/**
 * YAML text -> a tree of texts, with places and with every syntax error as a sentence. Nothing is converted: 0o22, 1e3 and
 * "yes" stay as they are written, so that what a value may be is said in one place. Aliases are followed by hand: nothing
 * is expanded before it is asked for, and a bomb of them never goes off.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLError } from 'yaml';
import {
  MAX_EXPECT_LENGTH,
  type ExpectProblem,
  type Place,
} from '../../../src-shared/scan/expect/expectations.ts';
import { MAX_PROBLEMS, quote } from '../../../src-shared/scan/spec-problem.ts';
import { sentenceOfYaml } from './yaml-sentences.ts';

export type YamlNode = Node | null;

export interface YamlTree {
  /** Null where the file is empty. */
  readonly root: YamlNode;
  /** Of an alias: what it stands for. */
  readonly targetOf: (node: YamlNode) => YamlNode;
  readonly placeOf: (node: YamlNode, within?: YamlNode) => Place;
  /** From a node's tag on. */
  readonly placeOfTag: (node: Node) => Place;
  /** The place of a part of a scalar's text; of all of it where the text is not written as it is read. */
  readonly placeOfPart: (node: YamlNode, start: number, end: number) => Place;
}

/** Never throws. With problems there is no tree: what follows a wrong indent would be guessed. */
export function parseYaml(given: string): { tree: YamlTree | null; problems: readonly ExpectProblem[] } {
  const text = given.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const placeAt = (start: number, end: number): Place => placeBetween(lines, start, Math.max(start, end));
  const unreadable = faultOfWhole(text);
  if (unreadable !== null) {
    const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    return { tree: null, problems: [{ message: unreadable, place }] };
  }
  const document = parseDocument(text, {
    schema: 'failsafe',
    // Found by ourselves: the library compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const aliases = new AliasTable();
  const problems = firstOfEachLine(
    document.errors.map((error) => ({
      message: sentenceOfYaml(error, text),
      place: placeAt(...spanOf(error, text)),
    })),
  );
  if (problems.length > 0) return { tree: null, problems };
  const root: YamlNode = document.contents;
  aliases.gather(root);
  const placeOf = (node: YamlNode, within: YamlNode = null): Place => {
    const [start = 0, end = start] = node?.range ?? within?.range ?? [];
    return placeAt(start, isScalar(node) ? trimmedEnd(text, start, end) : endOfLine(text, start, end));
  };
  return {
    tree: {
      root,
      targetOf: (node) => aliases.targetOf(node),
      placeOf,
      placeOfTag: ({ range }) => {
        const [start = 0, end = start] = range ?? [];
        let at = text.lastIndexOf('!', start);
        while (text[at - 1] === '!') at--;
        return placeAt(Math.max(0, at), trimmedEnd(text, start, end));
      },
      placeOfPart: (node, start, end) => {
        if (!isScalar(node) || !node.range) return placeOf(node);
        const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
        const first = node.range[0] + (isQuoted ? 1 : 0);
        const value = String(node.value);
        const isPlain = text.slice(first, first + value.length) === value;
        return isPlain ? placeAt(first + start, first + end) : placeOf(node);
      },
    },
    problems: [],
  };
}

/** Null: the text can be taken apart. */
function faultOfWhole(text: string): string | null {
  if (isUtf16(text)) return "The file is saved as UTF-16, as Windows' PowerShell does: save it as UTF-8.";
  if (text.length <= MAX_EXPECT_LENGTH) return null;
  return `The file is too large: at most ${MAX_EXPECT_LENGTH / 1_024} kB are read.`;
}

/** Read as UTF-8, its byte order mark is no character, and every other byte of its first letters is zero. */
function isUtf16(text: string): boolean {
  return /^(?:\uFFFD{2})?(?:(?:[^\0]\0){2}|(?:\0[^\0]){2})/.test(text);
}

/** An anchor's name may be used again; an alias means the latest before it. */
class AliasTable {
  readonly #anchors = new Map<string, Node>();
  readonly #targets = new Map<Node, Node>();

  /** In the order of the text; the parser has bounded the depth. */
  gather(node: unknown): void {
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target) this.#targets.set(node, target);
      return;
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        this.gather(key);
        this.gather(value);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) this.gather(item);
    }
    // Only now: what is inside cannot mean the whole, so nothing is without end.
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
  }

  targetOf(node: YamlNode): YamlNode {
    return isAlias(node) ? (this.#targets.get(node) ?? node) : node;
  }
}

function placeBetween(lines: LineCounter, start: number, end: number): Place {
  const from = lines.linePos(start);
  const to = lines.linePos(end);
  const line = Math.max(1, from.line);
  return {
    line,
    column: Math.max(1, from.col),
    endLine: Math.max(line, to.line),
    endColumn: Math.max(1, to.col),
  };
}

/** A value of several lines ends where its text ends, not at the next key. */
function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

/** A list or mapping is shown where it begins: all of it would be half the file. */
function endOfLine(text: string, start: number, end: number): number {
  const [line = ''] = text.slice(start, end).split(/[\r\n]/, 1);
  return start + line.trimEnd().length;
}

/** An error at the very end of the text is shown at its last visible character. */
function spanOf({ pos: [start, end] }: YAMLError, text: string): [number, number] {
  if (start < text.length) return [start, Math.min(end, text.length)];
  const last = text.trimEnd().length;
  return [Math.max(0, last - 1), last];
}

/** One mistake often has several errors behind it: the first of a line is told. */
function firstOfEachLine(problems: readonly ExpectProblem[]): ExpectProblem[] {
  const byLine = new Map<number, ExpectProblem>();
  for (const problem of problems) {
    if (!byLine.has(problem.place.line)) byLine.set(problem.place.line, problem);
    if (byLine.size === MAX_PROBLEMS) break;
  }
  return [...byLine.values()].sort((a, b) => a.place.line - b.place.line);
}

/** How somebody's node reads in a sentence. */
export function quoteNode(node: YamlNode): string {
  if (isScalar(node)) return quote(String(node.value));
  return isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : 'nothing';
}
