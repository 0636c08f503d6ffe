import { readdir, readFile, symlink, writeFile, lstat } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ScanEvent, scanEventSchema } from '../../../../src-shared/scan/scan-event.ts';
import { type ScanReport, scanReportSchema } from '../../../../src-shared/scan/scan-report.ts';
import { type ChildResult, runChild } from '../../../helpers/child.ts';
import { findClosedPort, type Listener, openListener } from '../../../helpers/listeners.ts';
import { refusalReason } from '../../../helpers/refusal.ts';
import { programFile } from '../../../helpers/repository.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

let folder: TempFolder;
let open: Listener;
let closed: number;
/** `-p` for the one open and the one closed port. */
let ports: string;

beforeAll(async () => {
  folder = await createTempFolder();
  open = await openListener('127.0.0.1');
  closed = await findClosedPort('127.0.0.1');
  ports = `${open.port},${closed}`;
});
afterAll(async () => {
  await open.close();
  await folder.dispose();
});

const inFolder = (name: string): string => path.join(folder.path, name);
let dataFolders = 0;
const freshData = (): string => inFolder(`data-${(dataFolders += 1)}`);

function portolan(
  args: readonly string[],
  options: { dataFolder?: string; input?: string } = {},
): Promise<ChildResult> {
  const { dataFolder = freshData(), ...rest } = options;
  return runCli(args, { ...rest, dataFolder, cwd: folder.path });
}

function readReport(text: string): ScanReport {
  return scanReportSchema.parse(JSON.parse(text));
}

describe('streams', () => {
  test('without an output flag the readable report is on standard output, and nothing on the other', async () => {
    const { code, stdout, stderr } = await portolan(['scan', '127.0.0.1', '-p', ports]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Scan report for 127.0.0.1');
    expect(stdout).toMatch(/^PORT +STATE +SERVICE +REASON$/m);
    expect(stdout).toMatch(new RegExp(`^${open.port}/tcp +open .*syn-ack$`, 'm'));
    expect(stdout).toMatch(new RegExp(`^${closed}/tcp +closed .*${await refusalReason()}$`, 'm'));
    expect(stdout.trimEnd().split('\n').at(-1)).toContain('1 open, 1 closed, 0 filtered');
  });

  test('"-" holds the JSON document and nothing else', async () => {
    const { code, stdout, stderr } = await portolan(['scan', '127.0.0.1', '-p1-1024', '-oJ', '-']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { hosts, options, status } = readReport(stdout);
    expect({ status, ports: options.ports }).toEqual({ status: 'completed', ports: '1-1024' });
    const told =
      (hosts[0]?.ports.length ?? 0) + (hosts[0]?.extraports ?? []).reduce((sum, run) => sum + run.count, 0);
    expect(told).toBe(1_024);
  });

  test('a host that is given up with ports not asked ends with exit code 3, in the scan and not in its report', async () => {
    const dataFolder = freshData();
    const slow = ['-p1-1000', '--max-rate', '20', '--host-timeout', '600ms'];
    const { code, stdout, stderr } = await portolan(['scan', '127.0.0.1', ...slow, '-oJ', '-'], {
      dataFolder,
    });
    const { id, status, hosts } = readReport(stdout);
    expect({ code, status, reason: hosts[0]?.reason }).toEqual({
      code: 3,
      status: 'completed',
      reason: 'host-timeout',
    });
    expect(stderr).toContain('its remaining ports have no verdict');
    expect((await portolan(['history', 'show', id], { dataFolder })).code).toBe(0);
  });

  test('"-" holds the CSV and nothing else', async () => {
    const { code, stdout, stderr } = await portolan(['scan', '127.0.0.1', '-p', ports, '-oC', '-']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\r\n')[0]).toBe(
      'address,hostname,port,protocol,state,reason,service,rtt_ms,attempts,confidence,scan_id,scanned_at',
    );
    const rows: Record<string, string>[] = parse(stdout, { columns: true, record_delimiter: '\r\n' });
    expect(rows.map(({ port, state }) => [Number(port), state]).sort()).toEqual(
      [
        [open.port, 'open'],
        [closed, 'closed'],
      ].sort(),
    );
  });

  test('files hold their reports whole, standard output holds nothing, no temporary file stays', async () => {
    const { code, stdout, stderr } = await portolan(['scan', '127.0.0.1', '-p', ports, '-oA', 'all']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readReport(await readFile(inFolder('all.json'), 'utf8')).status).toBe('completed');
    expect(await readFile(inFolder('all.csv'), 'utf8')).toContain(`127.0.0.1,,${open.port},tcp,open`);
    expect(await readFile(inFolder('all.txt'), 'utf8')).toContain('PORT');
    expect((await readdir(folder.path)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('an existing file is replaced, a link is followed, a device is written to', async () => {
    await writeFile(inFolder('old.json'), 'old');
    await symlink('old.json', inFolder('link.json'));
    const { code } = await portolan([
      'scan',
      '127.0.0.1',
      '-p',
      ports,
      '-oJ',
      'link.json',
      '-oC',
      '/dev/null',
    ]);
    expect(code).toBe(0);
    expect((await lstat(inFolder('link.json'))).isSymbolicLink()).toBe(true);
    expect(readReport(await readFile(inFolder('old.json'), 'utf8')).hosts).toHaveLength(1);
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test('a reader that goes away is no error', async () => {
    const script =
      '"$0" "$1" scan 127.0.0.1 -p 1-2000 --all-ports --no-save | head -1; exit "${PIPESTATUS[0]}"';
    const { code, stdout, stderr } = await runChild('bash', [
      '-c',
      script,
      process.execPath,
      programFile('cli'),
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toHaveLength(2);
  });

  test.runIf(process.platform === 'linux').each(['-oJ -', '-oC -', '-oN -', '--events'])(
    'a full disk behind %s is one line and exit 3',
    async (output) => {
      const script = `"$0" "$1" scan 127.0.0.1 -p ${ports} ${output} > /dev/full`;
      const env = { ...process.env, PORTOLAN_DATA_DIR: freshData() };
      const { code, stderr } = await runChild('bash', ['-c', script, process.execPath, programFile('cli')], {
        env,
      });
      expect(code).toBe(3);
      expect(stderr).toMatch(/^portolan scan: Standard output could not be written: .*ENOSPC.*\n$/);
    },
  );
});

describe('events', () => {
  const read = (stdout: string): ScanEvent[] =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => scanEventSchema.parse(JSON.parse(line)));

  test('are one JSON object a line, in order, the promised kinds only', async () => {
    const { code, stdout, stderr } = await portolan([
      'scan',
      '127.0.0.1',
      '-p',
      `1-500,${ports}`,
      '--events',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const events = read(stdout);
    const kinds = new Set(events.map(({ type }) => type));
    expect([...kinds].sort()).toEqual(['committed', 'finished', 'host', 'ports', 'started']);
    expect(events[0]?.type).toBe('started');
    expect(new Set(events.map(({ scanId }) => scanId)).size).toBe(1);
    const numbers = events.map(({ seq }) => seq);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const openPorts = events.flatMap((event) =>
      event.type === 'ports' ? event.hosts.flatMap((host) => host.open.map(({ port }) => port)) : [],
    );
    expect(openPorts).toContain(open.port);
    const committed = events.findLast((event) => event.type === 'committed');
    const asked = new Set([...Array.from({ length: 500 }, (_, index) => index + 1), open.port, closed]).size;
    expect(committed?.ports).toBe(asked);
  });

  test('go to standard output beside reports in files', async () => {
    const { code, stdout } = await portolan([
      'scan',
      '127.0.0.1',
      '-p',
      ports,
      '--events',
      '-oJ',
      'beside.json',
    ]);
    expect(code).toBe(0);
    const finished = read(stdout).find((event) => event.type === 'finished');
    expect(readReport(await readFile(inFolder('beside.json'), 'utf8')).stats).toEqual(finished?.stats);
  });
});

describe('targets and ports', () => {
  async function scanned(args: readonly string[], input = ''): Promise<ScanReport> {
    const { code, stdout, stderr } = await portolan(['scan', ...args, '-oJ', '-'], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return readReport(stdout);
  }
  const addresses = (report: ScanReport): string[] => report.hosts.map(({ address }) => address);

  test('lists come from standard input and from files, excludes from both kinds', async () => {
    await writeFile(inFolder('list.txt'), '127.0.0.4 127.0.0.5 # two\r\n!127.0.0.5\n');
    await writeFile(inFolder('not.txt'), '127.0.0.2\n');
    const report = await scanned(
      ['-iL', '-', '-iL', 'list.txt', '-p', ports, '--excludefile', 'not.txt', '--exclude', '127.0.0.3'],
      '127.0.0.1-127.0.0.3\n# nothing\n',
    );
    expect(addresses(report)).toEqual(['127.0.0.1', '127.0.0.4']);
  });

  test("-F, --top-ports and nmap's spelling of the rest", async () => {
    expect((await scanned(['127.0.0.1', '-F', '-T5', '-n', '-Pn', '-sT'])).options).toMatchObject({
      portsAsked: 'top:100',
      timing: 'T5',
      discovery: false,
    });
    const options = ['--top-ports', '7', '--seed', '42', '--max-retries', '1', '--host-timeout', '90s'];
    const report = await scanned(['127.0.0.1', ...options]);
    expect(report.options).toMatchObject({
      portsAsked: 'top:7',
      seed: 42,
      maxRetries: 1,
      hostTimeoutMs: 90_000,
    });
    expect(report.stats.ports).toMatchObject({ filtered: 0 });
  });

  test('a name that does not resolve is reported, and the rest is scanned', async () => {
    const { code, stdout, stderr } = await portolan([
      'scan',
      'no-such-host.invalid',
      '127.0.0.1',
      '-p',
      ports,
      '-oJ',
      '-',
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^portolan scan: .*no-such-host\.invalid.*\n$/);
    expect(addresses(readReport(stdout))).toEqual(['127.0.0.1']);
  });

  test('--open shows open ports, and keeps JSON whole', async () => {
    const text = (await portolan(['scan', '127.0.0.1', '127.0.0.9', '-p', ports, '--open'])).stdout;
    expect(text).toContain(`${open.port}/tcp`);
    expect(text).not.toContain(`${closed}/tcp`);
    expect(text).not.toContain('Scan report for 127.0.0.9');
    const report = await scanned(['127.0.0.1', '-p', ports, '--open']);
    expect(report.hosts[0]?.ports.map(({ port }) => port).sort()).toEqual([open.port, closed].sort());
  });

  test('--all-ports lists every port', async () => {
    const report = await scanned(['127.0.0.1', '-p', '1-200', '--all-ports']);
    expect(report.hosts[0]?.ports).toHaveLength(200);
    expect(report.hosts[0]?.extraports).toEqual([]);
  });

  test('IPv6 works like IPv4', async () => {
    const listener = await openListener('::1');
    const report = await scanned(['::1', '-p', String(listener.port)]);
    expect(report.hosts).toMatchObject([
      { address: '::1', family: 6, ports: [{ state: 'open', reason: 'syn-ack' }] },
    ]);
    await listener.close();
  });
});

describe('history', () => {
  test('keeps what was scanned: list, show, export, delete', async () => {
    const dataFolder = freshData();
    const scan = await portolan(['scan', '127.0.0.1', '-p', ports, '-oJ', '-'], { dataFolder });
    const { id, ...rest } = readReport(scan.stdout);
    const list = await portolan(['history'], { dataFolder });
    expect(list.stdout).toMatch(/^ID +STARTED +STATUS/);
    expect(list.stdout).toContain(id);
    const json = await portolan(['history', 'list', '--format', 'json'], { dataFolder });
    expect(JSON.parse(json.stdout)).toMatchObject({
      scanId: id,
      status: 'completed',
      counts: rest.stats.ports,
    });
    expect((await portolan(['history', 'list', 'no such text'], { dataFolder })).stdout).toBe(
      'There are no scans in the history.\n',
    );

    // The beginning of an id is enough.
    const shown = await portolan(['history', 'show', id.slice(0, 12)], { dataFolder });
    expect(shown.stdout).toContain(`${open.port}/tcp`);
    const exported = await portolan(['history', 'export', id, '-oJ', '-'], { dataFolder });
    expect(readReport(exported.stdout)).toEqual({ id, ...rest });
    await portolan(['history', 'export', id, '-oA', 'exported'], { dataFolder });
    expect(readReport(await readFile(inFolder('exported.json'), 'utf8'))).toEqual({ id, ...rest });

    expect((await portolan(['history', 'delete', id], { dataFolder })).stdout).toBe('Deleted 1 scan.\n');
    expect((await portolan(['history', 'show', id], { dataFolder })).code).toBe(2);
  });

  test('--no-save touches nothing', async () => {
    const dataFolder = inFolder('never');
    const { code, stdout } = await portolan(['scan', '127.0.0.1', '-p', ports, '--no-save'], { dataFolder });
    expect(code).toBe(0);
    expect(stdout).toContain(`${open.port}/tcp`);
    expect(await readdir(folder.path)).not.toContain('never');
  });
});

describe('diff and convert', () => {
  test('the same twice is 0, a port that opened is 1 and is the only change', async () => {
    const dataFolder = freshData();
    const scan = async (file: string): Promise<string> => {
      await portolan(['scan', '127.0.0.1', '-p', ports, '-oJ', file], { dataFolder });
      return readReport(await readFile(inFolder(file), 'utf8')).id;
    };
    const before = await scan('before.json');
    const same = await scan('same.json');
    const late = await openListener('127.0.0.1', closed);
    const after = await scan('after.json');
    await late.close();

    expect(await portolan(['diff', before, same], { dataFolder })).toMatchObject({ code: 0, stderr: '' });
    const changed = await portolan(['diff', 'before.json', after, '--format', 'json'], { dataFolder });
    expect(changed.code).toBe(1);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      schema: 'portolan-diff/1',
      different: true,
      hosts: [],
      ports: [{ kind: 'opened', address: '127.0.0.1', port: closed, lastPort: closed }],
    });
    const text = await portolan(['diff', 'before.json', 'after.json'], { dataFolder: freshData() });
    expect(text.stdout).toMatch(
      new RegExp(
        `^Opened\\n  127\\.0\\.0\\.1\\n    ${closed}/tcp +closed \\(${await refusalReason()}\\) -> open \\(syn-ack\\)`,
        'm',
      ),
    );
    const markdown = await portolan(['diff', 'before.json', 'after.json', '--format', 'markdown']);
    expect(markdown.stdout).toContain('| Host | Port | Service | Before | After |');
    const piped = await portolan(['diff', '-', 'after.json'], {
      input: await readFile(inFolder('before.json'), 'utf8'),
    });
    expect(piped.code).toBe(1);
  });

  test('a change of reason alone is listed, and counts with --reasons', async () => {
    await portolan(['scan', '127.0.0.1', '-p', '1-50', '--all-ports', '-oJ', 'all-ports.json']);
    const report = readReport(await readFile(inFolder('all-ports.json'), 'utf8'));
    const withReason = (reason: string): string =>
      JSON.stringify({
        ...report,
        hosts: report.hosts.map((host) => ({
          ...host,
          ports: host.ports.map((port) => (port.port === 1 ? { ...port, state: 'filtered', reason } : port)),
        })),
      });
    await writeFile(inFolder('silent.json'), withReason('no-response'));
    await writeFile(inFolder('rejected.json'), withReason('admin-prohibited'));
    const plain = await portolan(['diff', 'silent.json', 'rejected.json']);
    expect(plain).toMatchObject({ code: 0, stdout: expect.stringContaining('1/tcp') });
    expect((await portolan(['diff', 'silent.json', 'rejected.json', '--reasons'])).code).toBe(1);
  });

  test('JSON to CSV and back says the same of every port', async () => {
    await portolan(['scan', '127.0.0.1', '127.0.0.2', '-p', `1-300,${ports}`, '-oJ', 'source.json']);
    expect(await portolan(['convert', 'source.json', 'middle.csv'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect((await portolan(['convert', 'middle.csv', 'back.json'])).code).toBe(0);
    const diff = await portolan(['diff', 'source.json', 'back.json', '--reasons', '--format', 'json']);
    expect(diff.code).toBe(0);
    expect(JSON.parse(diff.stdout)).toMatchObject({ ports: [], hosts: [] });
    const json = await readFile(inFolder('source.json'), 'utf8');
    const again = await portolan(['convert', '-', '-', '--to', 'json'], { input: json });
    expect(readReport(again.stdout)).toEqual(readReport(json));
    const text = await portolan(['convert', 'source.json', '-', '--to', 'text']);
    expect(text.stdout).toContain('Not shown: ');
  });
});
