import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { packDiff } from '../../../src-shared/scan/pack-diff.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { completePair } from '../../../src-renderer/state/complete-pair.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { createFakeCore, type Answers } from '../fake-core.ts';
import { sampleDiff, sampleRun } from '../sample-runs.ts';

/** Runs newest first; each is "id targets" with an optional status. */
function history(...lines: readonly string[]): RunSummary[] {
  return lines.map((line, index) => {
    const [scanId = '', targets = '', status = 'completed'] = line.split(' ');
    return sampleRun({
      scanId,
      targets: targets.split(','),
      status: status as RunSummary['status'],
      startedAt: new Date(Date.UTC(2026, 10, 22, 12 - index)).toISOString(),
    });
  });
}

const NONE = { before: null, after: null };

describe('completePair', () => {
  it('takes the latest run that has an earlier one of the same targets', () => {
    const runs = history('d localhost', 'c lan', 'b nas', 'a lan');
    expect(completePair(NONE, runs)).toEqual({ before: 'a', after: 'c' });
  });

  it('takes the latest two where no targets come twice, and whatever order targets were typed in', () => {
    expect(completePair(NONE, history('b nas', 'a lan'))).toEqual({ before: 'a', after: 'b' });
    expect(completePair(NONE, history('c b,A', 'b x', 'a a,b'))).toEqual({ before: 'a', after: 'c' });
  });

  it('leaves runs under way alone, and takes what there is', () => {
    expect(completePair(NONE, history('c lan running', 'b lan', 'a lan'))).toEqual({
      before: 'a',
      after: 'b',
    });
    expect(completePair(NONE, history('a lan'))).toEqual({ before: null, after: 'a' });
    expect(completePair(NONE, [])).toEqual(NONE);
  });

  it('finds the missing side of a run that was named, the nearest of the same targets', () => {
    const runs = history('d lan', 'c nas', 'b lan', 'a lan');
    expect(completePair({ before: null, after: 'b' }, runs)).toEqual({ before: 'a', after: 'b' });
    expect(completePair({ before: 'a', after: null }, runs)).toEqual({ before: 'a', after: 'b' });
    expect(completePair({ before: 'c', after: null }, runs)).toEqual({ before: 'c', after: 'd' });
    expect(completePair({ before: 'gone', after: null }, runs)).toEqual({ before: 'gone', after: null });
    expect(completePair({ before: 'x', after: 'y' }, runs)).toEqual({ before: 'x', after: 'y' });
  });
});

function fakeCompare(more: Answers = {}) {
  const runs = history('c lan', 'b nas', 'a lan');
  const fake = createFakeCore({
    'history.list': ({ text }) => {
      const found = runs.filter((run) => run.targets.some((target) => target.includes(text)));
      return { total: found.length, runs: found };
    },
    'compare.runs': ({ before, after }) => {
      const diff = sampleDiff();
      return packDiff({
        ...diff,
        before: { ...diff.before, id: before },
        after: { ...diff.after, id: after },
      });
    },
    ...more,
  });
  const store = createAppStore(fake.core);
  return { ...fake, store, compare: () => store.getState().compare };
}

async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('comparing', () => {
  it('compares the default pair on arrival, and puts it into the address', async () => {
    const { store, compare } = fakeCompare();
    await settle();
    await store.getState().openCompare(NONE);
    expect(compare().diff).toMatchObject({ before: { id: 'a' }, after: { id: 'c' } });
    expect(store.getState().route).toEqual({ screen: 'compare', before: 'a', after: 'c' });
  });

  it('compares what an address names, once', async () => {
    const { store, compare, calls } = fakeCompare();
    await settle();
    await store.getState().openCompare({ before: 'b', after: 'a' });
    await store.getState().openCompare({ before: 'b', after: 'a' });
    expect(compare().diff).toMatchObject({ before: { id: 'b' }, after: { id: 'a' } });
    expect(calls.filter(({ name }) => name === 'compare.runs')).toHaveLength(1);
  });

  it('keeps showing the old comparison while other runs are only picked', async () => {
    const { store, compare } = fakeCompare();
    await settle();
    await store.getState().openCompare(NONE);
    store.getState().pickRun('before', 'b');
    store.getState().swapRuns();
    expect(compare()).toMatchObject({ pair: { before: 'c', after: 'b' }, diff: { before: { id: 'a' } } });
    await settle();
    expect(compare().diff).toMatchObject({ before: { id: 'c' }, after: { id: 'b' } });
  });

  it('shows the last answer asked for, whichever arrives last', async () => {
    const release: (() => void)[] = [];
    const { store, compare } = fakeCompare({
      'compare.runs': async ({ before, after }) => {
        await new Promise<void>((resolve) => release.push(resolve));
        const diff = sampleDiff();
        return packDiff({
          ...diff,
          before: { ...diff.before, id: before },
          after: { ...diff.after, id: after },
        });
      },
    });
    await settle();
    const first = store.getState().openCompare({ before: 'a', after: 'b' });
    await settle();
    store.getState().pickRun('after', 'c');
    await settle();
    release[1]?.();
    await settle();
    release[0]?.();
    await first;
    expect(compare()).toMatchObject({ busy: false, fault: null, diff: { after: { id: 'c' } } });
  });

  it('tells that a run is gone, and recovers with another', async () => {
    const { store, compare, answers } = fakeCompare({
      'compare.runs': () => {
        throw new PortolanError('not-found', 'The run was deleted.');
      },
    });
    await settle();
    await store.getState().openCompare({ before: 'gone', after: 'c' });
    expect(compare()).toMatchObject({ diff: null, busy: false, fault: { code: 'not-found' } });
    Object.assign(answers, { 'compare.runs': () => packDiff(sampleDiff()) });
    store.getState().pickRun('before', 'a');
    await settle();
    expect(compare()).toMatchObject({ fault: null, diff: { headline: 'Nothing changed' } });
  });

  it('tells that a run was deleted while it was compared, without a turn of the screen, and brings it back', async () => {
    let runs = history('c lan', 'b nas', 'a lan');
    const restored: string[] = [];
    const { store, compare } = fakeCompare({
      'history.list': () => ({ total: runs.length, runs }),
      'history.restore': ({ scanIds }) => {
        restored.push(...scanIds);
        runs = history('c lan', 'b nas', 'a lan');
        return {};
      },
      'compare.runs': () => {
        if (runs.length < 3) throw new PortolanError('not-found', 'The run was deleted.');
        return packDiff(sampleDiff());
      },
    });
    await settle();
    await store.getState().openCompare({ before: 'a', after: 'c' });
    expect(compare()).toMatchObject({ fault: null, deleted: [] });
    store.getState().navigate({ screen: 'history' });
    runs = history('c lan', 'b nas');
    await store.getState().refreshCompare();
    expect(compare()).toMatchObject({ diff: null, fault: { code: 'not-found' }, deleted: ['a'] });
    expect(store.getState().route.screen).toBe('history');
    await store.getState().restoreCompared();
    expect(restored).toEqual(['a']);
    expect(compare()).toMatchObject({ fault: null, deleted: [], diff: { headline: 'Nothing changed' } });
  });

  it('starts over when a lost line is back', async () => {
    const { store, compare, disconnect, reconnect } = fakeCompare();
    await settle();
    disconnect();
    await settle();
    await store.getState().openCompare(NONE);
    expect(compare()).toMatchObject({ runs: null, fault: null });
    reconnect();
    await settle();
    await store.getState().refreshCompare();
    expect(compare().diff).toMatchObject({ before: { id: 'a' }, after: { id: 'c' } });
  });

  it('reads what both runs hold of a port, and nothing where a run does not know the host', async () => {
    const row = {
      port: 80,
      protocol: 'tcp' as const,
      state: 'filtered' as const,
      reason: 'no-response' as const,
      service: 'http',
      rttMs: null,
      attempts: 4,
      confidence: 0.999,
      address: '10.66.4.9',
      hostName: null,
    };
    const { store, compare, calls } = fakeCompare({
      'scan.port': ({ scanId }) => {
        if (scanId === 'c') throw new PortolanError('not-found', 'This run knows nothing of it.');
        return { row };
      },
    });
    await settle();
    await store.getState().openCompare(NONE);
    const wanted = { address: '10.66.4.9', hostName: null, port: 80, change: null };
    await store.getState().readEvidence(wanted);
    expect(compare().evidence).toMatchObject({ ...wanted, before: { port: 80, attempts: 4 }, after: null });
    const asked = calls.filter(({ name }) => name === 'scan.port').map(({ input }) => input);
    expect(asked).toEqual(['a', 'c'].map((scanId) => ({ scanId, address: '10.66.4.9', port: 80 })));
    await store.getState().readEvidence(null);
    expect(compare().evidence).toBeNull();
    await store.getState().openCompare({ before: 'b', after: 'a' });
    expect(compare().evidence).toBeNull();
  });
});
