import { readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

let folder: TempFolder;
let dataFolder: string;
beforeAll(async () => {
  folder = await createTempFolder();
  dataFolder = path.join(folder.path, 'data');
  await writeFile(path.join(folder.path, 'hosts.txt'), '# ours\n127.0.0.1\n\n127.0.0.900 # a slip\n');
  await writeFile(path.join(folder.path, 'empty.txt'), '# nobody\n');
  await writeFile(path.join(folder.path, 'broken.json'), '{"schema":');
  await writeFile(path.join(folder.path, 'rules.yaml'), 'version: 1\nhosts: [{match: any}]\n');
  await writeFile(
    path.join(folder.path, 'wrong.yaml'),
    'version: 1\nhosts:\n  - match: any\n    macth: any\n',
  );
  await writeFile(path.join(folder.path, 'other.json'), '{"schema":"other/1"}');
  await writeFile(path.join(folder.path, 'hostile.csv'), 'address,\u001b[31mport\n');
  await writeFile(path.join(folder.path, 'good.txt'), '127.0.0.1\n');
  await symlink(path.join(folder.path, 'rules.yaml'), path.join(folder.path, 'link.yaml'));
  await symlink(folder.path, path.join(folder.path, 'way'));
});
afterAll(() => folder.dispose());

/** What is typed, and what the one line must hold: the wrong thing and the way out of it. */
const WRONG: readonly [line: string, ...holds: string[]][] = [
  ['nonsense', 'There is no command "nonsense"', 'Example: portolan scan 192.168.1.1'],
  ['import', "Missing required argument 'FILE'", 'Example: portolan import'],
  ['import FOLDER/none.xml', 'none.xml cannot be read: there is no such file'],
  ['import FOLDER/broken.json', 'broken.json: The report is not JSON'],
  ['check', 'No expectation file is named', 'Example: portolan check'],
  ['check FOLDER/none.yaml', 'none.yaml cannot be read: there is no such file'],
  ['check FOLDER/wrong.yaml', "wrong.yaml:4:5: 'macth' is no key of a rule: is 'match' meant?"],
  ['check FOLDER/empty.txt --run latest', "empty.txt:1:1: The file is empty: begin with 'version: 1'"],
  ['check FOLDER/rules.yaml', 'rules.yaml does not say what to scan', '--run ID or --report FILE'],
  ['check FOLDER/rules.yaml --run latest', 'There is no ended scan in the history'],
  ['check FOLDER/rules.yaml --run nosuchrun', 'There is no scan "nosuchrun"'],
  ['check FOLDER/rules.yaml --run a --report b', '--run and --report exclude each other'],
  ['check FOLDER/rules.yaml --run a -p 22', '-p says how to scan, and --run judges'],
  ['check FOLDER/rules.yaml --report FOLDER/broken.json', 'broken.json', 'not JSON'],
  ['check FOLDER/rules.yaml --junit - --sarif -', 'Standard output can hold only one document'],
  ['check FOLDER/rules.yaml --junit FOLDER', 'it is a folder'],
  ['check FOLDER/rules.yaml --junit FOLDER/./rules.yaml', 'is read here, and what is in it would be lost'],
  ['check FOLDER/rules.yaml --sarif FOLDER/link.yaml', 'link.yaml is read here'],
  ['check FOLDER/link.yaml --junit FOLDER/way/rules.yaml', 'rules.yaml is read here', 'another file'],
  ['check FOLDER/rules.yaml --report FOLDER/other.json --sarif FOLDER/other.json', 'other.json is read here'],
  ['check FOLDER/rules.yaml --junit FOLDER/new.xml --sarif FOLDER/way/new.xml', 'is named for two reports'],
  ['check --write FOLDER/new.xml --run a --junit FOLDER/new.xml', 'new.xml is named for two reports'],
  ['check FOLDER/rules.yaml --format xml', '--format takes text, json, markdown'],
  ['check - --report -', 'Standard input holds one of them'],
  ['check --write new.yaml', '--write needs a run', 'Example: portolan check --write'],
  ['check FOLDER/rules.yaml --write new.yaml --run a', '--write makes a file: leave'],
  ['check --write FOLDER/rules.yaml --run a', 'rules.yaml is there already', 'choose another name'],
  ['scan', 'There is no target.', 'Example: portolan scan 192.168.1.0/24'],
  ['scan 127.0.0.300', "'127.0.0.300'", '300 is over 255', 'Example: portolan scan'],
  ['scan 127.0.0.1/33', "'127.0.0.1/33'", 'Example: portolan scan'],
  ['scan 127.1', "'127.1'", 'Example: portolan scan'],
  ['scan http://localhost/', 'Example: portolan scan'],
  ['scan 127.0.0.1 127.0.0.5-3', "'127.0.0.5-3'", 'Example: portolan scan'],
  ['scan 127.0.0.1 -p', '-p needs a value'],
  ['scan 127.0.0.1 -p 70000', '70000', 'Example: '],
  ['scan 127.0.0.1 -p 90-80', '90-80', 'Example: '],
  ['scan 127.0.0.1 -p nosuchservice', 'nosuchservice', 'Example: '],
  ['scan 127.0.0.1 -p 22 -F', '-p, --top-ports and -F exclude each other'],
  ['scan 127.0.0.1 --top-ports 0', '--top-ports takes a whole number from 1'],
  ['scan 127.0.0.1 -T9', '-T takes 0 (slowest) to 5 (fastest), not "9"', '-T4'],
  ['scan 127.0.0.1 --max-retries -1', '--max-retries takes a whole number from 0 to 50, not "-1"'],
  ['scan 127.0.0.1 --host-timeout soon', '--host-timeout takes a time', '"soon"', '5m'],
  ['scan 127.0.0.1 --max-rate 0', '--max-rate takes a number above 0'],
  ['scan 127.0.0.1 --seed x', '--seed takes a whole number'],
  ['scan 127.0.0.1 --dialer raw', '--dialer takes auto, portable, epoll, not "raw"'],
  ['scan 127.0.0.1 --opne', "'--opne'", 'Did you mean --open?'],
  ['scan 127.0.0.1 -sS', 'by connecting (-sT)'],
  ['scan 127.0.0.1 -oX x.xml', '-oX', 'not in this version', '-oJ'],
  ['scan 127.0.0.1 -oG x', '-oG', 'not in this version', '-oC'],
  ['scan 127.0.0.1 -oJ - -oC -', 'Standard output can hold only one document'],
  ['scan 127.0.0.1 --events -oJ -', 'Standard output can hold only one document'],
  ['scan 127.0.0.1 -oJ same -oC same', 'same is named for two reports'],
  ['scan 127.0.0.1 -oJ FOLDER/link.yaml -oC FOLDER/rules.yaml', 'rules.yaml is named for two reports'],
  ['scan -iL FOLDER/good.txt -oA FOLDER/good', 'good.txt is read here'],
  ['scan 127.0.0.1 --excludefile FOLDER/good.txt -oC FOLDER/way/good.txt', 'good.txt is read here'],
  ['history export nosuchrun -oJ FOLDER/new.x -oN FOLDER/./new.x', 'is named for two reports'],
  ['scan 127.0.0.1 -oA -', '-oA writes three files'],
  ['scan 127.0.0.1 -oJ FOLDER', 'it is a folder'],
  ['scan 127.0.0.1 -oJ FOLDER/none/x.json', 'its folder does not exist'],
  ['scan -iL FOLDER/none.txt', 'none.txt cannot be read: there is no such file'],
  ['scan -iL FOLDER', 'cannot be read: it is a folder'],
  ['scan -iL FOLDER/hosts.txt', "'127.0.0.900'", 'line 4 of', 'hosts.txt', 'Example: '],
  ['scan -iL FOLDER/empty.txt', 'There is no target in', 'empty.txt'],
  ['scan 127.0.0.1 --exclude 127.0.0.0.1', "'127.0.0.0.1'", 'portolan scan 192.168.1.0/24 --exclude'],
  ['scan 127.0.0.1 --exclude 127.0.0.0/8', 'nothing to scan', 'exclude'],
  ['scan --resume nosuchrun', 'nosuchrun', 'portolan history list'],
  ['scan --resume x 127.0.0.1', 'leave "127.0.0.1" out'],
  ['scan --resume x -T4', 'leave "-T" out'],
  ['history nonsense', 'not "nonsense"', 'Example: portolan history list'],
  ['history show', "'ID'", 'Example: portolan history show'],
  ['history show nosuchrun', 'There is no scan "nosuchrun"', 'portolan history list'],
  ['history export nosuchrun', 'No format is named', '-oJ'],
  ['history delete nosuchrun', 'There is no scan "nosuchrun"'],
  ['history list --limit x', '--limit takes a whole number'],
  ['diff one', 'Only one scan is named ("one")', 'Example: portolan diff'],
  ['diff - -', 'Standard input holds one report'],
  ['diff one two', 'There is no scan "one"'],
  ['diff FOLDER/none.json two', 'none.json cannot be read: there is no such file'],
  ['diff FOLDER/broken.json FOLDER/broken.json', 'broken.json', 'not JSON'],
  ['diff FOLDER/other.json FOLDER/other.json', 'other/1', 'portolan-scan/1'],
  ['diff FOLDER/empty.txt FOLDER/hostile.csv --format yaml', '--format takes text, json, markdown'],
  ['convert FOLDER/hostile.csv out.json', 'hostile.csv', 'no column "hostname"'],
  ['convert FOLDER/other.json FOLDER/way/other.json', 'other.json is read here'],
  ['convert FOLDER/other.json -', '--to', 'Example: portolan convert'],
  ['convert FOLDER/other.json out.xml', '"xml" is not in this version'],
  ['convert FOLDER/other.json out.csv extra', 'Example: portolan convert'],
  ['serve --port 99999', '--port "99999" is not a port', 'Example: portolan serve --port 8080'],
  ['serve --prot 1', '--prot', 'Example: portolan serve'],
];

describe.concurrent('one line, exit 2, nothing started', () => {
  test.each(WRONG)('%s', async (line, ...holds) => {
    const args = line.split(' ').map((arg) => arg.replace('FOLDER', folder.path));
    const { code, stdout, stderr } = await runCli(args, { dataFolder, cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringMatching(/^portolan/), '']);
    for (const text of holds) expect(stderr).toContain(text);
    expect(stderr).not.toContain('\u001b');
  });
});

test('without a command it shows how it is used, and that this is not done', async () => {
  const { code, stdout, stderr } = await runCli([], { dataFolder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: portolan COMMAND');
});

test.each([
  ['--help'],
  ['scan', '--help'],
  ['scan', '-h'],
  ['serve', '--help'],
  ['history', '--help'],
  ['history', 'list', '--help'],
  ['diff', '--help'],
  ['convert', '--help'],
  ['import', '--help'],
  ['check', '--help'],
])('portolan %s %s shows help with examples on standard output', async (...args) => {
  const { code, stdout, stderr } = await runCli(args, { dataFolder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^(Usage: portolan|Portolan )/);
  expect(stdout).toContain('portolan ');
});

test('--version says which, without opening the history', async () => {
  const { code, stdout } = await runCli(['--version'], { dataFolder: path.join(folder.path, 'untouched') });
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^portolan \d+\.\d+\.\d+\n$/) });
  expect(await readdir(folder.path)).not.toContain('untouched');
});
