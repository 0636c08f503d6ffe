/** Real files of nmap's, from both sides of a change in the firewall: `ndiff` and `portolan diff` tell the same of them. */
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scanDiffSchema, type ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { runOrThrow } from '../helpers/child.ts';
import { runNdiff } from '../helpers/ndiff.ts';
import { createRandom } from '../helpers/random.ts';
import { readReport, verdictsOf } from '../helpers/report.ts';
import { runCli } from '../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { findProgram } from '../tools/install-needs.ts';
import { raiseFirewall, type Firewall } from './firewall.ts';
import { drawFirewall, portsArgument, truthOf } from './random-firewall.ts';
import { ruleKinds, type Family, type RuleKind } from './rule-kinds.ts';

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

type States = ReadonlyMap<string, string>;

/** "address port" -> state, as a connect sees it. */
function statesNow(raised: Firewall): States {
  return new Map([...truthOf(raised.plan, raised, 'portable')].map(([key, { state }]) => [key, state]));
}

/** "address port state->state" of every port whose state changed, whichever way two runs are told apart. */
function changesBetween(before: States, after: States): string[] {
  return [...after]
    .filter(([key, state]) => before.get(key) !== state)
    .map(([key, state]) => `${key} ${before.get(key)}->${state}`)
    .sort();
}

/** Kinds that are not allowed become the allowed ones in turn. */
function onlyOf(kinds: readonly RuleKind[], ports: ReadonlyMap<number, RuleKind>): Map<number, RuleKind> {
  const allowed = [...ports].map(([port, kind], index): [number, RuleKind] => [
    port,
    kinds.includes(kind) ? kind : kinds[index % kinds.length]!,
  ]);
  return new Map(allowed);
}

function changesOf({ ports }: ScanDiff): string[] {
  return ports
    .filter(({ kind }) => kind !== 'reason-only')
    .map(({ address, port, count, before, after }) => {
      // Neighbours that changed alike are few here, and told apart.
      expect(count).toBe(1);
      return `${address} ${port} ${before?.state}->${after?.state}`;
    })
    .sort();
}

test.for([4, 6] as const)(
  'IPv%i: what changed, at which port, and the exit code',
  async (family: Family, { skip }) => {
    const [nmap, ndiff] = [findProgram('nmap'), findProgram('ndiff')];
    if (nmap === undefined || ndiff === undefined) return skip('nmap or ndiff is not installed');
    const random = createRandom(500 + family);
    // Linux sends one ICMPv6 error a second to a host: which of these ports nmap would call what is chance.
    const kinds = family === 4 ? ruleKinds(4) : (['open', 'closed', 'drop', 'tcp-reset'] as const);
    const drawn = drawFirewall(random, family, { hosts: 2, portsPerHost: 20 });
    firewall = await raiseFirewall(
      new Map([...drawn].map(([address, ports]) => [address, onlyOf(kinds, ports)])),
    );
    const { plan } = firewall;
    const scan = async (name: string): Promise<string> => {
      const file = path.join(folder.path, name);
      const flags = ['-sT', '-n', '-T4', ...(family === 6 ? ['-6'] : [])];
      await runOrThrow(nmap, [...flags, '-p', portsArgument(plan), '-oX', file, ...plan.keys()]);
      return file;
    };
    const compare = async (
      before: string,
      after: string,
    ): Promise<{ code: number | null; diff: ScanDiff }> => {
      const result = await runCli(['diff', before, after, '--format', 'json'], { dataFolder: folder.path });
      expect(result.stderr).toBe('');
      const { schema, ...diff } = JSON.parse(result.stdout) as Record<string, unknown>;
      expect(schema).toBe('portolan-diff/1');
      return { code: result.code, diff: scanDiffSchema.parse(diff) };
    };

    const monday = await scan('monday.xml');
    const mondayStates = statesNow(firewall);
    const converted = await runCli(['convert', monday, '-', '--to', 'json'], { dataFolder: folder.path });
    const verdicts = verdictsOf(readReport(JSON.parse(converted.stdout)));
    expect(new Map([...verdicts].map(([key, { state }]) => [key, state]))).toEqual(mondayStates);

    const again = await scan('again.xml');
    expect((await compare(monday, again)).code).toBe(0);
    expect((await runNdiff(ndiff, monday, again)).code).toBe(0);

    for (const [address, ports] of plan) {
      const chosen = random
        .shuffle([...ports.keys()])
        .filter((port) => !ports.has(port - 1))
        .slice(0, 4);
      for (const port of chosen) await firewall.change(address, port, random.pick(kinds));
    }
    const tuesday = await scan('tuesday.xml');
    const truth = changesBetween(mondayStates, statesNow(firewall));
    expect(truth.length).toBeGreaterThan(3);
    const ours = await compare(monday, tuesday);
    expect(changesOf(ours.diff)).toEqual(truth);
    expect(ours.diff.hosts).toEqual([]);
    const peer = await runNdiff(ndiff, monday, tuesday);
    expect([...peer.ports].map(([key, { before, after }]) => `${key} ${before}->${after}`).sort()).toEqual(
      truth,
    );
    expect([ours.code, peer.code]).toEqual([1, 1]);
  },
);
