import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ScanPreview } from '../../../src-shared/contract/portolan-contract.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { settingsSchema } from '../../../src-shared/contract/portolan-contract.ts';
import { NEW_TAB } from '../../../src-renderer/state/draft-tabs.ts';
import type { ScanDraft } from '../../../src-renderer/state/form-slice.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { createFakeCore, type Answers } from '../fake-core.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

const DRAFT: ScanDraft = { targets: '10.0.0.0/28, !10.0.0.13', ports: 'top:100', timing: 'T4' };
const PREVIEW: ScanPreview = {
  hosts: 15,
  names: 0,
  portsPerHost: 100,
  probes: 1_500,
  likelyMs: 900,
  worstMs: 9_000,
  publicTargets: [],
  problems: [],
};

async function start(answers: Answers) {
  const fake = createFakeCore({ 'scan.preview': () => PREVIEW, ...answers });
  const store = createAppStore(fake.core);
  await settle();
  const startDraft = async (draft = DRAFT) => {
    await store.getState().startDraft(NEW_TAB, draft);
    await settle();
  };
  return {
    fake,
    store,
    startDraft,
    named: (name: string) => fake.calls.filter((call) => call.name === name),
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

test('the cost is asked for once after a burst of keys', async () => {
  const { store, named } = await start({});
  for (const targets of ['1', '10', '10.0.0.0/28']) store.getState().previewDraft({ ...DRAFT, targets });
  vi.advanceTimersByTime(1_000);
  await settle();
  expect(named('scan.preview').map(({ input }) => (input as { targets: string }).targets)).toEqual([
    '10.0.0.0/28',
  ]);
  expect(store.getState().form.preview).toEqual(PREVIEW);
});

test('an empty field has no cost', async () => {
  const { store, named } = await start({});
  store.getState().previewDraft(DRAFT);
  store.getState().previewDraft({ ...DRAFT, targets: '  ' });
  vi.advanceTimersByTime(1_000);
  await settle();
  expect(named('scan.preview')).toEqual([]);
  expect(store.getState().form.preview).toBeNull();
});

test('a start opens the scan in the place of the tab it was typed in', async () => {
  const { store, startDraft, named } = await start({ 'scan.start': () => ({ scanId: 's' }) });
  store.getState().changeDraft(NEW_TAB, DRAFT);
  await startDraft();
  expect(named('scan.start')[0]?.input).toMatchObject({
    options: { targets: ['10.0.0.0/28', '!10.0.0.13'], ports: 'top:100', timing: 'T4' },
    confirmPublic: false,
  });
  expect(store.getState()).toMatchObject({
    route: { screen: 'scan', scanId: 's' },
    scans: { tabs: ['s'] },
    drafts: { s: DRAFT },
  });
});

test('public targets are asked about, once; a no starts nothing', async () => {
  const confirmations: boolean[] = [];
  const { store, startDraft } = await start({
    'scan.start': ({ confirmPublic }) => {
      confirmations.push(confirmPublic);
      if (!confirmPublic)
        throw new PortolanError('needs-confirmation', 'Public addresses: are you authorised?');
      return { scanId: `s${confirmations.length}` };
    },
  });
  await startDraft();
  expect(store.getState().form.confirm).not.toBeNull();
  await store.getState().answerConfirm(false);
  expect(confirmations).toEqual([false]);
  expect(store.getState()).toMatchObject({ form: { confirm: null, starting: false }, scans: { tabs: [] } });

  await startDraft();
  const answered = store.getState().answerConfirm(true);
  await settle();
  await answered;
  expect(store.getState().scans.tabs).toEqual(['s3']);
  await startDraft();
  expect(confirmations).toEqual([false, false, true, true]);
});

test('a wrong field is shown at the place where it was typed', async () => {
  const problem = {
    field: 'targets',
    message: '"/35" is too long.',
    start: 14,
    end: 17,
    example: '10.0.0.0/24',
  };
  const { store, startDraft } = await start({
    'scan.preview': () => ({ ...PREVIEW, problems: [problem] }),
    'scan.start': () => {
      throw new PortolanError('invalid-input', 'wrong', { fields: [{ ...problem, start: 8, end: 11 }] });
    },
  });
  await startDraft();
  expect(store.getState().form).toMatchObject({ preview: { problems: [problem] }, startProblems: [] });
});

test('what only the start finds wrong is shown without a place, until something is typed', async () => {
  const { store, startDraft } = await start({
    'scan.start': () => {
      const fields = [{ field: 'targets', message: 'nas.lan is not known.', start: 0, end: 7 }];
      throw new PortolanError('invalid-input', 'wrong', { fields });
    },
  });
  await startDraft();
  expect(store.getState().form.startProblems).toEqual([
    { field: 'targets', message: 'nas.lan is not known.' },
  ]);
  store.getState().changeDraft(NEW_TAB, { targets: 'nas.example' });
  expect(store.getState().form.startProblems).toEqual([]);
});

test('nothing to scan is said without asking the core', async () => {
  const { store, startDraft, named } = await start({});
  await startDraft({ ...DRAFT, targets: ' , ' });
  expect(store.getState().form.startProblems[0]?.field).toBe('targets');
  expect(named('scan.start')).toEqual([]);
});

test('what is typed into a fresh tab starts from the settings', async () => {
  const { store } = await start({});
  store.getState().receiveSettings(settingsSchema.parse({ theme: 'dark', timing: 'T5', ports: 'web' }));
  store.getState().changeDraft(NEW_TAB, { targets: '10.0.0.1' });
  expect(store.getState().drafts[NEW_TAB]).toEqual({ targets: '10.0.0.1', timing: 'T5', ports: 'web' });
  store.getState().receiveSettings(settingsSchema.parse({ theme: 'dark', timing: 'T1', ports: '22' }));
  expect(store.getState().drafts[NEW_TAB]).toEqual({ targets: '10.0.0.1', timing: 'T5', ports: 'web' });
});

test('a scan started from a finished one takes its tab, and nothing of the old one stays behind', async () => {
  const { store } = await start({ 'scan.start': () => ({ scanId: 'second' }) });
  store.getState().openScan('first');
  store.getState().changeQuery('first', { text: 'ssh' });
  await store.getState().startDraft('first', DRAFT);
  await settle();
  expect(store.getState().scans.tabs).toEqual(['second']);
  expect(Object.keys(store.getState().results)).not.toContain('first');
  expect(Object.keys(store.getState().drafts)).not.toContain('first');
});

test('closing a tab leads to its neighbour, and the last one to a new scan', async () => {
  const { store } = await start({});
  for (const id of ['a', 'b', 'c']) store.getState().openScan(id);
  store.getState().openScan('b');
  store.getState().closeTab('b');
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: 'c' });
  store.getState().closeTab('a');
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: 'c' });
  store.getState().closeTab('c');
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: null });
});
