/** A timeline of random runs, held to plain answers (random-runs.ts) and to the comparison of two runs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTimeline } from '../../src-shared/scan/build-timeline.ts';
import { diffScans } from '../../src-shared/scan/diff-scans.ts';
import { stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import {
  runTimelineSchema,
  TIMELINE_CHANGE_KINDS,
  type RunTimeline,
  type TimelineChange,
  type TimelinePort,
} from '../../src-shared/scan/run-timeline.ts';
import type { ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import {
  ADDRESSES,
  hostLetter,
  hostStrip,
  inputOf,
  PORTS,
  portLetter,
  randomRuns,
  reportOf,
  saidIn,
  type RandomRun,
} from './random-runs.ts';

const muddled = randomRuns({ clear: false });
const clear = randomRuns({ clear: true });

function timelineOf(runs: readonly RandomRun[]): RunTimeline {
  return runTimelineSchema.parse(buildTimeline(inputOf(runs)));
}

function diffOf(runs: readonly RandomRun[], before: number, after: number): ScanDiff {
  return diffScans(reportOf(runs[before]!, before), reportOf(runs[after]!, after));
}

/** The kind of change of a port between two runs, where one is asserted. */
function kindOf(diff: ScanDiff, address: string, port: number): string | null {
  const found = diff.ports.find(
    (change) => change.address === address && change.port <= port && port <= change.lastPort,
  );
  // Ports between the ends of an entry may be asked by neither; the random ports are told apart by what they said.
  const kind = found?.kind ?? null;
  return kind === 'doubtful' || kind === 'not-comparable' ? null : kind;
}

const stripOf = (runs: readonly RandomRun[], address: string, port: number): string =>
  runs.map((run) => portLetter(run, address, port)).join('');
const everyPort = ADDRESSES.flatMap((address) => PORTS.map((port) => ({ address, port })));
const rowOf = (timeline: RunTimeline, address: string, port: number): TimelinePort | undefined =>
  timeline.ports.find((row) => row.address === address && row.port === port);

/** Runs with a verdict on the port that may be relied on. */
const knownRuns = (strip: string): number[] =>
  [...strip].flatMap((letter, run) => ('ocf'.includes(letter) ? [run] : []));

/** The state that most of a host's ports have in most runs, of closed and filtered. */
function usualOf(runs: readonly RandomRun[], address: string): string {
  const letters = PORTS.map((port) => stripOf(runs, address, port)).join('');
  return letters.split('f').length > letters.split('c').length ? 'f' : 'c';
}

function isUnusual(runs: readonly RandomRun[], address: string, port: number): boolean {
  const usual = usualOf(runs, address);
  return [...stripOf(runs, address, port)].some((letter) => 'ocf'.includes(letter) && letter !== usual);
}

describe('strips', () => {
  it('say of every port and host what the runs said', () => {
    fc.assert(
      fc.property(muddled, (runs) => {
        const timeline = timelineOf(runs);
        for (const { address, port, strip, doubtful } of timeline.ports) {
          const plain = stripOf(runs, address, port);
          expect(strip).toBe(plain.toLowerCase());
          expect(doubtful).toEqual([...plain].flatMap((letter, run) => (letter === 'F' ? [run] : [])));
        }
        for (const { address, strip, open } of timeline.hosts) {
          expect(strip).toBe(hostStrip(runs, address));
          expect(open.every(([, count], step) => step === 0 || open[step - 1]![1] !== count)).toBe(true);
          expect(runs.map((_, run) => open.findLast(([from]) => from <= run)?.[1])).toEqual(
            runs.map((run) =>
              hostLetter(run, address) === 'u'
                ? [...saidIn(run, address)!.said.values()].filter(({ reason }) => reason === 'syn-ack').length
                : null,
            ),
          );
        }
      }),
    );
  });

  it('are there for every host that ever answered and every port that was ever out of the usual or changed, and no other', () => {
    fc.assert(
      fc.property(muddled, (runs) => {
        const timeline = timelineOf(runs);
        const answered = ADDRESSES.filter((address) => runs.some((run) => hostLetter(run, address) === 'u'));
        expect(timeline.hosts.map(({ address }) => address)).toEqual(answered);
        const [listed, due] = [timeline.ports, everyPort].map((ports) =>
          ports
            .filter(({ address, port }) => {
              const row = rowOf(timeline, address, port);
              // That no change is left out is shown below.
              return isUnusual(runs, address, port) || (row !== undefined && row.changes.length > 0);
            })
            .map(({ address, port }) => `${address} ${port}`)
            .sort(),
        );
        expect(listed).toEqual(due);
        expect(timeline.ports).toHaveLength(due!.length);
        expect(timeline.morePorts + timeline.moreHosts).toBe(0);
      }),
    );
  });

  it('of ports that were ever out of the usual add up to the area', () => {
    fc.assert(
      fc.property(muddled, (runs) => {
        const timeline = timelineOf(runs);
        const { area } = timeline;
        const ports = timeline.ports.filter(({ address, port }) => isUnusual(runs, address, port));
        const letters = { open: 'o', filtered: 'f', closed: 'c', unknown: 'u', notAsked: '-' } as const;
        for (const [name, letter] of Object.entries(letters)) {
          expect(area[name as keyof typeof area]).toEqual(
            runs.map((_, run) => ports.filter(({ strip }) => strip[run] === letter).length),
          );
        }
      }),
    );
  });
});

describe('changes', () => {
  it('are those of a comparison of the two runs that each names, and lie in what both asked', () => {
    fc.assert(
      fc.property(muddled, (runs) => {
        const timeline = timelineOf(runs);
        for (const { address, port, changes } of timeline.ports) {
          const plain = stripOf(runs, address, port);
          for (const { kind, run, since, before, after } of changes) {
            expect(since).toBeLessThan(run);
            expect(knownRuns(plain)).toEqual(expect.arrayContaining([since, run]));
            expect(kindOf(diffOf(runs, since, run), address, port)).toBe(kind);
            expect(before.reason).toBe(saidIn(runs[since]!, address)?.said.get(port)?.reason);
            expect(after.reason).toBe(saidIn(runs[run]!, address)?.said.get(port)?.reason);
          }
        }
        for (const { address, changes } of timeline.hosts) {
          for (const { kind, run, since } of changes) {
            const found = diffOf(runs, since, run).hosts.find((host) => host.address === address);
            expect(hostStrip(runs, address)[since]).not.toBe('s');
            expect(`host-${found?.kind}`).toBe(kind);
          }
        }
      }),
    );
  });

  it('leave none out that a comparison of a run with the latest one before that knew tells', () => {
    fc.assert(
      fc.property(muddled, (runs) => {
        const timeline = timelineOf(runs);
        for (const { address, port } of everyPort) {
          const known = knownRuns(stripOf(runs, address, port));
          const row = rowOf(timeline, address, port);
          for (const [index, run] of known.entries()) {
            if (index === 0) continue;
            const told = row?.changes.find((change) => change.run === run);
            const kind = kindOf(diffOf(runs, known[index - 1]!, run), address, port);
            // Against an earlier run that saw more clearly, more may be told.
            if (kind === null || kind === 'reason-only') continue;
            expect([told?.kind, told?.since]).toEqual([kind, known[index - 1]]);
          }
        }
      }),
    );
  });

  it('of two runs are exactly those of their comparison', () => {
    fc.assert(
      fc.property(muddled, muddled, ([first], [second]) => {
        const runs = [first!, second!];
        const diff = diffOf(runs, 0, 1);
        const { changes } = timelineOf(runs).runs[1]!;
        for (const kind of ['opened', 'closed', 'filtered', 'service', 'reason-only'] as const) {
          expect([kind, changes[kind]]).toEqual([kind, diff.counts[kind]]);
        }
        for (const kind of ['appeared', 'gone'] as const) {
          expect(changes[`host-${kind}`]).toBe(diff.hosts.filter((host) => host.kind === kind).length);
        }
      }),
    );
  });

  it('of a run are counted, by kind: all those that stand in the lines', () => {
    fc.assert(
      fc.property(muddled, (runs) => {
        const timeline = timelineOf(runs);
        const told = [...timeline.ports, ...timeline.hosts].flatMap(({ changes }) => changes);
        for (const [run, { changes }] of timeline.runs.entries()) {
          for (const kind of TIMELINE_CHANGE_KINDS) {
            expect([kind, changes[kind]]).toEqual([
              kind,
              told.filter((change) => change.run === run && change.kind === kind).length,
            ]);
          }
        }
      }),
    );
    fc.assert(
      fc.property(clear, (runs) => {
        const timeline = timelineOf(runs);
        const diffs = runs.map((_, run) => (run === 0 ? null : diffOf(runs, run - 1, run).counts));
        for (const [run, { changes }] of timeline.runs.entries()) {
          for (const kind of ['opened', 'closed', 'filtered', 'reason-only'] as const) {
            expect(changes[kind]).toBe(diffs[run]?.[kind] ?? 0);
          }
        }
      }),
    );
  });

  it('compose: those between any two runs amount to what comparing the two tells', () => {
    fc.assert(
      fc.property(clear, (runs) => {
        const timeline = timelineOf(runs);
        for (let before = 0; before < runs.length; before++) {
          for (let after = before + 1; after < runs.length; after++) {
            const diff = diffOf(runs, before, after);
            for (const { address, port, changes } of timeline.ports) {
              const between = changes.filter(({ run }) => run > before && run <= after);
              const start = saidIn(runs[before]!, address)!.said.get(port)!.reason;
              expect(kindOf(diff, address, port)).toBe(netEffect(start, between));
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** What a list of changes makes of a reason. */
function netEffect(start: Reason, changes: readonly TimelineChange[]): string | null {
  const end = changes.at(-1)?.after.reason ?? start;
  if (end === start) return null;
  const state = stateOfReason(end);
  if (state === stateOfReason(start)) return 'reason-only';
  return state === 'open' ? 'opened' : state;
}

describe('runs', () => {
  it('that all say the same change nothing', () => {
    fc.assert(
      fc.property(muddled, fc.integer({ min: 1, max: 6 }), ([run], times) => {
        const timeline = timelineOf(new Array<RandomRun>(times).fill(run!));
        for (const { changes } of timeline.runs) {
          expect(TIMELINE_CHANGE_KINDS.map((kind) => changes[kind])).toEqual(
            TIMELINE_CHANGE_KINDS.map(() => 0),
          );
        }
        for (const row of timeline.ports) {
          expect(new Set(row.strip).size).toBe(1);
          expect([row.changes, row.flapping]).toEqual([[], false]);
        }
      }),
    );
  });

  it('backwards are the same strips backwards, and the same changes the other way round', () => {
    const turned: Record<string, string> = { 'host-appeared': 'host-gone', 'host-gone': 'host-appeared' };
    fc.assert(
      fc.property(clear, (runs) => {
        const last = runs.length - 1;
        const there = timelineOf(runs);
        const back = timelineOf(runs.toReversed());
        for (const { address, port } of everyPort) {
          const row = rowOf(there, address, port);
          const turnedRow = rowOf(back, address, port);
          expect(turnedRow?.strip).toBe(row && [...row.strip].reverse().join(''));
          if (!row || !turnedRow) continue;
          expect(turnedRow.firstOpen).toBe(row.lastOpen === null ? null : last - row.lastOpen);
          const sides = ({ run, since, before, after }: TimelineChange): unknown => [
            run,
            since,
            before,
            after,
          ];
          expect(turnedRow.changes.map(sides).reverse()).toEqual(
            row.changes.map(({ run, since, before, after }) => [last - since, last - run, after, before]),
          );
        }
      }),
    );
    fc.assert(
      fc.property(muddled, (runs) => {
        const last = runs.length - 1;
        const there = timelineOf(runs);
        const back = timelineOf(runs.toReversed());
        for (const [index, host] of there.hosts.entries()) {
          expect(
            back.hosts[index]!.changes.map(({ kind, run, since }) => [kind, run, since]).reverse(),
          ).toEqual(host.changes.map(({ kind, run, since }) => [turned[kind], last - since, last - run]));
        }
      }),
    );
  });

  it('that asked for nothing of it are passed over', () => {
    fc.assert(
      fc.property(clear, fc.nat(), fc.boolean(), (runs, seed, otherPorts) => {
        const at = seed % (runs.length + 1);
        const stranger: RandomRun = otherPorts
          ? { ...runs[0]!, asked: [] }
          : { ...runs[0]!, scope: 1, completed: false, hosts: new Map() };
        const without = timelineOf(runs);
        const withIt = timelineOf([...runs.slice(0, at), stranger, ...runs.slice(at)]);
        const moved = (run: number): number => (run >= at ? run + 1 : run);
        for (const row of without.ports) {
          const other = rowOf(withIt, row.address, row.port);
          expect(other?.strip).toBe(`${row.strip.slice(0, at)}-${row.strip.slice(at)}`);
          expect(other?.changes).toEqual(
            row.changes.map((change) => ({ ...change, run: moved(change.run), since: moved(change.since) })),
          );
        }
      }),
    );
  });

  it('in which silence is doubtful change nothing by it', () => {
    fc.assert(
      fc.property(clear, fc.nat(), (runs, seed) => {
        const at = seed % (runs.length + 1);
        const hosts = new Map(
          ADDRESSES.map((address) => [
            address,
            {
              status: 'up' as const,
              timedOut: false,
              said: new Map(
                PORTS.map((port) => [port, { reason: 'no-response' as const, unsure: true, service: null }]),
              ),
            },
          ]),
        );
        const lossy = [...runs.slice(0, at), { ...runs[0]!, hosts }, ...runs.slice(at)];
        const total = (timeline: RunTimeline): number =>
          timeline.runs.reduce(
            (sum, { changes }) => sum + TIMELINE_CHANGE_KINDS.reduce((all, kind) => all + changes[kind], 0),
            0,
          );
        expect(total(timelineOf(lossy))).toBe(total(timelineOf(runs)));
      }),
    );
  });
});
