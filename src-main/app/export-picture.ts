/** A chart as a file for a person. The window draws it; here it is looked through before it goes anywhere. */
import type { PictureKind } from '../../src-shared/contract/portolan-contract.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { checkSvg } from './check-svg.ts';
import type { FileForPerson } from './host-abilities.ts';
import { createReportInbox, type ReportInbox } from './report-inbox.ts';

/** The largest picture that is taken, in UTF-16 code units of its SVG or its base64. */
export const MAX_PICTURE_LENGTH = 24 * 1_048_576;
const TOO_LARGE = `The picture is too large: at most ${MAX_PICTURE_LENGTH / 1_048_576} MB are exported. Export a part of it.`;

/** PNG specification, 5.2 and 11.2.2: the signature, then a chunk IHDR of 13 bytes. */
const PNG_START = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex');

export function createPictureInbox(): ReportInbox {
  return createReportInbox(MAX_PICTURE_LENGTH, TOO_LARGE);
}

/** Throws PortolanError `invalid-input` where `text` is not what `kind` says. */
export function pictureFile(name: string, kind: PictureKind, text: string): FileForPerson {
  const fileName = `${fileStem(name)}.${kind}`;
  if (kind === 'svg') {
    const why = checkSvg(text);
    if (why !== null) throw refused(`it is no SVG of a chart (${why})`);
    return { fileName, mediaType: 'image/svg+xml', content: once(text) };
  }
  // Buffer.from forgives everything: what it did not understand does not come back.
  const bytes = Buffer.from(text, 'base64');
  const isPng =
    bytes.toString('base64') === text &&
    bytes.subarray(0, 16).equals(PNG_START) &&
    bytes.subarray(-12).equals(PNG_END);
  if (!isPng) throw refused('it is no PNG');
  return { fileName, mediaType: 'image/png', content: once(bytes) };
}

function refused(why: string): PortolanError {
  return new PortolanError('invalid-input', `The picture was not exported: ${why}.`);
}

/** What every file system takes, and no path. */
function fileStem(name: string): string {
  const stem = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 100);
  return stem === '' ? 'picture' : stem;
}

async function* once<T>(content: T): AsyncGenerator<T> {
  yield content;
}
