import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffScans } from '../../src-shared/scan/diff-scans.ts';
import { formatPortRanges, readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { REASONS, stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import { scanDiffSchema, type PortChange, type ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { makeReport, type HostDraft, type RunDraft } from './make-report.ts';

const HOST = '10.66.0.1';

function diffOf(before: RunDraft, after: RunDraft): ScanDiff {
  return scanDiffSchema.parse(largeDiffOf(before, after));
}

/** Without holding it to the schema: hundreds of thousands of entries take a while. */
function largeDiffOf(before: RunDraft, after: RunDraft): ScanDiff {
  return diffScans(makeReport(before), makeReport(after));
}

/** Two runs of one host. */
function diffPortsOf(before: HostDraft['ports'] & object, after: HostDraft['ports'] & object): ScanDiff {
  return diffOf({ hosts: { [HOST]: { ports: before } } }, { hosts: { [HOST]: { ports: after } } });
}

/** "opened 80-81 x2 reset>syn-ack" */
const brief = ({ kind, port, lastPort, count, before, after }: PortChange): string =>
  `${kind} ${port}${lastPort === port ? '' : `-${lastPort} x${count}`} ${before?.reason ?? '-'}>${after?.reason ?? '-'}`;

describe('ports', () => {
  it('opened, closed and went silent', () => {
    const diff = diffPortsOf(
      { 'syn-ack': '22,80', reset: '1-21,443' },
      { 'syn-ack': '22,443', reset: '1-20,80', 'no-response': '21' },
    );
    expect(diff.ports.map(brief)).toEqual([
      'filtered 21 reset>no-response',
      'closed 80 syn-ack>reset',
      'opened 443 reset>syn-ack',
    ]);
    expect(diff.counts).toMatchObject({ opened: 1, closed: 1, filtered: 1, 'not-comparable': 0 });
    expect(diff.headline).toBe('1 port opened, 1 closed, 1 filtered');
    expect(diff.different).toBe(true);
  });

  it('merges neighbours that changed alike, over all 65,535 ports', () => {
    const diff = diffPortsOf({ reset: '1-65535' }, { reset: '1-99,201-65535', 'no-response': '100-200' });
    expect(diff.ports.map(brief)).toEqual(['filtered 100-200 x101 reset>no-response']);
    expect(diff.counts.filtered).toBe(101);
  });

  it('merges neighbours among the ports that were asked, not across one that stayed', () => {
    const diff = diffPortsOf({ reset: '22,80,443,8080' }, { reset: '443', 'no-response': '22,80,8080' });
    expect(diff.ports.map(brief)).toEqual([
      'filtered 22-80 x2 reset>no-response',
      'filtered 8080 reset>no-response',
    ]);
  });

  it('gives a merged entry the least confidence in it', () => {
    const diff = diffOf(
      { hosts: { [HOST]: { ports: { reset: '1-40' }, confidence: 1 } } },
      { hosts: { [HOST]: { ports: { 'no-response': '1-40' }, confidence: 0.75 } } },
    );
    expect(diff.ports).toHaveLength(1);
    expect(diff.ports[0]?.before?.confidence).toBe(1);
    expect(diff.ports[0]?.after?.confidence).toBe(0.75);
  });

  it('never calls what was not asked closed', () => {
    const diff = diffPortsOf({ reset: '1-100' }, { reset: '1-50', 'syn-ack': '200' });
    expect(diff.ports.map(brief)).toEqual([
      'not-comparable 51-100 x50 reset>-',
      'not-comparable 200 ->syn-ack',
    ]);
    expect(diff.different).toBe(false);
    expect(diff.headline).toBe('Nothing changed in what both runs asked');
  });

  it('lists silence turned rejection as another reason, never as a change of state', () => {
    for (const reason of ['port-unreach', 'admin-prohibited', 'host-unreach'] as const) {
      const diff = diffPortsOf({ 'no-response': '80' }, { [reason]: '80' });
      expect(diff.ports.map(({ kind }) => kind)).toEqual(['reason-only']);
      expect(diff.different).toBe(false);
      expect(diff.headline).toBe('No state changed; 1 port gives another reason');
    }
  });

  it('takes a vaguer reason for the sharper one it may hide', () => {
    const kinds = (
      before: Reason,
      after: Reason,
      dialers: readonly [string, string],
      address = HOST,
    ): string[] =>
      diffOf(
        { dialer: dialers[0], hosts: { [address]: { ports: { [before]: '80' } } } },
        { dialer: dialers[1], hosts: { [address]: { ports: { [after]: '80' } } } },
      ).ports.map(({ kind }) => kind);
    expect(kinds('conn-refused', 'reset', ['portable', 'epoll'])).toEqual([]);
    expect(kinds('reset', 'conn-refused', ['epoll', 'portable'])).toEqual([]);
    expect(kinds('host-unreach', 'admin-prohibited', ['portable', 'epoll'])).toEqual([]);
    expect(kinds('host-prohibited', 'host-unreach', ['epoll', 'nmap'])).toEqual([]);
    expect(kinds('net-unreach', 'net-prohibited', ['portable', 'epoll'])).toEqual([]);
    // Both see what came back: another reason is another answer.
    expect(kinds('host-unreach', 'admin-prohibited', ['epoll', 'epoll'])).toEqual(['reason-only']);
    // On IPv6 every code has an errno of its own.
    expect(kinds('host-unreach', 'admin-prohibited', ['portable', 'portable'], 'fd66::1')).toEqual([
      'reason-only',
    ]);
    // "Refused" may have been ICMP port unreachable all along: listed, but no change of state is proven.
    expect(kinds('conn-refused', 'port-unreach', ['portable', 'epoll'])).toEqual(['reason-only']);
    expect(kinds('reset', 'port-unreach', ['epoll', 'epoll'])).toEqual(['filtered']);
  });

  it('tells of a service that changed its name, and only where both have one', () => {
    const run = (service?: string): RunDraft => ({
      hosts: {
        [HOST]: { ports: { 'syn-ack': '80' }, services: service === undefined ? {} : { 80: service } },
      },
    });
    const diff = diffOf(run('http'), run('ssh'));
    expect(diff.ports.map(({ kind, before, after }) => [kind, before?.service, after?.service])).toEqual([
      ['service', 'http', 'ssh'],
    ]);
    expect(diff.different).toBe(true);
    expect(diff.headline).toBe('1 service changed');
    expect(diffOf(run(), run('http')).ports).toEqual([]);
  });
});

describe('hosts', () => {
  const up: HostDraft = { ports: { 'syn-ack': '22', reset: '23' } };

  it('appear and go, where both runs asked for them to the end', () => {
    const network = { targets: ['10.66.0.0/24'] };
    const diff = diffOf(
      { ...network, hosts: { '10.66.0.1': up, '10.66.0.2': up } },
      { ...network, hosts: { '10.66.0.2': up, '10.66.0.3': { ...up, names: ['new.lan'] } } },
    );
    expect(
      diff.hosts.map(({ kind, address, hostName, openPorts }) => [kind, address, hostName, openPorts]),
    ).toEqual([
      ['gone', '10.66.0.1', null, [22]],
      ['appeared', '10.66.0.3', 'new.lan', [22]],
    ]);
    expect(diff.ports).toEqual([]);
    expect(diff.headline).toBe('1 host appeared, 1 gone');
    expect(diff.different).toBe(true);
  });

  it('are not scanned where they were no target, or excluded', () => {
    const diff = diffOf(
      { targets: ['10.66.0.0/24'], exclude: ['10.66.0.3'], hosts: { '10.66.0.1': up, '10.66.0.2': up } },
      { targets: ['10.66.0.2-3'], hosts: { '10.66.0.2': up, '10.66.0.3': up } },
    );
    expect(diff.hosts.map(({ kind, address }) => [kind, address])).toEqual([
      ['not-scanned-after', '10.66.0.1'],
      ['not-scanned-before', '10.66.0.3'],
    ]);
    expect(diff.different).toBe(false);
  });

  it('are not gone from a run that was stopped', () => {
    for (const status of ['stopped', 'interrupted', 'failed'] as const) {
      const diff = diffOf(
        { targets: ['10.66.0.0/24'], hosts: { [HOST]: up } },
        { targets: ['10.66.0.0/24'], status, hosts: {} },
      );
      expect(diff.hosts.map(({ kind }) => kind)).toEqual(['not-scanned-after']);
    }
  });

  it('are gone when found down, even in a stopped run, and not when their time was up', () => {
    const after = (host: HostDraft, status: 'completed' | 'stopped'): string[] =>
      diffOf({ hosts: { [HOST]: up } }, { status, hosts: { [HOST]: host } }).hosts.map(({ kind }) => kind);
    expect(after({ status: 'down', reason: 'no-route' }, 'stopped')).toEqual(['gone']);
    expect(after({ status: 'unknown', reason: 'no-response' }, 'completed')).toEqual(['gone']);
    expect(after({ status: 'unknown', reason: 'host-timeout' }, 'completed')).toEqual(['not-scanned-after']);
    // This machine had no way to ask: that says nothing about the host.
    expect(after({ status: 'unknown', reason: 'no-route' }, 'completed')).toEqual(['not-scanned-after']);
  });

  it('are not gone where the run left names out, which nobody can resolve any more', () => {
    const targets = ['10.66.0.0/24'];
    const before = { targets, hosts: { '10.66.0.1': up, '10.66.0.2': up, '10.66.0.3': up } };
    const after = {
      targets,
      exclude: ['printer.example'],
      hosts: { '10.66.0.2': up, '10.66.0.3': { status: 'unknown', reason: 'no-response' } },
    } as const;
    expect(diffOf(before, after).hosts.map(({ kind, address }) => [kind, address])).toEqual([
      ['not-scanned-after', '10.66.0.1'],
      ['gone', '10.66.0.3'],
    ]);
  });

  it('that are up and were asked nothing by one run are told with all that the other asked', () => {
    const scanned: RunDraft = { hosts: { '10.66.0.1': up, '10.66.0.2': up } };
    const quick: RunDraft = { asked: '22-23', hosts: { '10.66.0.1': up, '10.66.0.2': {} } };
    for (const [before, after] of [
      [scanned, quick],
      [quick, scanned],
    ] as const) {
      const diff = diffOf(before, after);
      expect(diff.counts['not-comparable']).toBe(2);
      expect(diff.ports.map(({ address, kind }) => [address, kind])).toEqual([
        ['10.66.0.2', 'not-comparable'],
        ['10.66.0.2', 'not-comparable'],
      ]);
      expect(diff.headline).toBe('Nothing changed in what both runs asked');
      expect(diff.comparable).toBe(true);
    }
  });

  it('that one run only looked for are compared as hosts, with no word of their ports', () => {
    const looked: RunDraft = { asked: '', targets: ['10.66.0.0/29'], hosts: { '10.66.0.1': {} } };
    const scanned: RunDraft = { targets: ['10.66.0.0/29'], hosts: { '10.66.0.1': up, '10.66.0.2': up } };
    const diff = diffOf(looked, scanned);
    expect([diff.headline, diff.counts['not-comparable']]).toEqual(['1 host appeared', 2]);
    expect(diffOf(looked, looked).headline).toBe('Nothing changed');
  });

  it('that no run got to are not said to be the same', () => {
    const stopped: RunDraft = { targets: ['10.66.0.0/29'], status: 'stopped', hosts: {} };
    const diff = diffOf(stopped, { ...stopped, status: 'completed' });
    expect(diff.headline).toBe('Nothing to compare: no host was asked to the end in both runs');
    expect(diff.comparable).toBe(false);
    const silent: HostDraft = { status: 'unknown', reason: 'no-response', ports: { 'no-response': '22' } };
    const unsettled = diffOf({ ...stopped, hosts: { [HOST]: silent } }, { hosts: { [HOST]: up } });
    expect([unsettled.headline, unsettled.comparable]).toEqual([diff.headline, false]);
  });

  it('that nobody saw are no difference', () => {
    const silent: HostDraft = { status: 'unknown', reason: 'no-response' };
    expect(
      diffOf(
        { targets: ['10.66.0.0/30'], hosts: { [HOST]: silent } },
        { targets: ['10.66.0.0/30'], hosts: {} },
      ).headline,
    ).toBe('Nothing changed');
  });

  it('are known by their name, wherever it leads', () => {
    const named = { targets: ['db.lan'] };
    const diff = diffOf(
      { ...named, hosts: { '10.66.0.1': { ...up, names: ['db.lan'] } } },
      { ...named, hosts: { '10.66.0.9': { ...up, names: ['db.lan'] } } },
    );
    expect(diff.hosts.map(({ kind, address }) => [kind, address])).toEqual([
      ['not-scanned-after', '10.66.0.1'],
      ['not-scanned-before', '10.66.0.9'],
    ]);
    expect(diff.headline).toBe('Nothing to compare: the two runs have no host in common');
  });

  it('are one host however their address is written, IPv4 before IPv6', () => {
    const other: HostDraft = { ports: { reset: '22-23' } };
    const diff = diffOf(
      { hosts: { 'FD66:0:0::1': up, '10.66.0.9': up } },
      { hosts: { 'fd66::1': other, '10.66.0.9': other } },
    );
    expect(diff.hosts).toEqual([]);
    expect(diff.ports.map(({ address, kind }) => [address, kind])).toEqual([
      ['10.66.0.9', 'closed'],
      ['fd66::1', 'closed'],
    ]);
  });

  it('say at most a hundred open ports', () => {
    const diff = diffOf(
      { targets: [HOST], hosts: {} },
      { targets: [HOST], hosts: { [HOST]: { ports: { 'syn-ack': '1-500' } } } },
    );
    expect(diff.hosts[0]?.openPorts).toHaveLength(100);
  });
});

describe('the whole', () => {
  it('describes both sides', () => {
    const { before, after } = diffPortsOf({ 'syn-ack': '22', reset: '1-21,23-100' }, { 'syn-ack': '22' });
    expect(before).toMatchObject({
      status: 'completed',
      hostsUp: 1,
      counts: { open: 1, closed: 99, filtered: 0 },
      reasons: { 'syn-ack': 1, reset: 99 },
    });
    expect(after.reasons).toEqual({ 'syn-ack': 1 });
  });

  it('says plurals and thousands', () => {
    const diff = diffPortsOf(
      { reset: '1-2000', 'syn-ack': '2001-2002' },
      { 'syn-ack': '1-2000', reset: '2001-2002' },
    );
    expect(diff.headline).toBe('2,000 ports opened, 2 closed');
  });

  it('refuses ranges that are none', () => {
    const before = makeReport({ hosts: { [HOST]: { ports: { reset: '1-100' } } } });
    const after = structuredClone(before);
    after.hosts[0]!.extraports[0]!.ports = '9-1';
    expect(() => diffScans(before, after)).toThrow(SpecError);
  });

  it('is quick and exact for several whole hosts with scattered answers', () => {
    const scattered = (step: number): HostDraft => {
      const all = Array.from({ length: 65_535 }, (_, index) => index + 1);
      return {
        ports: {
          reset: formatPortRanges(all.filter((port) => port % step !== 0)),
          'no-response': formatPortRanges(all.filter((port) => port % step === 0)),
        },
      };
    };
    const hosts = (step: number): RunDraft['hosts'] =>
      Object.fromEntries([1, 2].map((last) => [`10.66.0.${last}`, scattered(step)]));
    const diff = largeDiffOf({ hosts: hosts(2) }, { hosts: hosts(3) });
    const expected = Array.from({ length: 65_535 }, (_, index) => index + 1);
    expect(diff.counts.closed).toBe(2 * expected.filter((port) => port % 2 === 0 && port % 3 !== 0).length);
    expect(diff.counts.filtered).toBe(2 * expected.filter((port) => port % 2 !== 0 && port % 3 === 0).length);
  });

  it('keeps the most telling changes when there are more than a message holds', () => {
    const all = Array.from({ length: 65_535 }, (_, index) => index + 1);
    const [even, odd] = [all.filter((port) => port % 2 === 0), all.filter((port) => port % 2 === 1)].map(
      formatPortRanges,
    ) as [string, string];
    const hosts = (ports: HostDraft['ports'] & object): RunDraft['hosts'] =>
      Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((last) => [`10.66.0.${last}`, { ports }]));
    const diff = largeDiffOf(
      { hosts: hosts({ reset: `1-65535` }) },
      { hosts: hosts({ reset: even, 'no-response': odd.replace('443,', ''), 'syn-ack': '443' }) },
    );
    expect(diff.ports).toHaveLength(200_000);
    expect(diff.ports.filter(({ kind }) => kind === 'opened')).toHaveLength(7);
    expect(diff.counts.filtered).toBe(7 * (odd.split(',').length - 1));
  });
});

describe('properties', () => {
  const reasons = fc.constantFrom<Reason>(...REASONS);
  const host = fc
    .oneof(
      {
        weight: 3,
        arbitrary: fc.dictionary(fc.integer({ min: 1, max: 60 }).map(String), reasons, { maxKeys: 60 }),
      },
      { weight: 1, arbitrary: fc.constant<Record<string, Reason>>({}) },
    )
    .map((byPort): Partial<Record<Reason, string>> => {
      const byReason: Partial<Record<Reason, string>> = {};
      for (const reason of REASONS) {
        const ports = Object.keys(byPort)
          .filter((port) => byPort[port] === reason)
          .map(Number)
          .sort((a, b) => a - b);
        if (ports.length > 0) byReason[reason] = formatPortRanges(ports);
      }
      return byReason;
    })
    .chain((ports): fc.Arbitrary<HostDraft> => {
      // A host may be up without a verdict: discovery alone found it, or the run ended first.
      const none = fc.constantFrom<HostDraft>(
        { status: 'up', ports: {} },
        { status: 'unknown', reason: 'no-response', ports: {} },
      );
      return Object.keys(ports).length > 0 ? fc.constant({ status: 'up', ports }) : none;
    });
  const run = fc.record({
    dialer: fc.constantFrom('portable', 'epoll'),
    status: fc.constantFrom('completed' as const, 'stopped' as const),
    targets: fc.constant(['10.66.0.0/29']),
    hosts: fc.dictionary(fc.constantFrom('10.66.0.1', '10.66.0.2', '10.66.0.9'), host),
  });
  /** What each port of a host said. */
  const saidBy = (draft: RunDraft, address: string): Map<number, Reason> => {
    const said = new Map<number, Reason>();
    for (const [reason, ranges] of Object.entries(draft.hosts[address]?.ports ?? {})) {
      for (const [first, last] of readPortRanges(ranges)) {
        for (let port = first; port <= last; port++) said.set(port, reason as Reason);
      }
    }
    return said;
  };

  it('a run does not differ from itself', () => {
    fc.assert(
      fc.property(run, (draft) => {
        const diff = diffOf(draft, draft);
        expect(diff.ports).toEqual([]);
        expect(diff.hosts).toEqual([]);
        expect(diff.different).toBe(false);
        const settled =
          draft.status === 'completed' || Object.values(draft.hosts).some(({ status }) => status === 'up');
        expect(diff.comparable).toBe(settled);
        expect(diff.headline).toBe(
          settled ? 'Nothing changed' : 'Nothing to compare: no host was asked to the end in both runs',
        );
      }),
    );
  });

  it('nothing is said to be the same where a host that both found was asked ports by one run only', () => {
    fc.assert(
      fc.property(run, run, (first, second) => {
        const diff = diffOf(first, second);
        const isUp = (draft: RunDraft, address: string): boolean => draft.hosts[address]?.status === 'up';
        const addresses = Object.keys(first.hosts).filter(
          (address) => isUp(first, address) && isUp(second, address),
        );
        let unasked = 0;
        for (const address of addresses) {
          const [before, after] = [saidBy(first, address), saidBy(second, address)];
          unasked += [...before.keys()].filter((port) => !after.has(port)).length;
          unasked += [...after.keys()].filter((port) => !before.has(port)).length;
        }
        expect(diff.counts['not-comparable']).toBe(unasked);
        if (unasked > 0) expect(diff.headline).not.toBe('Nothing changed');
      }),
    );
  });

  it('the other way round, the same entries are told the other way round', () => {
    const turned: Record<string, string> = {
      'not-scanned-before': 'not-scanned-after',
      'not-scanned-after': 'not-scanned-before',
      appeared: 'gone',
      gone: 'appeared',
    };
    fc.assert(
      fc.property(run, run, (first, second) => {
        const there = diffOf(first, second);
        const back = diffOf(second, first);
        const ends = ({ address, port, lastPort, count, before, after }: PortChange): unknown => [
          address,
          port,
          lastPort,
          count,
          before,
          after,
        ];
        expect(
          back.ports.map(({ before, after, ...rest }) => ends({ ...rest, before: after, after: before })),
        ).toEqual(there.ports.map(ends));
        expect(back.hosts.map(({ address, kind }) => [address, turned[kind]])).toEqual(
          there.hosts.map(({ address, kind }) => [address, kind]),
        );
        expect(back.different).toBe(there.different);
      }),
    );
  });

  it('every change lies in what both runs asked, and what only one asked is not comparable', () => {
    fc.assert(
      fc.property(run, run, (first, second) => {
        const diff = diffOf(first, second);
        for (const { kind, address, port, lastPort, count } of diff.ports) {
          const [before, after] = [saidBy(first, address), saidBy(second, address)];
          const inside = [...new Set([...before.keys(), ...after.keys()])].filter(
            (each) => each >= port && each <= lastPort,
          );
          const both = inside.filter((each) => before.has(each) && after.has(each));
          expect(inside).toHaveLength(count);
          expect(both).toHaveLength(kind === 'not-comparable' ? 0 : count);
        }
      }),
    );
  });

  it('a change of state is told for exactly the ports whose state differs', () => {
    fc.assert(
      fc.property(run, run, (first, second) => {
        let expected = 0;
        for (const address of ['10.66.0.1', '10.66.0.2', '10.66.0.9']) {
          const [before, after] = [saidBy(first, address), saidBy(second, address)];
          for (const [port, reason] of before) {
            const other = after.get(port);
            if (!other || stateOfReason(reason) === stateOfReason(other)) continue;
            if ([reason, other].sort().join() !== 'conn-refused,port-unreach') expected++;
          }
        }
        const { counts } = diffOf(first, second);
        expect(counts.opened + counts.closed + counts.filtered).toBe(expected);
      }),
    );
  });
});
