/** What electron-builder makes of our configuration, with a runtime of a few bytes in place of the real one. */
import { copyFile, cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChild } from '../../helpers/child.ts';
import { inRepository } from '../../helpers/repository.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

/** Electron's mark before its fuses, their version and number, and their states as released ('0' off, '1' on). */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10110001'),
]);
const PROJECT = [
  'dist/main/main.js',
  'dist/main/main.js.map',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'dist/worker/scan-worker.js',
  'src-main/hosts/electron/main.ts',
  'tests/secret.test.ts',
  'node_modules/zod/package.json',
];

let folder: TempFolder;
let unpacked: string;

beforeAll(async () => {
  folder = await createTempFolder();
  const at = (file: string): string => path.join(folder.path, file);
  const write = async (file: string, content: string | Buffer): Promise<void> => {
    await mkdir(path.dirname(at(file)), { recursive: true });
    await writeFile(at(file), content, { mode: 0o755 });
  };
  for (const file of PROJECT)
    await write(file, file.endsWith('.json') ? '{"name":"zod","version":"1.0.0"}' : 'x');
  await write(
    'runtime/electron',
    Buffer.concat([Buffer.from('\u007FELF'), Buffer.alloc(64), FUSE_WIRE, Buffer.alloc(64)]),
  );
  await write('runtime/version', '45.4.1');
  // The one dependency that is not bundled, as it is installed.
  for (const module of ['koffi', '@koromix'])
    await cp(inRepository(`node_modules/${module}`), at(`node_modules/${module}`), { recursive: true });
  await mkdir(at('assets'));
  for (const file of ['electron-builder.yml', 'package.json', 'assets/icon.png']) {
    await copyFile(inRepository(file), at(file));
  }
  const builder = inRepository('node_modules/electron-builder/cli.js');
  const offline = [`-c.electronDist=${at('runtime')}`, '-c.electronVersion=45.4.1'];
  const result = await runChild(process.execPath, [builder, '--linux', '--dir', ...offline], {
    cwd: folder.path,
  });
  expect(result, result.stderr).toMatchObject({ code: 0 });
  const name = (await readdir(at('release'))).find((entry) => entry.endsWith('-unpacked')) ?? '';
  unpacked = path.join(folder.path, 'release', name);
}, 120_000);
afterAll(() => folder.dispose());

describe('the packed app', () => {
  it('holds the build and its manifest, no sources, tests, dependencies or source maps', () => {
    const files = listPackage(path.join(unpacked, 'resources/app.asar'), { isPack: false });
    const own = files.filter((file) => !file.startsWith('/node_modules/'));
    expect(own.filter((file) => path.extname(file) !== '').toSorted()).toEqual([
      '/dist/main/main.js',
      '/dist/preload/preload.cjs',
      '/dist/renderer/index.html',
      '/dist/worker/scan-worker.js',
      '/package.json',
    ]);
  });

  it('has the worker beside the archive as a real file', async () => {
    expect(await readdir(path.join(unpacked, 'resources/app.asar.unpacked/dist/worker'))).toEqual([
      'scan-worker.js',
    ]);
  });

  it('has the native module there too, without its sources, and it loads', async () => {
    const beside = path.join(unpacked, 'resources/app.asar.unpacked');
    const modules = await readdir(path.join(beside, 'node_modules'), { recursive: true });
    expect(modules.filter((file) => /\.(cc|hh|h|md|d\.ts)$/.test(file))).toEqual([]);
    expect(modules.filter((file) => file.startsWith('zod'))).toEqual([]);
    const script = `require('module').createRequire(process.argv[1])('koffi').load(null)`;
    const worker = path.join(beside, 'dist/worker/scan-worker.js');
    expect(await runChild(process.execPath, ['-e', script, worker])).toMatchObject({ code: 0, stderr: '' });
  });

  it('runs only itself: no plain Node, no NODE_OPTIONS, no inspector, only from its own archive', async () => {
    const wire = await getCurrentFuseWire(path.join(unpacked, 'portolan'));
    const isOn = (fuse: FuseV1Options): boolean => String.fromCharCode(wire[fuse] ?? 0) === '1';
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      fileProtocolPrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      fileProtocolPrivileges: false,
    });
  });
});
