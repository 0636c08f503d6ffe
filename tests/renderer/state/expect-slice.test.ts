import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { FINDING_KINDS, type CheckResult } from '../../../src-shared/scan/expect/expect-finding.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { createFakeCore, type Answers } from '../fake-core.ts';

const RESULT: CheckResult = {
  verdict: 'agreed',
  headline: 'As agreed: 1 host, 1 port',
  findings: [],
  counts: Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as CheckResult['counts'],
  hosts: 1,
  ports: 1,
};
const PLACE = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/** A connected core that takes every text for right, but those that say "wrong". */
async function setUp(answers: Answers = {}) {
  const fake = createFakeCore({
    // Runs are of the series that their name begins with.
    'expect.recall': ({ scanId }) => ({ seriesId: scanId.slice(0, 1), text: 'kept', isOwn: false }),
    'expect.keep': () => ({}),
    'expect.write': () => ({ text: 'written' }),
    'expect.check': ({ text }) =>
      text.includes('wrong')
        ? { problems: [{ message: 'Wrong.', place: PLACE }], result: null }
        : { problems: [], result: { ...RESULT, headline: text.slice(0, 99) } },
    ...answers,
  });
  const store = createAppStore(fake.core);
  await vi.waitUntil(() => fake.core.status === 'online');
  const texts = (name: string) =>
    fake.calls.filter((call) => call.name === name).map(({ input }) => (input as { text: string }).text);
  return { ...fake, store, texts, state: () => store.getState().expect };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the text', () => {
  it('is what was kept, read once, and judges the run', async () => {
    const { store, state, calls } = await setUp();
    expect(state().isKnown).toBe(false);
    await store.getState().openExpectations('a1');
    await store.getState().openExpectations('a2');
    expect(state()).toMatchObject({
      seriesId: 'a',
      text: 'kept',
      isOwn: false,
      isKnown: true,
      isBegun: true,
    });
    expect(state().checks['a2']).toMatchObject({ busy: false, result: { headline: 'kept' } });
    expect(calls.filter(({ name }) => name === 'expect.check')).toHaveLength(2);
  });

  it('is that of the series: another run of it has what was typed, and another series has its own', async () => {
    const { store, state, calls } = await setUp();
    await store.getState().openExpectations('a1');
    store.getState().typeExpectations('a1', 'office');
    const switching = store.getState().openExpectations('b1');
    // The text of the one is never shown beside a run of the other.
    expect(state().isKnown).toBe(false);
    await switching;
    expect(state()).toMatchObject({ seriesId: 'b', text: 'kept', isOwn: false });
    store.getState().typeExpectations('b1', 'guests');
    await vi.advanceTimersByTimeAsync(1_000);
    const kept = calls.filter(({ name }) => name === 'expect.keep').map(({ input }) => input);
    expect(kept).toEqual([
      { seriesId: 'a', text: 'office' },
      { seriesId: 'b', text: 'guests' },
    ]);
    const checked = calls.filter(({ name }) => name === 'expect.check').map(({ input }) => input);
    expect(checked).not.toContainEqual({ scanId: 'a1', text: 'guests' });
    expect(checked.at(-1)).toEqual({ scanId: 'b1', text: 'guests' });
  });

  it('that could not be kept is there on return, and is tried again', async () => {
    let isFull = true;
    let office: string | null = null;
    const { store, state, texts } = await setUp({
      'expect.recall': ({ scanId }) => ({
        seriesId: scanId.slice(0, 1),
        text: scanId.startsWith('a') ? office : null,
        isOwn: office !== null,
      }),
      'expect.keep': ({ text }) => {
        if (isFull) throw new PortolanError('unavailable', 'The disk is full.');
        office = text;
        return {};
      },
    });
    await store.getState().openExpectations('a1');
    store.getState().typeExpectations('a1', 'office');
    await vi.advanceTimersByTimeAsync(1_000);
    await store.getState().openExpectations('b1');
    isFull = false;
    await store.getState().openExpectations('a2');
    expect(state()).toMatchObject({ text: 'office', isOwn: true });
    expect(texts('expect.keep')).toEqual(['office', 'office', 'office']);
    await store.getState().openExpectations('b1');
    expect(texts('expect.keep')).toHaveLength(3);
  });

  it('is judged and kept when the typing pauses, the last of it alone', async () => {
    const { store, texts, state } = await setUp();
    await store.getState().openExpectations('a');
    for (const text of ['f', 'fi', 'fin']) store.getState().typeExpectations('a', text);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(texts('expect.check')).toEqual(['kept', 'fin']);
    expect(texts('expect.keep')).toEqual(['fin']);
    expect(state().checks['a']?.result?.headline).toBe('fin');
  });

  it('is kept at once where its screen is left', async () => {
    const { store, texts } = await setUp();
    store.getState().keepExpectations();
    store.getState().typeExpectations('a', 'typed');
    store.getState().keepExpectations();
    store.getState().keepExpectations();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(texts('expect.keep')).toEqual(['typed']);
  });

  it('that was typed before what was kept arrives stays', async () => {
    const { store, state } = await setUp();
    const opening = store.getState().openExpectations('a');
    store.getState().typeExpectations('a', 'typed');
    await opening;
    expect(state()).toMatchObject({ seriesId: 'a', text: 'typed', isOwn: true });
  });

  it('that was replaced in one series is not put back into another', async () => {
    const { store, state, calls } = await setUp();
    await store.getState().openExpectations('a1');
    store.getState().replaceExpectations('replaced');
    await store.getState().openExpectations('b1');
    store.getState().notices[0]?.action?.run();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state()).toMatchObject({ seriesId: 'b', text: 'kept' });
    expect(calls.findLast(({ name }) => name === 'expect.keep')?.input).toEqual({
      seriesId: 'a',
      text: 'kept',
    });
  });

  it('that cannot be had says why', async () => {
    const { store, state } = await setUp({
      'expect.recall': () => {
        throw new PortolanError('not-found', 'There is no run a.');
      },
    });
    await store.getState().openExpectations('a');
    expect(state()).toMatchObject({ isKnown: false, checks: { a: { fault: 'There is no run a.' } } });
  });

  it('stays where it was emptied by hand', async () => {
    const { store, state } = await setUp();
    await store.getState().openExpectations('a');
    store.getState().typeExpectations('a', '');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state()).toMatchObject({ text: '', isBegun: true });
    expect(state().checks['a']).toMatchObject({ result: null, problems: [] });
  });

  it('that is replaced can be had back', async () => {
    const { store, state } = await setUp();
    await store.getState().openExpectations('a');
    await store.getState().writeExpectations('a');
    expect(state().text).toBe('written');
    const [notice] = store.getState().notices;
    expect(notice?.message).toBe('The expectations were replaced.');
    notice?.action?.run();
    expect(state().text).toBe('kept');
  });
});

describe('the judgement', () => {
  it('of the file before stays beside the mistakes of this one', async () => {
    const { store, state } = await setUp();
    await store.getState().openExpectations('a');
    store.getState().typeExpectations('a', 'wrong');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state().checks['a']).toMatchObject({
      problems: [{ message: 'Wrong.' }],
      result: { headline: 'kept' },
    });
  });

  it('that comes late, of a text that is no more, is not taken', async () => {
    const held: (() => void)[] = [];
    const { store, state } = await setUp({
      'expect.check': async ({ text }) => {
        if (text === 'kept') await new Promise<void>((resolve) => held.push(resolve));
        return { problems: [], result: { ...RESULT, headline: text } };
      },
    });
    const opening = store.getState().openExpectations('a');
    await vi.advanceTimersByTimeAsync(1);
    store.getState().typeExpectations('a', 'later');
    await vi.advanceTimersByTimeAsync(1_000);
    held.forEach((release) => release());
    await opening;
    expect(state().checks['a']?.result?.headline).toBe('later');
  });

  it('of a text larger than a message is heard all the same', async () => {
    const { store, state, texts } = await setUp();
    store.getState().typeExpectations('a', '#'.repeat(400_000));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(texts('expect.check').map(({ length }) => length)).toEqual([300_000]);
    expect(state().text).toHaveLength(400_000);
    expect(state().checks['a']?.fault).toBeNull();
  });

  it('that cannot be had says why, and the next one forgets it', async () => {
    let isThere = false;
    const { store, state } = await setUp({
      'expect.check': () => {
        if (!isThere) throw new PortolanError('not-found', 'There is no run a.');
        return { problems: [], result: RESULT };
      },
    });
    await store.getState().openExpectations('a');
    expect(state().checks['a']).toMatchObject({ fault: 'There is no run a.', busy: false });
    isThere = true;
    await store.getState().openExpectations('a');
    expect(state().checks['a']).toMatchObject({ fault: null, result: { verdict: 'agreed' } });
  });
});

describe('files', () => {
  it('are taken, kept, and told of where no run is shown', async () => {
    const { store, state } = await setUp();
    await store.getState().openFile(new File(['\uFEFFversion: 1\n'], 'ours.yml'));
    expect(store.getState().notices[0]?.message).toMatch(/^ours\.yml is kept: open a run/);
    // It is for the run that is looked at next, and what that had can be had back.
    await store.getState().openExpectations('a');
    expect(state()).toMatchObject({ text: 'version: 1\n', isOwn: true });
    expect(store.getState().notices.at(-1)?.message).toBe('The expectations were replaced.');
  });
});
