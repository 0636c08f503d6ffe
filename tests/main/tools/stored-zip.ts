/** A ZIP archive whose files are stored as they are (APPNOTE.TXT 4.3), enough for a runtime of a few lines. */
import { crc32 } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly content: string;
  /** Unix permissions, such as 0o755. */
  readonly mode: number;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const MADE_ON_UNIX = (3 << 8) | VERSION;
const REGULAR_FILE = 0o100000;

/** The fields that local and central headers share: flags, method, time, date, checksum, sizes, name length, extra length. */
function commonFields(name: Buffer, content: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** The archive's bytes. */
export function storedZip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const content = Buffer.from(file.content);
    const common = commonFields(name, content);
    const local = Buffer.concat([uint32(LOCAL_HEADER), common, name, content]);
    // Comment length, disk number and internal attributes are zero; then external attributes and the local header's place.
    const tail = Buffer.concat([
      Buffer.alloc(6),
      uint32(((REGULAR_FILE | file.mode) << 16) >>> 0),
      uint32(offset),
    ]);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(MADE_ON_UNIX);
    directory.push(Buffer.concat([uint32(CENTRAL_HEADER), madeBy, common, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
