/** Expectations: the file as it is typed, which is one for all runs, and what each run says to it. */
import type { CheckResult } from '../../src-shared/scan/expect/expect-finding.ts';
import { MAX_EXPECT_LENGTH, type ExpectProblem } from '../../src-shared/scan/expect/expectations.ts';
import { startDownload } from '../start-download.ts';
import { isCancelled, isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

export interface RunCheck {
  /** What is wrong in the file; then `result` is the last one that there was. */
  readonly problems: readonly ExpectProblem[];
  readonly result: CheckResult | null;
  /** Why the run could not be judged, as a sentence. */
  readonly fault: string | null;
  readonly busy: boolean;
}

export interface ExpectSlice {
  readonly expect: {
    readonly text: string;
    /** Whether the text kept by the core has been read: before it, an empty text says nothing. */
    readonly isKnown: boolean;
    /** Whether there has been a text: a field that is emptied by hand stays where it is. */
    readonly isBegun: boolean;
    readonly writing: boolean;
    readonly checks: Readonly<Record<string, RunCheck>>;
  };
  /** Arrives at a run's expectations: reads the text that was kept, once, and judges the run by it. */
  openExpectations(scanId: string): Promise<void>;
  /** Judged and kept when the typing pauses. */
  typeExpectations(scanId: string, text: string): void;
  /** Keeps what has been typed now: the screen or the page is being left. */
  keepExpectations(): void;
  /** Takes a text in place of what is there, which can be had back. */
  replaceExpectations(text: string): void;
  /** Writes the file from the run: "this is how it should be". */
  writeExpectations(scanId: string): Promise<void>;
  /** Hands the text over as a file. */
  saveExpectations(): Promise<void>;
  /** A YAML file that was dropped or chosen. */
  takeExpectations(file: File): Promise<void>;
  /** The port behind a finding, in the results. */
  showFinding(scanId: string, address: string, port: number): Promise<void>;
}

export const NO_CHECK: RunCheck = { problems: [], result: null, fault: null, busy: false };

/** As much as the contract takes: more than is read. */
const MAX_SENT = 300_000;
/** After the last key. */
const CHECK_DELAY_MS = 300;
const KEEP_DELAY_MS = 300;

export const createExpectSlice: CreateSlice<ExpectSlice> = ({ set, get, core }) => {
  let newest = 0;
  let recall: Promise<void> | null = null;
  let checking: ReturnType<typeof setTimeout> | undefined;
  let keeping: ReturnType<typeof setTimeout> | undefined;

  const change = (patch: Partial<ExpectSlice['expect']>) =>
    set((state) => ({ expect: { ...state.expect, ...patch } }));
  const changeCheck = (scanId: string, patch: Partial<RunCheck>) =>
    set(({ expect }) => ({
      expect: {
        ...expect,
        checks: { ...expect.checks, [scanId]: { ...NO_CHECK, ...expect.checks[scanId], ...patch } },
      },
    }));

  async function readKept(): Promise<void> {
    try {
      const { text } = await core.call('expect.recall', {});
      // Someone may have typed while it was on its way.
      if (!get().expect.isKnown) change(known(text ?? ''));
    } catch (error) {
      recall = null;
      throw error;
    }
  }

  async function check(scanId: string): Promise<void> {
    const { text } = get().expect;
    newest += 1;
    const mine = newest;
    if (text.trim() === '') return changeCheck(scanId, NO_CHECK);
    changeCheck(scanId, { busy: true });
    try {
      // Of a text that is too large for a message, enough is sent to hear that it is too large.
      const sent = text.slice(0, MAX_SENT);
      const { problems, result } = await core.call('expect.check', { scanId, text: sent });
      if (mine !== newest) return;
      const shown = result ?? get().expect.checks[scanId]?.result ?? null;
      changeCheck(scanId, { problems, result: shown, fault: null, busy: false });
    } catch (error) {
      if (mine !== newest || isCancelled(error)) return;
      changeCheck(scanId, { busy: false, ...(isDisconnected(error) ? {} : { fault: sentenceOf(error) }) });
    }
  }

  function keep(): void {
    clearTimeout(keeping);
    keeping = undefined;
    // What cannot be kept stays in the window.
    core.call('expect.keep', { text: get().expect.text }).catch(() => {});
  }

  function keepSoon(): void {
    clearTimeout(keeping);
    keeping = setTimeout(keep, KEEP_DELAY_MS);
  }

  const known = (text: string) => ({
    text,
    isKnown: true,
    isBegun: get().expect.isBegun || text.trim() !== '',
  });

  /** The run whose expectations are looked at. */
  function shownRun(): string | null {
    const { route } = get();
    return route.screen === 'scan' && route.view === 'expectations' ? route.scanId : null;
  }

  return {
    expect: { text: '', isKnown: false, isBegun: false, writing: false, checks: {} },

    async openExpectations(scanId) {
      recall ??= readKept();
      try {
        await recall;
        await check(scanId);
      } catch (error) {
        if (!isDisconnected(error)) changeCheck(scanId, { fault: sentenceOf(error) });
      }
    },

    typeExpectations(scanId, text) {
      change(known(text));
      keepSoon();
      clearTimeout(checking);
      checking = setTimeout(() => void check(scanId), CHECK_DELAY_MS);
    },

    keepExpectations() {
      if (keeping !== undefined) keep();
    },

    replaceExpectations(text) {
      const before = get().expect.text;
      change(known(text));
      keepSoon();
      const scanId = shownRun();
      if (scanId !== null) void check(scanId);
      if (before.trim() === '' || before === text) return;
      get().notify({
        tone: 'info',
        message: 'The expectations were replaced.',
        action: { label: 'Undo', run: () => get().replaceExpectations(before) },
      });
    },

    async writeExpectations(scanId) {
      change({ writing: true });
      try {
        const { text } = await core.call('expect.write', { scanId });
        get().replaceExpectations(text);
      } catch (error) {
        get().notify({ tone: 'error', message: `Nothing was written. ${sentenceOf(error)}` });
      } finally {
        change({ writing: false });
      }
    },

    async saveExpectations() {
      try {
        const delivery = await core.call('expect.save', { text: get().expect.text });
        if (delivery.kind === 'download') startDownload(delivery.url, delivery.fileName);
        else if (delivery.kind === 'saved')
          get().notify({ tone: 'info', message: `Saved as ${delivery.path}` });
      } catch (error) {
        get().notify({ tone: 'error', message: `Nothing was saved. ${sentenceOf(error)}` });
      }
    },

    async takeExpectations(file) {
      const refuse = (message: string) => void get().notify({ tone: 'error', message });
      if (file.size > MAX_EXPECT_LENGTH) {
        return refuse(`${file.name} is too large: at most ${MAX_EXPECT_LENGTH / 1_024} kB are read.`);
      }
      let text: string;
      try {
        text = (await file.text()).replace(/^\uFEFF/, '');
      } catch {
        return refuse(`${file.name} could not be read: check that it is a file and still there.`);
      }
      get().replaceExpectations(text);
      if (shownRun() !== null) return;
      const { route } = get();
      const scanId = route.screen === 'scan' ? route.scanId : null;
      if (scanId !== null && get().scans.views[scanId]) {
        get().navigate({ screen: 'scan', scanId, view: 'expectations' });
      } else {
        get().notify({
          tone: 'info',
          message: `${file.name} is kept: open a run and choose Expectations to judge it.`,
        });
      }
    },

    async showFinding(scanId, address, port) {
      get().navigate({ screen: 'scan', scanId });
      await get().choosePort(scanId, address, port);
    },
  };
};
