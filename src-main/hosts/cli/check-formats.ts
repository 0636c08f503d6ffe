/** A check as text, Markdown or JSON. */
import { isViolation, type Finding } from '../../../src-shared/scan/expect/expect-finding.ts';
import { escapeTerminal } from '../../reports/escape-terminal.ts';
import type { CheckDocument } from '../../reports/expect/check-document.ts';
import {
  FINDING_WORDS,
  findingsByHost,
  hostOf,
  portsOf,
  unlistedFindings,
} from '../../reports/expect/finding-words.ts';
import { escapeMarkdown } from '../../reports/escape-markdown.ts';
import { formatColumns } from '../../reports/format-columns.ts';

export const CHECK_FORMATS = ['text', 'json', 'markdown'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** The version of the JSON form. */
const CHECK_SCHEMA = 'portolan-check/1';

const WRITERS: Readonly<Record<CheckFormat, (document: CheckDocument) => Iterable<string>>> = {
  text: writeText,
  json: writeJson,
  markdown: writeMarkdown,
};

export function writeCheck(document: CheckDocument, format: CheckFormat): Iterable<string> {
  return WRITERS[format](document);
}

function* writeJson({ file, report, result }: CheckDocument): Generator<string> {
  const { id, startedAt, status } = report;
  yield `${JSON.stringify({ schema: CHECK_SCHEMA, file, run: { id, startedAt, status }, ...result }, null, 2)}\n`;
}

function* writeText(document: CheckDocument): Generator<string> {
  const { result } = document;
  yield `${describeSides(document)}\n\n${result.headline}\n`;
  for (const findings of findingsByHost(result.findings).values()) {
    yield `\n${hostOf(findings[0]!)}\n`;
    yield formatColumns(
      findings.map((finding) => [
        `  ${portsOf(finding)}`,
        FINDING_WORDS[finding.kind],
        placeOf(finding, document),
        escapeTerminal(finding.message),
      ]),
    );
  }
  const rest = unlistedFindings(document);
  if (rest > 0) yield `\nAnd ${rest.toLocaleString('en-US')} more that are not listed.\n`;
}

function* writeMarkdown(document: CheckDocument): Generator<string> {
  const { result } = document;
  yield `# ${escapeMarkdown(result.headline)}\n\n${escapeMarkdown(describeSides(document))}\n`;
  for (const [title, isWanted] of [
    ['Not as agreed', isViolation],
    ['Not judged', (kind: Finding['kind']) => !isViolation(kind)],
  ] as const) {
    const findings = result.findings.filter(({ kind }) => isWanted(kind));
    if (findings.length === 0) continue;
    yield `\n## ${title}\n\n| Host | Port | Finding | Rule | What |\n| --- | --- | --- | --- | --- |\n`;
    for (const finding of findings) {
      const { kind, message } = finding;
      const cells = [
        hostOf(finding),
        portsOf(finding),
        FINDING_WORDS[kind],
        placeOf(finding, document),
        escapeTerminal(message),
      ];
      yield `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
    }
  }
}

function describeSides({ file, report }: CheckDocument): string {
  const when = `${report.startedAt.slice(0, 16).replace('T', ' ')}Z`;
  const name = file === '-' ? 'stdin' : file;
  return escapeTerminal(`${name} against ${report.id} (${when}, ${report.status})`);
}

/** As editors and terminals link it: "expectations.yaml:12:5". */
function placeOf({ place }: Finding, { file }: CheckDocument): string {
  if (place === null) return 'no rule';
  return escapeTerminal(`${file === '-' ? 'stdin' : file}:${place.line}:${place.column}`);
}
