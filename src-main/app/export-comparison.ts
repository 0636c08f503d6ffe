/** A comparison of two runs as a file for a person. */
import type { DiffFormat } from '../../src-shared/contract/portolan-contract.ts';
import type { ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { writeDiff } from '../reports/diff-formats.ts';
import { inPieces } from './export-report.ts';
import type { FileForPerson } from './host-abilities.ts';

const KINDS: Readonly<Record<DiffFormat, { readonly extension: string; readonly mediaType: string }>> = {
  text: { extension: '.txt', mediaType: 'text/plain; charset=utf-8' },
  json: { extension: '.json', mediaType: 'application/json' },
  markdown: { extension: '.md', mediaType: 'text/markdown; charset=utf-8' },
};

export function comparisonFile(diff: ScanDiff, format: DiffFormat): FileForPerson {
  const { extension, mediaType } = KINDS[format];
  return {
    fileName: `portolan-diff-${diff.before.id}-${diff.after.id}${extension}`,
    mediaType,
    content: inPieces(writeDiff(diff, format)),
  };
}
