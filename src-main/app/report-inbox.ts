/** Puts a person's file together from its pieces: bounded, one for each connection, in order or not at all. */
import { PortolanError } from '../../src-shared/contract/wire.ts';

/** The largest report that is taken, in UTF-16 code units; larger ones are for `portolan convert`. */
export const MAX_IMPORT_LENGTH = 64 * 1_048_576;
const TOO_LARGE = `The report is too large: at most ${MAX_IMPORT_LENGTH / 1_048_576} MB are taken into the history.`;
/** Connections that may be sending one at the same time; the oldest gives way. */
const MAX_UPLOADS = 4;

export interface Piece {
  readonly upload: string;
  readonly piece: number;
  readonly text: string;
  readonly last: boolean;
}

export interface ReportInbox {
  /** Takes a piece; the whole text with the last one, null before. Throws PortolanError `invalid-input`. */
  take(connectionId: string, piece: Piece): string | null;
}

/** At most `maxLength` UTF-16 code units of each file; `tooLarge` is said of more. */
export function createReportInbox(maxLength = MAX_IMPORT_LENGTH, tooLarge = TOO_LARGE): ReportInbox {
  const uploads = new Map<string, { upload: string; pieces: string[]; length: number }>();
  return {
    take: (connectionId, { upload, piece, text, last }) => {
      const known = uploads.get(connectionId);
      const current = piece === 0 ? { upload, pieces: [], length: 0 } : known;
      uploads.delete(connectionId);
      if (!current || current.upload !== upload || current.pieces.length !== piece) {
        throw new PortolanError('invalid-input', 'The file did not arrive whole: open it once more.');
      }
      current.pieces.push(text);
      current.length += text.length;
      if (current.length > maxLength) throw new PortolanError('invalid-input', tooLarge);
      if (last) return current.pieces.join('');
      uploads.set(connectionId, current);
      const oldest = uploads.keys().next();
      if (uploads.size > MAX_UPLOADS && !oldest.done) uploads.delete(oldest.value);
      return null;
    },
  };
}
