import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { browserCommand } from '../../../../src-main/hosts/web/open-browser.ts';
import { listStaticFiles } from '../../../../src-main/hosts/web/static-files.ts';
import { createTempFolder } from '../../../helpers/temp-folder.ts';

test('lists regular files of known types, the page at the root, nothing else', async () => {
  const folder = await createTempFolder();
  await mkdir(path.join(folder.path, 'assets'));
  await writeFile(path.join(folder.path, 'index.html'), 'page');
  await writeFile(path.join(folder.path, 'assets', 'a b.js'), 'script');
  await writeFile(path.join(folder.path, 'assets', 'a.js.map'), 'source map');
  await symlink('/etc/passwd', path.join(folder.path, 'assets', 'link.js'));
  const files = await listStaticFiles(folder.path);
  expect([...files.keys()].sort()).toEqual(['/', '/assets/a%20b.js']);
  await folder.dispose();
});

test('a page that is not built is one sentence', async () => {
  const folder = await createTempFolder();
  await expect(listStaticFiles(path.join(folder.path, 'nowhere'))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('npm run build'),
  });
  await folder.dispose();
});

test.each([
  ['linux', 'xdg-open'],
  ['darwin', 'open'],
  ['win32', 'rundll32'],
] as const)('on %s the browser is opened by %s, the address one argument', (platform, program) => {
  const [command, args] = browserCommand(platform, 'http://127.0.0.1:1/enter/x?a&b');
  expect(command).toBe(program);
  expect(args.at(-1)).toBe('http://127.0.0.1:1/enter/x?a&b');
});
