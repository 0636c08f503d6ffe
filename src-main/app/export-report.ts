/** A run as a file for a person. */
import type { CallContext } from '../../src-shared/contract/define.ts';
import type { Delivery, ExportFormat } from '../../src-shared/contract/portolan-contract.ts';
import { reportFormats } from '../reports/formats.ts';
import type { ReportSource } from '../reports/report-source.ts';
import type { HostAbilities } from './host-abilities.ts';

/** Text is handed on in pieces of at least this many UTF-16 code units. */
const PIECE_LENGTH = 65_536;

export function exportReport(
  report: ReportSource,
  format: ExportFormat,
  abilities: HostAbilities,
  context: CallContext,
): Promise<Delivery> {
  const { extensions, mediaType, write } = reportFormats[format];
  const fileName = `portolan-${report.id}${extensions[0]}`;
  return abilities.deliverFile({ fileName, mediaType, content: inPieces(write(report)) }, context);
}

/** Puts lines together to larger pieces, and lets other work in between those of a long file. */
export async function* inPieces(lines: Iterable<string>): AsyncGenerator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
  if (piece !== '') yield piece;
}
