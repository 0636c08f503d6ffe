import { describe, expect, it } from 'vitest';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { createFakeCore, type Answers } from '../fake-core.ts';
import { sampleTimeline } from '../sample-timeline.ts';

const timelineOf = (strip: string) => sampleTimeline({ ports: [{ address: '10.0.0.1', port: 80, strip }] });

function fakeSeries(more: Answers = {}) {
  const fake = createFakeCore({
    'compare.timeline': () => timelineOf('occo'),
    'series.list': () => ({ series: [] }),
    'series.update': () => ({}),
    ...more,
  });
  const store = createAppStore(fake.core);
  const asked = () => fake.calls.filter(({ name }) => name === 'compare.timeline').length;
  return { ...fake, store, asked, series: () => store.getState().series };
}

async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a series', () => {
  it('is read once, and its latest run is chosen', async () => {
    const { store, series, asked } = fakeSeries();
    await settle();
    await store.getState().openSeries('a');
    await store.getState().openSeries('a');
    expect(asked()).toBe(1);
    expect(series()).toMatchObject({ seriesId: 'a', at: 3, busy: false, fault: null });
    store.getState().goToRun(-5);
    expect(series().at).toBe(0);
    store.getState().goToRun(99);
    expect(series().at).toBe(3);
  });

  it('keeps the chosen run when runs come, and follows the latest where that was chosen', async () => {
    const { store, series, answers } = fakeSeries();
    await settle();
    store.getState().navigate({ screen: 'series', seriesId: 'a' });
    await store.getState().openSeries('a');
    Object.assign(answers, { 'compare.timeline': () => timelineOf('occoo') });
    await store.getState().refreshSeries();
    expect(series().at).toBe(4);
    store.getState().goToRun(2);
    Object.assign(answers, { 'compare.timeline': () => timelineOf('occooc') });
    await store.getState().refreshSeries();
    expect(series()).toMatchObject({ at: 2, timeline: { runs: { length: 6 } } });
  });

  it('is read anew on return when it changed behind another screen', async () => {
    const { store, asked } = fakeSeries();
    await settle();
    await store.getState().openSeries('a');
    await store.getState().refreshSeries();
    expect(asked()).toBe(1);
    await store.getState().openSeries('a');
    expect(asked()).toBe(2);
    await store.getState().openSeries('a');
    expect(asked()).toBe(2);
  });

  it('gives way to the one that was opened last, whichever answer comes last', async () => {
    const release: (() => void)[] = [];
    const { store, series } = fakeSeries({
      'compare.timeline': async (input) => {
        await new Promise<void>((resolve) => release.push(resolve));
        return timelineOf('seriesId' in input && input.seriesId === 'b' ? 'oc' : 'occo');
      },
    });
    await settle();
    const first = store.getState().openSeries('a');
    await settle();
    const second = store.getState().openSeries('b');
    await settle();
    release[1]?.();
    await second;
    release[0]?.();
    await first;
    expect(series()).toMatchObject({
      seriesId: 'b',
      busy: false,
      fault: null,
      timeline: { runs: { length: 2 } },
    });
  });

  it('keeps the filter of its lines while runs come, and not that of another series', async () => {
    const { store, series } = fakeSeries();
    await settle();
    store.getState().navigate({ screen: 'series', seriesId: 'a' });
    await store.getState().openSeries('a');
    store.getState().filterSeries('redis');
    await store.getState().refreshSeries();
    expect(series().filter).toBe('redis');
    await store.getState().openSeries('b');
    expect(series().filter).toBe('');
  });

  it('tells that it is gone, and recovers', async () => {
    const { store, series, answers } = fakeSeries({
      'compare.timeline': () => {
        throw new PortolanError('not-found', 'There is no such series.');
      },
    });
    await settle();
    store.getState().navigate({ screen: 'series', seriesId: 'a' });
    await store.getState().openSeries('a');
    expect(series()).toMatchObject({ timeline: null, busy: false, fault: { code: 'not-found' } });
    Object.assign(answers, { 'compare.timeline': () => timelineOf('oc') });
    await store.getState().refreshSeries();
    expect(series()).toMatchObject({ fault: null, at: 1 });
  });

  it('says nothing of a lost line, and is read when it is back', async () => {
    const { store, series, disconnect, reconnect } = fakeSeries();
    await settle();
    store.getState().navigate({ screen: 'series', seriesId: 'a' });
    disconnect();
    await settle();
    await store.getState().openSeries('a');
    expect(series()).toMatchObject({ timeline: null, busy: false, fault: null });
    reconnect();
    await settle();
    await store.getState().refreshSeries();
    expect(series().timeline).not.toBeNull();
  });

  it('loses its name where it is emptied, and keeps it with a word where the core says no', async () => {
    const { store, calls, answers } = fakeSeries();
    await settle();
    await store.getState().renameSeries('a', '  ');
    expect(calls.find(({ name }) => name === 'series.update')?.input).toEqual({ seriesId: 'a', name: null });
    Object.assign(answers, {
      'series.update': () => {
        throw new PortolanError('unavailable', 'The disk is full.');
      },
    });
    await store.getState().renameSeries('a', 'Office');
    expect(store.getState().notices.at(-1)?.message).toBe('The series keeps its name. The disk is full.');
  });
});
