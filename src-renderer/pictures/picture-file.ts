/** A part of the page -> the content of a picture file. Loaded when somebody exports one. */
import type { PictureKind } from '../../src-shared/contract/portolan-contract.ts';
import { writePng } from './picture-png.ts';
import { writeSvg } from './picture-svg.ts';
import { readPicture } from './read-picture.ts';

/** SVG as its text, PNG in base64. Throws Error where the browser cannot make a picture of this size. */
export async function pictureText(element: Element, title: string, kind: PictureKind): Promise<string> {
  // Letters that are not there yet would be measured as others.
  await document.fonts.ready;
  const picture = readPicture(element, title);
  return kind === 'svg' ? writeSvg(picture) : await writePng(picture);
}
