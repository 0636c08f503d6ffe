/** `portolan diff` of scans that do not match: what cannot be compared, and what a file left out, is said. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diffDocumentSchema } from '../../../../src-main/reports/diff-json.ts';
import { nmapXml } from '../../../helpers/nmap-xml.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';
import { makeReport, type RunDraft } from '../../../shared/make-report.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(async () => {
  await folder.dispose();
});

const diff = (...args: string[]) => runCli(['diff', ...args], { dataFolder: folder.path, cwd: folder.path });

async function keep(name: string, draft: RunDraft): Promise<void> {
  await writeFile(path.join(folder.path, name), JSON.stringify(makeReport({ id: name, ...draft })));
}

const up = { ports: { 'syn-ack': '22', reset: '23' } };

test.each<[string, RunDraft, RunDraft]>([
  ['the two runs have no host in common', { hosts: { '10.0.0.1': up } }, { hosts: { '10.0.0.2': up } }],
  [
    'the two runs asked different ports',
    { hosts: { '10.0.0.1': up } },
    { hosts: { '10.0.0.1': { ports: { reset: '80' } } } },
  ],
  [
    'no host was asked to the end in both runs',
    { targets: ['10.0.0.0/30'], hosts: { '10.0.0.1': up } },
    { targets: ['10.0.0.0/30'], status: 'stopped', hosts: {} },
  ],
])('exits 2 where %s, and says so beside the document', async (why, before, after) => {
  await keep('before.json', before);
  await keep('after.json', after);
  const text = await diff('before.json', 'after.json');
  expect(text).toMatchObject({ code: 2, stderr: `portolan diff: Nothing to compare: ${why}.\n` });
  expect(text.stdout).toContain(`\nNothing to compare: ${why}\n`);
  const json = await diff('before.json', 'after.json', '--format', 'json');
  expect(json).toMatchObject({ code: 2, stderr: text.stderr });
  expect(diffDocumentSchema.parse(JSON.parse(json.stdout))).toMatchObject({
    comparable: false,
    different: false,
    headline: `Nothing to compare: ${why}`,
  });
});

test('says what a file of nmap has that is left out, as import does', async () => {
  const ports = ['udp', 'sctp'].map(
    (protocol) =>
      `<port protocol="${protocol}" portid="53"><state state="open" reason="udp-response"/><service name="domain"/></port>`,
  );
  const xml = nmapXml({ hosts: [{ address: '10.0.0.1', ports: [{ port: 80, state: 'open' }] }] });
  await writeFile(path.join(folder.path, 'plain.xml'), xml);
  await writeFile(path.join(folder.path, 'mixed.xml'), xml.replace('</ports>', `${ports.join('')}</ports>`));
  const result = await diff('plain.xml', 'mixed.xml');
  expect(result).toMatchObject({
    code: 0,
    stderr: 'portolan diff: mixed.xml: 2 ports are left out: not TCP.\n',
  });
  const taken = await runCli(['import', 'mixed.xml'], { dataFolder: folder.path, cwd: folder.path });
  expect(taken.stdout).toContain('  2 ports are left out: not TCP.\n');
  const [, id = ''] = /kept as (\S+)/.exec(taken.stdout) ?? [];
  expect((await diff('plain.xml', id)).stderr).toBe(result.stderr.replace('mixed.xml', id));
});
