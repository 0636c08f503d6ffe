import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_POLICY, locateFile, servePage } from '../../../../src-main/hosts/electron/page-protocol.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

let folder: TempFolder;
let root: string;
let serve: (request: Request) => Promise<Response>;

beforeAll(async () => {
  folder = await createTempFolder();
  root = path.join(folder.path, 'renderer');
  await mkdir(path.join(root, 'assets'), { recursive: true });
  await writeFile(path.join(root, 'index.html'), '<!doctype html>');
  await writeFile(path.join(root, 'assets/app-1a2b.js'), 'export {};');
  await writeFile(path.join(root, '.hidden.js'), 'secret');
  await writeFile(path.join(root, 'notes.txt'), 'secret');
  await writeFile(path.join(folder.path, 'outside.js'), 'secret');
  serve = servePage(root);
});
afterAll(() => folder.dispose());

describe('servePage', () => {
  it.each([
    ['app://portolan/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://portolan/index.html?x=1#/history', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://portolan/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'export {};'],
  ])('serves %s under the policy', async (address, type, body) => {
    const response = await serve(new Request(address));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(body);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    'app://portolan/',
    'app://portolan/assets',
    'app://portolan/assets/',
    'app://portolan/missing.js',
    'app://portolan/notes.txt',
    'app://portolan/.hidden.js',
    'app://portolan/../outside.js',
    'app://portolan/%2e%2e/outside.js',
    'app://portolan/..%2foutside.js',
    'app://portolan/%2e%2e%2foutside.js',
    'app://portolan/assets/..%2f..%2foutside.js',
    'app://portolan/..%5coutside.js',
    'app://portolan/assets/app-1a2b.js%00.html',
    'app://portolan//etc/passwd.html',
    'app://portolan/%zz.html',
    'app://other/index.html',
    'https://portolan/index.html',
  ])('does not serve %s', async (address) => {
    const response = await serve(new Request(address));
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it.each(['POST', 'HEAD', 'DELETE'])('does not answer %s', async (method) => {
    expect((await serve(new Request('app://portolan/index.html', { method }))).status).toBe(405);
  });
});

describe('locateFile', () => {
  it('never names a file outside its folder, however the path is written', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      '%00',
      'a.js',
      '%61.js',
      '//',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const file = locateFile(root, `app://portolan/${parts.join('')}`);
        if (file === null) return;
        expect(path.relative(root, file)).toMatch(/^[\w-]/);
        expect(path.resolve(file)).toBe(file);
      }),
      { numRuns: 2_000 },
    );
  });
});
