import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTimelineInput } from '../../../src-main/app/timeline-input.ts';
import { createCompactor } from '../../../src-main/store/compact-runs.ts';
import { IN_MEMORY, openDatabase, type Database } from '../../../src-main/store/database.ts';
import { readHosts } from '../../../src-main/store/read-hosts.ts';
import type { FinishedHost } from '../../../src-main/store/run-record.ts';
import { createRunRepository, type RunRepository } from '../../../src-main/store/run-repository.ts';
import { doubtfulPorts } from '../../../src-shared/scan/doubtful-silence.ts';
import type { HostOutcome, PortRange } from '../../../src-shared/scan/timeline-input.ts';
import { finishedHosts } from './random-hosts.ts';
import { COMPLETED, NO_CHANGES, sampleNewRun } from './sample-runs.ts';

const ROUNDS = process.env['PORTOLAN_LONG'] === '1' ? 500 : 40;

let database: Database;
let repository: RunRepository;
beforeEach(() => {
  database = openDatabase(IN_MEMORY);
  repository = createRunRepository(database, () => 0);
});
afterEach(() => database.close());

function keep(id: string, finished: readonly FinishedHost[], day = 1, asRows = false): void {
  const startedAt = new Date(Date.UTC(2026, 0, day)).toISOString();
  repository.begin(sampleNewRun(id, { startedAt }));
  repository.commit(id, { ...NO_CHANGES, finished });
  if (asRows) database.run("UPDATE runs SET status = 'stopped' WHERE id = ?", id);
  else repository.commit(id, NO_CHANGES, COMPLETED);
}

function host(position: number, more: Partial<FinishedHost> = {}): FinishedHost {
  const extraports = [{ state: 'closed', reason: 'reset', count: 100, ports: '1-100' }] as const;
  const address = `10.0.0.${position}`;
  return {
    position,
    address,
    names: [],
    status: 'up',
    reason: 'reset',
    srttMs: 1,
    ports: [],
    extraports,
    ...more,
  };
}

interface Read {
  readonly outcomes: readonly (HostOutcome | null)[];
  readonly doubtful: readonly (readonly PortRange[])[];
}
function read(ids: readonly string[]): Map<string, Read> {
  return database.read(() => {
    const { runs, hosts } = readTimelineInput(database, ids, () => null);
    return new Map(
      Array.from(hosts, ({ address, outcomes, doubts }) => [
        address,
        { outcomes, doubtful: runs.map((_, run) => doubts?.get(run) ?? []) },
      ]),
    );
  });
}

describe('many runs at once', () => {
  it('say of every host what each run says alone, in rows or in chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(finishedHosts, fc.boolean()), { minLength: 1, maxLength: 4 }), (kept) => {
        database = openDatabase(IN_MEMORY);
        repository = createRunRepository(database, () => 0);
        for (const [run, [hosts, asRows]] of kept.entries()) keep(`run-${run}`, hosts, run + 1, asRows);
        const ids = kept.map((_, run) => `run-${run}`);
        const timeline = read(ids);
        const addresses = new Set<string>();
        for (const [run, id] of ids.entries()) {
          const alone = [...readHosts(database, id)];
          for (const { report } of alone) {
            addresses.add(report.address);
            const found = timeline.get(report.address);
            const { names, status, reason, ports, extraports } = report;
            expect(found?.outcomes[run]).toMatchObject({
              names,
              status,
              reason,
              ports: ports.map(({ port, reason, service }) => ({ port, reason, service })),
              extraports: extraports.map(({ reason, ports: ranges }) => ({ reason, ports: ranges })),
            });
            expect(found?.doubtful[run]).toEqual(doubtfulPorts(report));
          }
          const here = new Set(alone.map(({ report }) => report.address));
          for (const [address, { outcomes }] of timeline) {
            if (!here.has(address)) expect(outcomes[run]).toBeNull();
          }
        }
        expect(new Set(timeline.keys())).toEqual(addresses);
      }),
      { numRuns: ROUNDS },
    );
  });

  it('give the same object for the same, whether it stands in rows or chunks', () => {
    const named = { names: ['router.example'] };
    for (const [run, asRows] of [false, true, false].entries())
      keep(`run-${run}`, [host(1), host(2), host(3, named), host(4, named)], run + 1, asRows);
    const timeline = read(['run-0', 'run-1', 'run-2']);
    const outcomes = (address: string): readonly (HostOutcome | null)[] =>
      timeline.get(address)?.outcomes ?? expect.fail();
    expect(new Set([...outcomes('10.0.0.1'), ...outcomes('10.0.0.2')]).size).toBe(1);
    expect(new Set([...outcomes('10.0.0.3'), ...outcomes('10.0.0.4')]).size).toBe(1);
    expect(outcomes('10.0.0.3')[0]).not.toBe(outcomes('10.0.0.1')[0]);
  });

  it('find a host again that stood elsewhere in the run before', () => {
    const all = Array.from({ length: 700 }, (_, index) =>
      host(index, { address: `fd66::${index.toString(16)}` }),
    );
    keep('run-0', all, 1);
    keep(
      'run-1',
      all.slice(1).map((each) => ({ ...each, position: each.position - 1 })),
      2,
    );
    createCompactor(database, () => 0).step(1);
    const timeline = read(['run-0', 'run-1']);
    expect(timeline.size).toBe(700);
    expect(timeline.get('fd66::0')?.outcomes[1]).toBeNull();
    expect([...timeline.values()].filter(({ outcomes }) => outcomes[0] === outcomes[1])).toHaveLength(699);
  });

  it('come oldest first with what belongs to them; those that run, were deleted or never were are left out', () => {
    keep('late', [host(1)], 3);
    keep('early', [host(1)], 1);
    keep('gone', [host(1)], 2);
    repository.softDelete(['gone']);
    repository.begin(sampleNewRun('running'));
    repository.commit(
      'early',
      { ...NO_CHANGES, warnings: [{ code: 'w', message: 'm', address: '10.0.0.1' }] },
      COMPLETED,
    );
    database.run("UPDATE runs SET note = 'hello' WHERE id = 'late'");
    database.run("INSERT INTO tags SELECT key, 'weekly' FROM runs WHERE id = 'late'");
    const { runs } = database.read(() =>
      readTimelineInput(database, ['late', 'early', 'gone', 'running', 'none'], () => null),
    );
    const options = { targets: ['10.0.0.0/30'], exclude: [], ports: '1-100' };
    expect(runs).toMatchObject([
      { scanId: 'early', tags: [], note: '', warnings: [{ code: 'w', address: '10.0.0.1' }], options },
      {
        scanId: 'late',
        tags: ['weekly'],
        note: 'hello',
        warnings: [],
        dialer: 'portable',
        status: 'completed',
      },
    ]);
  });
});
