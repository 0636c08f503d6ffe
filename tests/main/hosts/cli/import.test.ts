/** `portolan import`, and nmap's XML wherever a report is read: the real command line on files of ours. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scanReportSchema } from '../../../../src-shared/scan/scan-report.ts';
import type { ChildResult } from '../../../helpers/child.ts';
import { nmapXml, type NmapDraft } from '../../../helpers/nmap-xml.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';
import { sampleReport } from '../../reports/sample-report.ts';

let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  await folder.dispose();
});

const portolan = (...args: string[]): Promise<ChildResult> =>
  runCli(args, { dataFolder: folder.path, cwd: folder.path });
const put = (name: string, text: string): Promise<void> => writeFile(path.join(folder.path, name), text);

const monday: NmapDraft = {
  hosts: [
    {
      address: '10.0.0.1',
      ports: [{ port: 22, state: 'open', service: 'ssh' }],
      extra: [{ state: 'closed', reason: 'conn-refused', ports: '1-21,23-100' }],
    },
  ],
};

test('takes our JSON and nmap XML into the history, each once, and says of the rest why not', async () => {
  await put('monday.xml', nmapXml(monday));
  await put('ours.json', JSON.stringify(sampleReport));
  await put('rows.csv', 'address,port\r\n');
  await put('cut.xml', nmapXml(monday).slice(0, -400));
  const first = await portolan('import', 'monday.xml', 'cut.xml', 'rows.csv', 'none.xml', 'ours.json');
  expect(first.code).toBe(2);
  expect(first.stdout).toMatch(/^monday\.xml: kept as (20260102-030405-\w{6}) \(1 host up, 1 open port\)$/m);
  expect(first.stdout).toContain('ours.json: kept as 20260102-030405-abcdef (2 hosts up, 2 open ports)');
  const complaints = first.stderr.trimEnd().split('\n');
  expect(complaints).toEqual([
    expect.stringMatching(
      /^portolan import: cut\.xml: .*line \d+, column \d+: the file ends inside <\w+>\.$/,
    ),
    expect.stringMatching(/^portolan import: rows\.csv: It is neither a JSON report nor nmap's XML/),
    expect.stringMatching(/^portolan import: none\.xml cannot be read: there is no such file\.$/),
  ]);

  const again = await portolan('import', 'monday.xml');
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toMatch(/^monday\.xml: in the history already, as /);
  const listed = await portolan('history', 'list', '--format', 'json');
  const runs = listed.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(runs).toHaveLength(2);
  expect(runs).toContainEqual(expect.objectContaining({ importedFrom: 'monday.xml' }));
});

test('an imported run is exported as it was read', async () => {
  await put('monday.xml', nmapXml(monday));
  const [, id = ''] = /kept as (\S+)/.exec((await portolan('import', 'monday.xml')).stdout) ?? [];
  const exported = await portolan('history', 'export', id, '-oJ', '-');
  const converted = await portolan('convert', 'monday.xml', '-', '--to', 'json');
  expect(converted).toMatchObject({ code: 0, stderr: '' });
  const report = scanReportSchema.parse(JSON.parse(converted.stdout));
  expect(scanReportSchema.parse(JSON.parse(exported.stdout))).toEqual(report);
  expect(report.hosts[0]?.ports).toMatchObject([{ port: 22, state: 'open', service: 'ssh' }]);

  const refused = await portolan('history', 'show', id);
  expect(refused.stdout).toContain('Not shown: 99 closed (conn-refused)');
  const resumed = await portolan('scan', '--resume', id);
  expect(resumed.code).toBe(2);
});

test('nmap XML is compared with our own reports, from files and from standard input', async () => {
  await put('monday.xml', nmapXml(monday));
  const tuesday = nmapXml({
    hosts: [
      {
        address: '10.0.0.1',
        ports: [
          { port: 22, state: 'open', service: 'ssh' },
          { port: 80, state: 'open', service: 'http' },
        ],
        extra: [{ state: 'closed', reason: 'conn-refused', ports: '1-21,23-79,81-100' }],
      },
    ],
  });
  await put('tuesday.xml', tuesday);
  await portolan('convert', 'tuesday.xml', 'tuesday.json');
  const same = await portolan('diff', 'tuesday.xml', 'tuesday.json');
  expect(same).toMatchObject({ code: 0, stderr: '' });
  const changed = await portolan('diff', 'monday.xml', 'tuesday.json');
  expect(changed).toMatchObject({ code: 1, stderr: '' });
  expect(changed.stdout).toContain('1 port opened');
  const piped = await runCli(['diff', '-', 'monday.xml'], {
    dataFolder: folder.path,
    cwd: folder.path,
    input: tuesday,
  });
  expect(piped.code).toBe(1);
  expect(piped.stdout).toContain('1 port closed');
  const wrong = await portolan('diff', 'monday.xml', 'tuesday.json', '--format', 'xml');
  expect(wrong.code).toBe(2);
});

test('another report under an id that the history has is kept beside it, and each is taken once', async () => {
  const other = structuredClone(sampleReport);
  const [first] = other.hosts;
  const [row] = first?.ports ?? [];
  const [rest] = first?.extraports ?? [];
  if (!row || !rest) throw new Error('The sample has no ports.');
  row.port = 23;
  rest.ports = '1-22,24-79,81-98,100';
  await put('ours.json', JSON.stringify(sampleReport));
  await put('other.json', JSON.stringify(other));
  await put('moved.json', JSON.stringify({ ...sampleReport, hosts: sampleReport.hosts.toReversed() }));
  await portolan('import', 'ours.json');
  const taken = await portolan('import', 'other.json', 'moved.json');
  expect(taken).toMatchObject({ code: 0, stderr: '' });
  const [, id = ''] = /^other\.json: kept as (20260102-030405-\w{6}) /m.exec(taken.stdout) ?? [];
  expect(id).not.toBe(sampleReport.id);
  expect(taken.stdout).toContain(
    `  The history has another scan under the id of this report, ${sampleReport.id}: this one is kept as ${id}.\n`,
  );
  expect(taken.stdout).toContain(`moved.json: in the history already, as ${sampleReport.id} `);
  const again = await portolan('import', 'other.json', 'ours.json');
  expect(again.stdout).toContain(`other.json: in the history already, as ${id} `);
  expect(again.stdout).toContain(`ours.json: in the history already, as ${sampleReport.id} `);
  expect((await portolan('diff', sampleReport.id, id)).stdout).toContain('23/tcp');
});

test('reports without an id of ours are told apart by the one they have, and each is taken once', async () => {
  for (const id of ['one', 'two']) await put(`${id}.json`, JSON.stringify({ ...sampleReport, id }));
  const { stdout } = await portolan('import', 'one.json', 'two.json');
  const ids = Array.from(stdout.matchAll(/kept as (20260102-030405-\w{6}) /g), ([, id]) => id);
  expect(new Set(ids).size).toBe(2);
  expect((await portolan('import', 'two.json')).stdout).toContain(
    `two.json: in the history already, as ${ids[1]} `,
  );
});
