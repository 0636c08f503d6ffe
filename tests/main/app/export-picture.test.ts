import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createPictureInbox, MAX_PICTURE_LENGTH, pictureFile } from '../../../src-main/app/export-picture.ts';
import { checkSvg } from '../../../src-main/app/check-svg.ts';

const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">${inside}</svg>`;

/** A PNG of one black pixel; the checksums are not looked at. */
function onePixel(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    Buffer.from('0000000049454e44ae426082', 'hex'),
  ]);
}

async function contentOf(file: ReturnType<typeof pictureFile>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of file.content) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

test('a picture becomes a file of its kind, byte for byte', async () => {
  const text = svg('<title>Ports</title><path d="M0 0h9v9z" fill="#ffffff"/><text x="1" y="2">é</text>');
  const drawing = pictureFile('Port map of hv-01.lan', 'svg', text);
  expect(drawing).toMatchObject({ fileName: 'Port-map-of-hv-01.lan.svg', mediaType: 'image/svg+xml' });
  expect((await contentOf(drawing)).toString('utf8')).toBe(text);
  const png = onePixel();
  const pixels = pictureFile('x', 'png', png.toString('base64'));
  expect(pixels.fileName).toBe('x.png');
  expect(await contentOf(pixels)).toEqual(png);
});

test.each([
  ['../../etc/passwd', 'etc-passwd.svg'],
  ['C:\\con', 'C-con.svg'],
  ['2001:db8::1', '2001-db8-1.svg'],
  ['...', 'picture.svg'],
  ['\u202egnp\0', 'gnp.svg'],
])('the name %j is no path', (name, fileName) => {
  expect(pictureFile(name, 'svg', svg('')).fileName).toBe(fileName);
});

test.each([
  ['a script', svg('<script>alert(1)</script>')],
  ['a handler', svg('<path d="M0 0" onload="alert(1)"/>')],
  ['a style', svg('<path d="M0 0" style="fill:url(http://x)"/>')],
  ['foreign content', svg('<foreignObject><p/></foreignObject>')],
  ['a link', svg('<a href="http://x"><path d="M0 0"/></a>')],
  ['an image from elsewhere', svg('<image xlink:href="http://x/a.png"/>')],
  ['an image that is an SVG', svg('<image xlink:href="data:image/svg+xml;base64,AAAA"/>')],
  ['ink from elsewhere', svg('<path d="M0 0" fill="url(http://x#a)"/>')],
  ['a DOCTYPE', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`],
  ['an instruction', `<?xml-stylesheet href="http://x"?>${svg('')}`],
  ['no end', svg('').slice(0, -1)],
  ['HTML', '<html></html>'],
  ['SVG of no namespace', '<svg/>'],
  ['nothing', ''],
])('an SVG with %s is refused', (_what, text) => {
  expect(checkSvg(text)).not.toBeNull();
  expect(() => pictureFile('x', 'svg', text)).toThrow(/The picture was not exported: it is no SVG/);
});

test.each([
  ['text', Buffer.from('<svg/>').toString('base64')],
  ['a part', onePixel().subarray(0, -4).toString('base64')],
  ['more than one', Buffer.concat([onePixel(), Buffer.from('x')]).toString('base64')],
  ['what is no base64', `${onePixel().toString('base64')}!`],
])('a PNG that is %s is refused', (_what, text) => {
  expect(() => pictureFile('x', 'png', text)).toThrow(/it is no PNG/);
});

test('a picture arrives in pieces, and no larger than agreed', () => {
  const inbox = createPictureInbox();
  const piece = 'x'.repeat(150_000);
  expect(inbox.take('c', { upload: 'a', piece: 0, text: '<sv', last: false })).toBeNull();
  expect(inbox.take('c', { upload: 'a', piece: 1, text: 'g/>', last: true })).toBe('<svg/>');
  const pieces = Math.ceil(MAX_PICTURE_LENGTH / piece.length);
  const send = (): void => {
    for (let number = 0; number <= pieces; number++) {
      inbox.take('c', { upload: 'b', piece: number, text: piece, last: false });
    }
  };
  expect(send).toThrow(/too large: at most 24 MB/);
});
