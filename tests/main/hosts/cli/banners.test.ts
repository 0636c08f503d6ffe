/** `portolan scan --banners`: what the reports say of ports that speak first, on real sockets. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScanReport, scanReportSchema } from '../../../../src-shared/scan/scan-report.ts';
import type { ChildResult } from '../../../helpers/child.ts';
import { findClosedPort, openListener, type Listener } from '../../../helpers/listeners.ts';
import { inRepository } from '../../../helpers/repository.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

const SSH = 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n';
/** Clears the screen, turns text around, and forges a line of a report. */
const HOSTILE = '\u001b[2J\u202e\r\n22/tcp open ssh syn-ack\n\u0000\\';

let folder: TempFolder;
let ssh: Listener;
let hostile: Listener;
let mute: Listener;
let closed: number;

beforeAll(async () => {
  folder = await createTempFolder();
  ssh = await openListener('127.0.0.1', 0, (socket) => void socket.end(SSH));
  hostile = await openListener('127.0.0.1', 0, (socket) => void socket.end(HOSTILE));
  mute = await openListener('127.0.0.1', 0, (socket) => void socket.end());
  closed = await findClosedPort('127.0.0.1');
});
afterAll(async () => {
  await Promise.all([ssh, hostile, mute].map((listener) => listener.close()));
  await folder.dispose();
});

function portolan(...args: string[]): Promise<ChildResult> {
  return runCli(args, { dataFolder: folder.path, cwd: folder.path });
}

function scan(...more: string[]): Promise<ChildResult> {
  const ports = [ssh.port, hostile.port, mute.port, closed].join(',');
  return portolan('scan', '127.0.0.1', '-p', ports, ...more);
}

function bannerOf({ hosts }: ScanReport, port: number): string | undefined {
  return hosts[0]?.ports.find((each) => each.port === port)?.banner;
}

test('the JSON document fits the published schema and holds what was said, escaped', async () => {
  const { code, stdout, stderr } = await scan('--banners', '-oJ', '-');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const schema: unknown = JSON.parse(
    readFileSync(inRepository('assets/portolan-scan-1.schema.json'), 'utf8'),
  );
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema as object);
  validate(JSON.parse(stdout));
  expect(validate.errors ?? []).toEqual([]);

  const report = scanReportSchema.parse(JSON.parse(stdout));
  expect(report.options['banners']).toBe(true);
  expect(bannerOf(report, ssh.port)).toBe('SSH-2.0-OpenSSH_9.2p1 Debian-2\\r\\n');
  expect(bannerOf(report, hostile.port)).toBe(
    '\\x1b[2J\\xe2\\x80\\xae\\r\\n22/tcp open ssh syn-ack\\n\\x00\\\\',
  );
  expect([bannerOf(report, mute.port), bannerOf(report, closed)]).toEqual([undefined, undefined]);
  expect(report.stats.ports).toEqual({ open: 3, closed: 1, filtered: 0 });

  // The same from the history, and after a conversion.
  const exported = await portolan('history', 'export', report.id, '-oJ', 'kept.json');
  expect(exported).toMatchObject({ code: 0, stderr: '' });
  const converted = await portolan('convert', 'kept.json', '-', '--to', 'json');
  expect(scanReportSchema.parse(JSON.parse(converted.stdout))).toEqual(report);

  for (const listener of [ssh, hostile, mute]) expect(listener.received).toBe(0);
});

test('the readable report has it under its port, on one line that acts on no terminal', async () => {
  const { code, stdout } = await scan('--banners');
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`${ssh.port}/tcp`));
  expect(lines[at + 1]).toMatch(/^ +banner: SSH-2\.0-OpenSSH_9\.2p1 Debian-2\\r\\n$/);
  expect(lines[at + 1]?.indexOf('banner')).toBe(
    lines.find((line) => line.startsWith('PORT'))?.indexOf('STATE'),
  );
  expect(lines.filter((line) => /^\d+\/tcp/.test(line))).toHaveLength(4);
  expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
});

test('nothing is read unless it is asked for, and CSV has no column for it', async () => {
  const plain = scanReportSchema.parse(JSON.parse((await scan('-oJ', '-')).stdout));
  expect(plain.options['banners']).toBe(false);
  expect(bannerOf(plain, ssh.port)).toBeUndefined();
  const { stdout } = await scan('--banners', '-oC', '-');
  expect(stdout.split('\r\n')[0]).toBe(
    'address,hostname,port,protocol,state,reason,service,rtt_ms,attempts,confidence,scan_id,scanned_at',
  );
  expect(stdout).not.toContain('OpenSSH');
});

test('whether to read was decided when the scan was started', async () => {
  const { code, stderr } = await portolan('scan', '--resume', 'x', '--banners');
  expect(code).toBe(2);
  expect(stderr).toContain('leave "--banners" out');
});
