/** `portolan check` from end to end, on loopback: what it scans, what it says, and how it ends. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChildResult } from '../../../helpers/child.ts';
import { findClosedPort, type Listener, openListener } from '../../../helpers/listeners.ts';
import { refusalReason } from '../../../helpers/refusal.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

let folder: TempFolder;
let dataFolder: string;
let open: Listener;
let closed: number;

beforeAll(async () => {
  folder = await createTempFolder();
  dataFolder = path.join(folder.path, 'data');
  open = await openListener('127.0.0.1');
  closed = await findClosedPort('127.0.0.1');
});
afterAll(async () => {
  await open.close();
  await folder.dispose();
});

function portolan(...args: string[]): Promise<ChildResult> {
  return runCli(args, { dataFolder, cwd: folder.path });
}

/** Writes an expectation file; the scan asks the closed port alone, unless another one must be open. */
async function expectations(name: string, open: string, scan = `{ targets: 127.0.0.1, ports: ${closed} }`) {
  await writeFile(
    path.join(folder.path, name),
    `version: 1\nhosts:\n  - match: 127.0.0.1\n    open: ${open}\nscan: ${scan}\n`,
  );
}

describe('a scan by the file', () => {
  test('is 0 where all is as agreed, and asks what must be open in any case', async () => {
    await expectations('good.yaml', `{ must: ${open.port} }`);
    const { code, stdout, stderr } = await portolan('check', 'good.yaml');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^good\.yaml against \S+ \(.*Z, completed\)\n\nAs agreed: 1 host, 2 ports\n$/);
    expect((await portolan('history', 'list')).stdout).toContain(`${closed},${open.port}`);
  });

  test('is 1 where it is not, with the place in the file', async () => {
    await expectations('bad.yaml', `{ must: ${closed} }`);
    const { code, stdout } = await portolan('check', 'bad.yaml', '-p', `${open.port}`, '--no-save');
    expect(code).toBe(1);
    const unexpected = new RegExp(`^  ${open.port}/tcp +unexpected +bad\\.yaml:3:12 +${open.port} `, 'm');
    expect(stdout).toMatch(unexpected);
    expect(stdout).toContain(`${closed} must be open and is closed (${await refusalReason()}).`);
  });

  test('is 3 where a demand could not be judged, and 0 where that is allowed', async () => {
    await expectations('other.yaml', 'none', `{ targets: 127.0.0.2, ports: ${closed} }`);
    const text = await readFile(path.join(folder.path, 'other.yaml'), 'utf8');
    await writeFile(path.join(folder.path, 'other.yaml'), text.replace('open: none', 'answers: must'));
    const { code, stdout } = await portolan('check', 'other.yaml');
    expect(code).toBe(3);
    expect(stdout).toContain('It must answer, and it is not among the targets of this run.');
    expect((await portolan('check', 'other.yaml', '--run', 'latest', '--allow-unjudged')).code).toBe(0);
  });
});

describe('files', () => {
  test('every mistake has a line of its own, as editors link it', async () => {
    await expectations('wrong.yaml', '{ must: 22:80, may: 70000 }', '{ tagets: x }');
    const { code, stdout, stderr } = await portolan('check', 'wrong.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ').slice(0, 3).join(' ')),
    ).toEqual([
      'portolan check: wrong.yaml:4:19:',
      'portolan check: wrong.yaml:4:31:',
      'portolan check: wrong.yaml:5:7:',
      'portolan check: wrong.yaml:5:9:',
    ]);
  });

  test('a file is written from a run, agrees with it, is judged from a report alike, and is not overwritten', async () => {
    await portolan('scan', '127.0.0.1', '-p', `${open.port},${closed}`, '-oJ', 'run.json');
    const written = await portolan('check', '--write', 'new.yaml', '--run', 'latest');
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const printed = await portolan('check', '--write', '-', '--report', 'run.json');
    expect(printed.stdout).toBe(await readFile(path.join(folder.path, 'new.yaml'), 'utf8'));
    expect((await portolan('check', 'new.yaml', '--run', 'latest')).code).toBe(0);
    expect((await portolan('check', 'new.yaml', '--report', 'run.json')).code).toBe(0);
    expect((await portolan('check', 'new.yaml')).code).toBe(0);
    expect((await portolan('check', '--write', 'new.yaml', '--run', 'latest')).code).toBe(2);
  });

  test('JUnit, SARIF and JSON say the same as the text', async () => {
    await expectations('ci.yaml', 'none', `{ targets: 127.0.0.1, ports: ${open.port} }`);
    const out = await portolan(
      'check',
      'ci.yaml',
      '--junit',
      'ci.xml',
      '--sarif',
      'ci.sarif',
      '--format',
      'json',
    );
    expect(out.code).toBe(1);
    expect(JSON.parse(out.stdout)).toMatchObject({
      schema: 'portolan-check/1',
      file: 'ci.yaml',
      verdict: 'not-agreed',
      findings: [{ kind: 'unexpected-open', address: '127.0.0.1', port: open.port, place: { line: 3 } }],
    });
    const xml = await readFile(path.join(folder.path, 'ci.xml'), 'utf8');
    expect(xml).toContain(`<testcase name="${open.port}/tcp unexpected" classname="127.0.0.1"`);
    const sarif = JSON.parse(await readFile(path.join(folder.path, 'ci.sarif'), 'utf8')) as {
      runs: { results: unknown[] }[];
    };
    expect(sarif.runs[0]?.results).toHaveLength(1);
    const folderAside = path.join(folder.path, 'aside');
    await mkdir(folderAside);
    const aside = await runCli(['check', '../ci.yaml', '--run', 'latest', '--sarif', '-'], {
      dataFolder,
      cwd: folderAside,
    });
    expect(aside.stdout).toContain(`"uri": "${pathToFileURL(path.join(folder.path, 'ci.yaml')).href}"`);
    expect(aside.stdout).not.toContain('%SRCROOT%');
    const onStandard = await portolan('check', 'ci.yaml', '--run', 'latest', '--junit', '-');
    expect(onStandard.stdout).toMatch(/^<\?xml/);
  });
});
