/** Standard input and output as the commands use them: whole texts in, text out, and a quiet end when the reader goes. */
import type { Readable, Writable } from 'node:stream';
import { PortolanError } from '../../../src-shared/contract/wire.ts';

/** Small pieces are gathered to about this many UTF-16 code units for each write. */
const PIECE_LENGTH = 65_536;

export interface TextOutput {
  /** Resolves once the text is handed on; at once where the reader has gone. Throws where writing fails otherwise. */
  write(text: string | Iterable<string>): Promise<void>;
  /** The reader has gone (`| head`): nothing more arrives, and that is no error. */
  readonly isBroken: boolean;
  /** Called once when the reader goes. */
  onBroken(listener: () => void): void;
}

export function createTextOutput(stream: Writable): TextOutput {
  let failure: Error | undefined;
  let isBroken = false;
  const listeners: (() => void)[] = [];
  stream.on('error', (error: Error) => {
    const code = 'code' in error ? error.code : undefined;
    if (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') {
      failure = error;
      return;
    }
    if (isBroken) return;
    isBroken = true;
    for (const listener of listeners) listener();
  });

  async function writePiece(piece: string): Promise<void> {
    if (isBroken) return;
    // The callback comes with or after the error event.
    await new Promise<void>((resolve) => {
      stream.write(piece, () => resolve());
    });
    if (failure !== undefined) {
      throw new PortolanError('unavailable', `Standard output could not be written: ${failure.message}.`);
    }
  }

  return {
    async write(text) {
      if (typeof text === 'string') return await writePiece(text);
      let piece = '';
      for (const part of text) {
        piece += part;
        if (piece.length < PIECE_LENGTH) continue;
        await writePiece(piece);
        piece = '';
        if (isBroken) return;
      }
      if (piece !== '') await writePiece(piece);
    },
    get isBroken() {
      return isBroken;
    },
    onBroken(listener) {
      listeners.push(listener);
    },
  };
}

/** Reads a stream to its end as UTF-8. Throws PortolanError `invalid-input` where it holds more than `maxBytes`. */
export async function readAll(stream: Readable, maxBytes: number, what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new PortolanError(
        'invalid-input',
        `${what} holds more than ${maxBytes / 1_048_576} MiB: split it.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
