import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { createFakeCore, type Answers } from '../fake-core.ts';
import { sampleRun } from '../sample-runs.ts';

/** A history of `count` runs, newest first, that deletes and restores for real. */
function fakeHistory(count: number, more: Answers = {}) {
  const all = Array.from({ length: count }, (_, index) =>
    sampleRun({ scanId: `run-${index}`, targets: [index % 2 ? 'nas.lan' : '10.66.4.0/28'] }),
  );
  const deleted = new Set<string>();
  const kept = () => all.filter((run) => !deleted.has(run.scanId));
  const fake = createFakeCore({
    'history.list': ({ text, offset, limit }) => {
      const found = kept().filter((run) => run.targets.some((target) => target.includes(text)));
      return { total: found.length, runs: found.slice(offset, offset + limit) };
    },
    'history.delete': ({ scanIds }) => {
      for (const id of scanIds) deleted.add(id);
      return {};
    },
    'history.restore': ({ scanIds }) => {
      for (const id of scanIds) deleted.delete(id);
      return {};
    },
    ...more,
  });
  const store = createAppStore(fake.core);
  return { ...fake, all, store, history: () => store.getState().history };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets everything under way in microtasks come to its end. */
async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('reading the runs', () => {
  it('reads the first page, and more as far as someone scrolls, each run once', async () => {
    const { store, history, calls } = fakeHistory(1_234);
    await settle();
    await store.getState().loadHistory(0);
    expect(history()).toMatchObject({ total: 1_234, fault: null });
    expect(history().runs).toHaveLength(100);
    await store.getState().loadHistory(720);
    expect(history().runs.length).toBeGreaterThanOrEqual(720);
    expect(new Set(history().runs.map((run) => run.scanId)).size).toBe(history().runs.length);
    await store.getState().loadHistory(5_000);
    expect(history().runs).toHaveLength(1_234);
    const before = calls.length;
    await store.getState().loadHistory(5_000);
    expect(calls.length).toBe(before);
  });

  it('tells why it cannot, and forgets that when it can', async () => {
    const { store, history, answers } = fakeHistory(3, {
      'history.list': () => {
        throw new PortolanError('unavailable', 'The disk is full.');
      },
    });
    await settle();
    await store.getState().loadHistory(0);
    expect(history()).toMatchObject({ total: null, fault: 'The disk is full.' });
    Object.assign(answers, { 'history.list': () => ({ total: 0, runs: [] }) });
    await store.getState().refreshHistory();
    expect(history()).toMatchObject({ total: 0, fault: null });
  });

  it('does not blame a broken line on the history, and reads again when it is back', async () => {
    const { store, history, disconnect, reconnect } = fakeHistory(3);
    await settle();
    disconnect();
    await settle();
    await store.getState().loadHistory(0);
    expect(history()).toMatchObject({ total: null, fault: null });
    reconnect();
    await settle();
    await store.getState().refreshHistory();
    expect(history().runs).toHaveLength(3);
  });

  it('asks nothing about history before its screen was opened', async () => {
    const { store, calls } = fakeHistory(3);
    await settle();
    await store.getState().refreshHistory();
    expect(calls).toEqual([]);
  });

  it('searches a moment after the last key, once', async () => {
    const { store, history, calls } = fakeHistory(10);
    await settle();
    await store.getState().loadHistory(0);
    for (const text of ['n', 'na', 'nas']) store.getState().searchHistory(text);
    vi.runAllTimers();
    await settle();
    expect(calls.filter(({ name }) => name === 'history.list')).toHaveLength(2);
    expect(history()).toMatchObject({ text: 'nas', listed: 'nas', total: 5 });
  });
});

describe('answers that overtake each other', () => {
  it('shows what was searched last, whichever answer comes last', async () => {
    const release = new Map<string, () => void>();
    const { store, history } = fakeHistory(0, {
      'history.list': async ({ text }) => {
        if (text !== '') await new Promise<void>((resolve) => release.set(text, resolve));
        return { total: 1, runs: [sampleRun({ scanId: `found by ${text}` })] };
      },
    });
    await settle();
    await store.getState().loadHistory(0);
    for (const text of ['slow', 'quick']) {
      store.getState().searchHistory(text);
      vi.runAllTimers();
      await settle();
    }
    release.get('quick')?.();
    await settle();
    release.get('slow')?.();
    await settle();
    expect(history()).toMatchObject({ listed: 'quick', runs: [{ scanId: 'found by quick' }] });
  });
});

describe('deleting', () => {
  it('takes runs off at once, and Undo brings them back', async () => {
    const { store, history } = fakeHistory(4);
    await settle();
    await store.getState().loadHistory(0);
    store.getState().toggleRun('run-1');
    const deleting = store.getState().deleteRuns(['run-1', 'run-2']);
    expect(history().runs.map((run) => run.scanId)).toEqual(['run-0', 'run-3']);
    expect(history()).toMatchObject({ total: 2, marked: [] });
    await deleting;
    const [notice] = store.getState().notices;
    expect(notice).toMatchObject({ message: 'Deleted 2 runs.', action: { label: 'Undo' } });
    notice?.action?.run();
    await settle();
    expect(history().runs).toHaveLength(4);
  });

  it('puts runs back and says why when the core refuses', async () => {
    const { store, history } = fakeHistory(2, {
      'history.delete': () => {
        throw new PortolanError('wrong-state', 'This scan is still running: stop it first.');
      },
    });
    await settle();
    await store.getState().loadHistory(0);
    await store.getState().deleteRuns(['run-0']);
    expect(history().runs).toHaveLength(2);
    expect(store.getState().notices[0]?.message).toBe(
      'Nothing was deleted. This scan is still running: stop it first.',
    );
  });
});

describe('repeating a run', () => {
  const snapshot = {
    scanId: 'run-0',
    seq: 9,
    status: 'completed' as const,
    startedAt: '2026-11-22T09:12:00.000Z',
    finishedAt: '2026-11-22T09:12:08.000Z',
    scanner: null,
    options: {
      targets: ['10.66.4.0/28'],
      exclude: ['10.66.4.13'],
      ports: '1-1024',
      portsAsked: 'top:100',
      timing: 'T4' as const,
      discovery: false,
      seed: 7,
      maxRate: 500,
      banners: true,
      unheardOf: true,
    },
    hostsTotal: 1,
    portsPerHost: 1,
    progress: {
      phase: 'scanning' as const,
      elapsedMs: 1,
      portsDone: 1,
      portsTotal: 1,
      hostsDone: 1,
      hostsTotal: 1,
      probesSent: 1,
      retries: 0,
      inFlight: 0,
      remainingMs: 0,
    },
    ports: { open: 0, closed: 1, filtered: 0 },
    reasons: {},
    hosts: [],
    warnings: [],
    rates: [],
    committedPorts: 1,
    stats: null,
    error: null,
  };

  it('asks the same again, in a new order, and goes there', async () => {
    const { store, calls } = fakeHistory(1, {
      'scan.snapshot': () => snapshot,
      'scan.start': () => ({ scanId: 'fresh' }),
    });
    await settle();
    await store.getState().repeatRun('run-0');
    const start = calls.find(({ name }) => name === 'scan.start');
    expect(start?.input).toMatchObject({
      confirmPublic: false,
      options: {
        targets: ['10.66.4.0/28'],
        exclude: ['10.66.4.13'],
        ports: 'top:100',
        timing: 'T4',
        discovery: false,
        maxRate: 500,
        banners: true,
      },
    });
    expect(start?.input).not.toHaveProperty('options.seed');
    expect(store.getState().route).toEqual({ screen: 'scan', scanId: 'fresh' });
  });

  it('asks once for public targets, and starts only after a yes', async () => {
    const { store, calls, history } = fakeHistory(1, {
      'scan.snapshot': () => snapshot,
      'scan.start': ({ confirmPublic }) => {
        if (!confirmPublic) throw new PortolanError('needs-confirmation', 'These addresses are public.');
        return { scanId: 'fresh' };
      },
    });
    await settle();
    await store.getState().repeatRun('run-0');
    expect(history().confirm?.targets).toEqual(['10.66.4.0/28']);
    await store.getState().answerRepeat(false);
    expect(history().confirm).toBeNull();
    expect(calls.filter(({ name }) => name === 'scan.start')).toHaveLength(1);
    await store.getState().repeatRun('run-0');
    await store.getState().answerRepeat(true);
    expect(store.getState().route).toEqual({ screen: 'scan', scanId: 'fresh' });
  });
});
