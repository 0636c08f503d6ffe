/** A comparison as text, JSON or Markdown. */
import type { ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { writeDiffJson } from './diff-json.ts';
import { writeDiffMarkdown } from './diff-markdown.ts';
import { writeDiffText } from './diff-text.ts';

export const DIFF_FORMATS = ['text', 'json', 'markdown'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

const WRITERS: Readonly<Record<DiffFormat, (diff: ScanDiff) => Iterable<string>>> = {
  text: writeDiffText,
  json: writeDiffJson,
  markdown: writeDiffMarkdown,
};

/** The text in pieces, made while they are taken. Nothing of a stranger's in it acts on a terminal or as markup. */
export function writeDiff(diff: ScanDiff, format: DiffFormat): Iterable<string> {
  return WRITERS[format](diff);
}
