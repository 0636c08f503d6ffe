/**
 * The example the product was asked for: the same port under `REJECT --reject-with tcp-reset`, under `DROP`, and with
 * nobody listening; what the scan says of each, and what the app says in words.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DialerName } from '../../src-main/engine/choose-dialer.ts';
import { readReport, verdictsOf } from '../helpers/report.ts';
import { runCli, scanToJson } from '../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { raiseFirewall, type Firewall } from './firewall.ts';

const HOST = '10.66.0.1';
const PORT = 8_443;

let folder: TempFolder;
let firewall: Firewall;

beforeEach(async () => {
  folder = await createTempFolder();
  firewall = await raiseFirewall(
    new Map([
      [
        HOST,
        new Map([
          [22, 'open'],
          [PORT, 'open'],
        ] as const),
      ],
    ]),
  );
});
afterEach(async () => {
  await firewall.lower();
  await folder.dispose();
});

async function verdictNow(dialer: DialerName): Promise<string> {
  const options = { dataFolder: folder.path };
  const report = readReport(
    await scanToJson([HOST, '-p', `22,${PORT}`, '-T4', '-Pn', '--all-ports', '--dialer', dialer], options),
  );
  const verdict = verdictsOf(report).get(`${HOST} ${PORT}`);
  return verdict ? `${verdict.state}/${verdict.reason}` : 'nothing';
}

test.each([
  ['epoll', 'closed/reset', 'filtered/port-unreach'],
  ['portable', 'closed/conn-refused', 'closed/conn-refused'],
] as const)(
  'the same port by %s: listened on, reset, dropped, rejected, nobody there',
  async (dialer, reset, rejected) => {
    expect(await verdictNow(dialer)).toBe('open/syn-ack');
    await firewall.change(HOST, PORT, 'tcp-reset');
    expect(await verdictNow(dialer)).toBe(reset);
    await firewall.change(HOST, PORT, 'drop');
    expect(await verdictNow(dialer)).toBe('filtered/no-response');
    await firewall.change(HOST, PORT, 'reject-default');
    expect(await verdictNow(dialer)).toBe(rejected);
    await firewall.change(HOST, PORT, 'closed');
    expect(await verdictNow(dialer)).toBe(reset);
  },
);

test('the human report has the words too', async () => {
  await firewall.change(HOST, PORT, 'drop');
  const result = await runCli(['scan', HOST, '-p', `22,${PORT}`, '-T4', '-Pn'], { dataFolder: folder.path });
  expect(result.code, result.stderr).toBe(0);
  expect(result.stdout).toMatch(/^PORT\s+STATE\s+SERVICE\s+REASON/m);
  expect(result.stdout).toMatch(/^22\/tcp\s+open\s+ssh\s+syn-ack/m);
  expect(result.stdout).toMatch(/^8443\/tcp\s+filtered\s+\S+\s+no-response/m);
});
