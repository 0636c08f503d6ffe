/** Public addresses need a person's word. Here one is given to `lo`, so that a dial would be seen and could go nowhere else. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Listener, openListener } from '../helpers/listeners.ts';
import { runCli } from '../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { assertInsideNamespace } from './firewall.ts';

const run = promisify(execFile);
const PUBLIC = ['8.8.8.8', '2606:4700::1111'];

let folder: TempFolder;
let listeners: Listener[];

beforeEach(async () => {
  assertInsideNamespace();
  folder = await createTempFolder();
  for (const address of PUBLIC) {
    const prefix = address.includes(':') ? '128' : '32';
    await run('ip', [
      'address',
      'add',
      `${address}/${prefix}`,
      'dev',
      'lo',
      ...(prefix === '128' ? ['nodad'] : []),
    ]);
  }
  listeners = await Promise.all(PUBLIC.map((address) => openListener(address, 4_443)));
});
afterEach(async () => {
  await Promise.all(listeners.map((listener) => listener.close()));
  for (const address of PUBLIC) {
    await run('ip', ['address', 'del', `${address}/${address.includes(':') ? '128' : '32'}`, 'dev', 'lo']);
  }
  await folder.dispose();
});

const accepted = (): number[] => listeners.map((listener) => listener.accepted);

test.each(PUBLIC)(
  '%s is refused without --yes: one line, exit 2, nothing dialed, nothing kept',
  async (address) => {
    const options = { dataFolder: folder.path };
    const refused = await runCli(['scan', '127.0.0.1', address, '-p', '4443', '-Pn'], options);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^portolan scan: .* Add --yes if you are\.\n$/);
    expect(refused.stderr).toContain(address);
    expect(accepted()).toEqual([0, 0]);
    const history = await runCli(['history'], options);
    expect(history.stdout).toBe('There are no scans in the history.\n');
  },
);

test('with --yes they are scanned', async () => {
  const result = await runCli(['scan', ...PUBLIC, '-p', '4443', '--yes'], { dataFolder: folder.path });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout.match(/^4443\/tcp +open/gm)).toHaveLength(2);
  expect(accepted().every((count) => count > 0)).toBe(true);
});

test('so it is with those that an expectation file asks for', async () => {
  const [target = ''] = PUBLIC;
  const file = path.join(folder.path, 'expect.yaml');
  await writeFile(
    file,
    `version: 1\nhosts:\n  - { match: ${target}, open: { must: 4443 } }\nscan: { targets: ${target}, ports: 4443 }\n`,
  );
  const options = { dataFolder: folder.path };
  const refused = await runCli(['check', file], options);
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Add --yes') });
  expect(accepted()).toEqual([0, 0]);
  expect(await runCli(['check', file, '--yes'], options)).toMatchObject({ code: 0 });
  expect(accepted()[0]).toBeGreaterThan(0);
});
