/** Two runs with one rule changed in between: `portolan diff` must tell exactly that change. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scanDiffSchema, type ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { createRandom } from '../helpers/random.ts';
import { readReport } from '../helpers/report.ts';
import { runCli, scanToJson } from '../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { raiseFirewall, type Firewall } from './firewall.ts';
import { drawFirewall, portsArgument } from './random-firewall.ts';
import type { Family, RuleKind } from './rule-kinds.ts';

const diffDocument = scanDiffSchema.extend({ schema: z.literal('portolan-diff/1') });

let folder: TempFolder;
let firewall: Firewall | undefined;

beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  await firewall?.lower();
  firewall = undefined;
  await folder.dispose();
});

async function scanNow(raised: Firewall): Promise<string> {
  const args = [...raised.plan.keys(), '-p', portsArgument(raised.plan), '-T4', '-Pn', '--dialer', 'epoll'];
  return readReport(await scanToJson(args, { dataFolder: folder.path })).id;
}

async function diffOf(
  before: string,
  after: string,
  ...more: string[]
): Promise<{ code: number | null; diff: ScanDiff }> {
  const result = await runCli(['diff', before, after, '--format', 'json', ...more], {
    dataFolder: folder.path,
  });
  expect(result.stderr).toBe('');
  return { code: result.code, diff: diffDocument.parse(JSON.parse(result.stdout)) };
}

/** "kind address port state->state", one for each port that changed. */
function changesOf(diff: ScanDiff): string[] {
  return diff.ports.map((change) => {
    const ports = change.count === 1 ? String(change.port) : `${change.port}-${change.lastPort}`;
    return `${change.kind} ${change.address} ${ports} ${change.before?.reason}->${change.after?.reason}`;
  });
}

describe.each([4, 6] as const)('IPv%i', (family: Family) => {
  const portOf = (kind: RuleKind): [address: string, port: number] => {
    const [found] = [...(firewall?.plan ?? [])].flatMap(([address, ports]) =>
      [...ports].filter(([, there]) => there === kind).map(([port]): [string, number] => [address, port]),
    );
    if (!found) throw new Error(`No ${kind} port.`);
    return found;
  };

  test('nothing changed, then one port after another', async () => {
    firewall = await raiseFirewall(
      drawFirewall(createRandom(31 + family), family, { hosts: 5, portsPerHost: 40 }),
    );
    const first = await scanNow(firewall);
    const second = await scanNow(firewall);
    const same = await diffOf(first, second);
    expect(changesOf(same.diff)).toEqual([]);
    expect(same.code).toBe(0);

    const [address, port] = portOf('open');
    await firewall.change(address, port, 'drop');
    const third = await scanNow(firewall);
    const silent = await diffOf(second, third);
    expect(changesOf(silent.diff)).toEqual([`filtered ${address} ${port} syn-ack->no-response`]);
    expect(silent.diff.hosts).toEqual([]);
    expect(silent.code).toBe(1);

    const [other, otherPort] = portOf('tcp-reset');
    await firewall.change(other, otherPort, 'open');
    await firewall.change(address, port, 'tcp-reset');
    const fourth = await scanNow(firewall);
    const both = await diffOf(third, fourth);
    expect(changesOf(both.diff).sort()).toEqual(
      [`closed ${address} ${port} no-response->reset`, `opened ${other} ${otherPort} reset->syn-ack`].sort(),
    );
    expect(both.code).toBe(1);
  });

  test('another way of refusing is a change of reason only', async () => {
    firewall = await raiseFirewall(
      drawFirewall(createRandom(62 + family), family, { hosts: 5, portsPerHost: 40 }),
    );
    const [address, port] = portOf('drop');
    const before = await scanNow(firewall);
    await firewall.change(address, port, family === 4 ? 'icmp-net-prohibited' : 'icmp6-adm-prohibited');
    const after = await scanNow(firewall);
    const reason = family === 4 ? 'net-prohibited' : 'admin-prohibited';

    const plain = await diffOf(before, after);
    expect(changesOf(plain.diff)).toEqual([`reason-only ${address} ${port} no-response->${reason}`]);
    expect(plain.code).toBe(0);
    expect((await diffOf(before, after, '--reasons')).code).toBe(1);
  });
});

test('a host that went away', async () => {
  const ports = new Map([
    [22, 'open'],
    [80, 'closed'],
  ] as const);
  firewall = await raiseFirewall(
    new Map([
      ['10.66.0.1', ports],
      ['10.66.0.2', ports],
    ]),
  );
  const before = await scanNow(firewall);
  for (const port of ports.keys()) await firewall.change('10.66.0.2', port, 'drop');
  const after = await scanNow(firewall);
  const { code, diff } = await diffOf(before, after);
  expect(code).toBe(1);
  expect(diff.different).toBe(true);
  expect(changesOf(diff).filter((change) => !change.includes('10.66.0.2'))).toEqual([]);
});
