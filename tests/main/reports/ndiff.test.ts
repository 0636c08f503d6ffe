/** Where nmap's own comparison and ours can both tell, they tell the same; where they cannot, each says so in its way. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNmapXml } from '../../../src-main/reports/nmap-xml-read.ts';
import { diffScans } from '../../../src-shared/scan/diff-scans.ts';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { runNdiff, type PeerDiff } from '../../helpers/ndiff.ts';
import { drawPair } from '../../helpers/nmap-pairs.ts';
import { nmapXml, type NmapDraft } from '../../helpers/nmap-xml.ts';
import { createRandom } from '../../helpers/random.ts';
import { longRun } from '../../helpers/repository.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { findProgram } from '../../tools/install-needs.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(async () => {
  await folder.dispose();
});

const ndiff = findProgram('ndiff');
const MISSING = 'ndiff is not installed';

async function compareBoth(
  before: string,
  after: string,
): Promise<{ peer: PeerDiff; ours: ScanDiff; code: number | null }> {
  const [first, second] = [path.join(folder.path, 'before.xml'), path.join(folder.path, 'after.xml')];
  await writeFile(first, before);
  await writeFile(second, after);
  const peer = await runNdiff(ndiff ?? expect.fail(MISSING), first, second);
  const ours = diffScans(readNmapXml(before), readNmapXml(after));
  return { peer, ours, code: ours.different ? 1 : 0 };
}

/** "address port" -> "open->closed" of every port whose state changed. */
function changesOf({ ports }: ScanDiff): Map<string, string> {
  const changes = new Map<string, string>();
  for (const { kind, address, port, lastPort, count, before, after } of ports) {
    if (kind === 'service' || kind === 'reason-only') continue;
    // All ports were asked, so the entry leaves none out.
    expect(count).toBe(lastPort - port + 1);
    for (let each = port; each <= lastPort; each++)
      changes.set(`${address} ${each}`, `${before?.state}->${after?.state}`);
  }
  return changes;
}

const namesOf = (diff: ScanDiff, kind: 'appeared' | 'gone'): string[] =>
  diff.hosts.filter((host) => host.kind === kind).map(({ address }) => address);

test(
  'random pairs: the same ports, states, services, hosts and exit code',
  { timeout: 600_000 },
  async ({ skip }) => {
    if (ndiff === undefined) return skip(MISSING);
    let different = 0;
    const rounds = longRun ? 400 : 25;
    for (let seed = 1; seed <= rounds; seed++) {
      const pair = drawPair(createRandom(seed));
      const { peer, ours, code } = await compareBoth(pair.before, pair.after);
      different += code ?? 0;
      const services = ours.ports
        .filter(({ kind }) => kind === 'service')
        .map(({ address, port }) => `${address} ${port}`);
      expect({ seed, changed: changesOf(ours), services: new Set(services) }).toEqual({
        seed,
        changed: pair.changed,
        services: pair.services,
      });
      expect({ seed, appeared: namesOf(ours, 'appeared'), gone: namesOf(ours, 'gone') }).toEqual({
        seed,
        appeared: pair.appeared,
        gone: pair.gone,
      });
      expect({ seed, code: peer.code, appeared: [...peer.appeared], gone: [...peer.gone] }).toEqual({
        seed,
        code,
        appeared: pair.appeared,
        gone: pair.gone,
      });
      // Of ports that neither file lists by themselves it tells only how many there are.
      const listed = [...pair.changed.keys(), ...pair.services].filter(
        (key) => pair.isListed('before', key) || pair.isListed('after', key),
      );
      expect({ seed, ports: [...peer.ports.keys()].sort() }).toEqual({ seed, ports: listed.sort() });
      for (const [key, { before, after }] of peer.ports) {
        const [was, is] = (pair.changed.get(key) ?? 'open->open').split('->');
        expect([key, before ?? was, after ?? is]).toEqual([key, was, is]);
      }
    }
    // Both answers came up.
    expect(different).toBeGreaterThan(rounds / 4);
    expect(different).toBeLessThan(rounds);
  },
);

test('the command line exits as ndiff does', async ({ skip }) => {
  if (ndiff === undefined) return skip(MISSING);
  const codes = new Set<number | null>();
  for (let seed = 1; codes.size < 2; seed++) {
    const pair = drawPair(createRandom(seed));
    const { peer, ours } = await compareBoth(pair.before, pair.after);
    if (codes.has(peer.code)) continue;
    codes.add(peer.code);
    const files = ['before.xml', 'after.xml'].map((name) => path.join(folder.path, name));
    const result = await runCli(['diff', ...files, '--format', 'json'], { dataFolder: folder.path });
    expect(result).toMatchObject({ code: peer.code, stderr: '' });
    expect(JSON.parse(result.stdout)).toEqual({ schema: 'portolan-diff/1', ...ours });
  }
  expect([...codes].sort()).toEqual([0, 1]);
  await writeFile(path.join(folder.path, 'broken.xml'), '<nmaprun');
  const broken = await runCli(
    ['diff', ...Array.from({ length: 2 }, () => path.join(folder.path, 'broken.xml'))],
    {
      dataFolder: folder.path,
    },
  );
  expect(broken.code).toBe(2);
});

const open = (address: string): NmapDraft['hosts'][number] => ({
  address,
  ports: [{ port: 80, state: 'open', service: 'http' }],
  extra: [{ state: 'closed', reason: 'conn-refused', ports: '1-79,81-100' }],
});

test.for<[string, NmapDraft, NmapDraft, string]>([
  [
    'a host that was not asked again is not gone',
    { hosts: [open('10.0.0.1'), open('10.0.0.2')] },
    { hosts: [open('10.0.0.1')] },
    'not-scanned-after',
  ],
  [
    'a host that is not in the list of a file is not gone for certain',
    { args: 'nmap -iL hosts.txt', hosts: [open('10.0.0.1'), open('10.0.0.2')] },
    { args: 'nmap -iL hosts.txt', hosts: [open('10.0.0.1')] },
    'not-scanned-after',
  ],
  [
    'a run that was stopped proves no host gone',
    { args: 'nmap 10.0.0.1-2', hosts: [open('10.0.0.1'), open('10.0.0.2')] },
    { args: 'nmap 10.0.0.1-2', hosts: [open('10.0.0.1')], end: { exit: 'error' } },
    'not-scanned-after',
  ],
])('ndiff finds a difference where there is none: %s', async ([_name, before, after, kind], { skip }) => {
  if (ndiff === undefined) return skip(MISSING);
  const { peer, ours } = await compareBoth(nmapXml(before), nmapXml(after));
  expect(peer).toMatchObject({ code: 1, gone: ['10.0.0.2'] });
  expect(ours.different).toBe(false);
  expect(ours.hosts).toMatchObject([{ kind, address: '10.0.0.2' }]);
});
