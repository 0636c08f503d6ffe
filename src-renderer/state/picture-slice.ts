/** Pictures of charts as files: handed to the core in pieces, which gives them to the person as any export. */
import type { Delivery, PictureKind } from '../../src-shared/contract/portolan-contract.ts';
import { startDownload } from '../start-download.ts';
import { sentenceOf, type CreateSlice } from './slice.ts';

export interface PictureFile {
  readonly kind: PictureKind;
  /** The file's name without its ending. */
  readonly name: string;
  /** SVG as its text, PNG in base64. */
  readonly text: string;
}

export interface PictureSlice {
  exportPicture(file: PictureFile): Promise<void>;
  /** Tells where a file went, or lets the browser fetch it. */
  receiveDelivery(delivery: Delivery): void;
}

/** UTF-16 code units of one message, as for reports. */
const PIECE_LENGTH = 150_000;

export const createPictureSlice: CreateSlice<PictureSlice> = ({ get, core }) => {
  let pictures = 0;

  async function send({ kind, name, text }: PictureFile): Promise<Delivery | null> {
    pictures += 1;
    const upload = `picture-${pictures}`;
    let delivery: Delivery | null = null;
    for (let from = 0, piece = 0; from < text.length; from += PIECE_LENGTH, piece += 1) {
      const last = from + PIECE_LENGTH >= text.length;
      const part = text.slice(from, from + PIECE_LENGTH);
      ({ delivery } = await core.call('picture.export', { upload, piece, text: part, last, name, kind }));
    }
    return delivery;
  }

  return {
    async exportPicture(file) {
      try {
        const delivery = await send({ ...file, name: file.name.slice(0, 120) });
        if (delivery) get().receiveDelivery(delivery);
      } catch (error) {
        get().notify({ tone: 'error', message: `Nothing was exported. ${sentenceOf(error)}` });
      }
    },

    receiveDelivery(delivery) {
      if (delivery.kind === 'download') startDownload(delivery.url, delivery.fileName);
      else if (delivery.kind === 'saved') {
        get().notify({ tone: 'info', message: `Saved as ${delivery.path}` });
      }
    },
  };
};
