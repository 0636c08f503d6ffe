import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../src-main/app/write-file-atomically.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

let folder: TempFolder;
const at = (name: string): string => path.join(folder.path, name);

beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.dispose());

describe('writeFileAtomically', () => {
  it('writes every piece, small and large, and leaves nothing beside the file', async () => {
    const pieces = ['ä', 'b'.repeat(70_000), '', '☃', 'c'.repeat(10)];
    await writeFileAtomically(at('report.csv'), pieces);
    expect(await readFile(at('report.csv'), 'utf8')).toBe(pieces.join(''));
    expect(await readdir(folder.path)).toEqual(['report.csv']);
  });

  it('writes bytes as they are, between texts and alone', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index);
    await writeFileAtomically(at('mixed'), ['ä', bytes, '☃']);
    expect(await readFile(at('mixed'))).toEqual(Buffer.concat([Buffer.from('ä'), bytes, Buffer.from('☃')]));
    await writeFileAtomically(at('picture.png'), [bytes]);
    expect(await readFile(at('picture.png'))).toEqual(Buffer.from(bytes));
  });

  it('replaces a file only once the new one is complete', async () => {
    await writeFile(at('report.json'), 'old');
    async function* text(): AsyncGenerator<string> {
      yield 'n'.repeat(100_000);
      expect(await readFile(at('report.json'), 'utf8')).toBe('old');
      yield 'ew';
    }
    await writeFileAtomically(at('report.json'), text());
    expect(await readFile(at('report.json'), 'utf8')).toBe(`${'n'.repeat(100_000)}ew`);
  });

  it('leaves everything as it was where the text breaks off', async () => {
    await writeFile(at('report.json'), 'old');
    function* text(): Generator<string> {
      yield 'new'.repeat(50_000);
      throw new RangeError('the scan is gone');
    }
    await expect(writeFileAtomically(at('report.json'), text())).rejects.toThrow(RangeError);
    expect(await readFile(at('report.json'), 'utf8')).toBe('old');
    expect(await readdir(folder.path)).toEqual(['report.json']);
  });

  it.each([
    ['a folder that is not there', 'missing/report.csv', 'that folder does not exist'],
    ['a folder in its place', 'taken', 'that is a folder'],
    ['a file for a folder', 'file/report.csv', 'a part of that path is a file, not a folder'],
  ])('says in a sentence what is wrong with %s', async (_what, name, sentence) => {
    await mkdir(at('taken'));
    await writeFile(at('file'), '');
    const failure = await writeFileAtomically(at(name), ['x']).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PortolanError);
    expect(failure).toMatchObject({
      code: 'unavailable',
      message: `${at(name)} could not be written: ${sentence}. Choose another place.`,
    });
    expect(await readdir(folder.path)).toEqual(['file', 'taken']);
  });
});
