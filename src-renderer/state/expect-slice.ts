/** Expectations: the file as it is typed, which is one for all runs of a series, and what each run says to it. */
import type { CheckResult } from '../../src-shared/scan/expect/expect-finding.ts';
import { MAX_EXPECT_LENGTH, type ExpectProblem } from '../../src-shared/scan/expect/expectations.ts';
import { startDownload } from '../start-download.ts';
import { createUnkeptTexts } from './expect-texts.ts';
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
    /** Whose the text is; null: no run was looked at yet. */
    readonly seriesId: string | null;
    readonly text: string;
    /** False: the series has no text of its own yet, and this is the one used last, elsewhere. */
    readonly isOwn: boolean;
    /** Whether the text kept by the core has been read: before it, an empty text says nothing. */
    readonly isKnown: boolean;
    /** Whether there has been a text: a field that is emptied by hand stays where it is. */
    readonly isBegun: boolean;
    readonly writing: boolean;
    readonly checks: Readonly<Record<string, RunCheck>>;
  };
  /** Arrives at a run's expectations: reads the text that was kept for its series, and judges the run by it. */
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

export const createExpectSlice: CreateSlice<ExpectSlice> = ({ set, get, core }) => {
  let newest = 0;
  let newestOpened = 0;
  let checking: ReturnType<typeof setTimeout> | undefined;
  /** Of the runs that were looked at. */
  const seriesOf = new Map<string, string>();
  const unkept = createUnkeptTexts((seriesId, text) => core.call('expect.keep', { seriesId, text }));
  /** A file that was opened while no run was shown: it is for the next one. */
  let opened: string | null = null;

  const change = (patch: Partial<ExpectSlice['expect']>) =>
    set((state) => ({ expect: { ...state.expect, ...patch } }));
  const changeCheck = (scanId: string, patch: Partial<RunCheck>) =>
    set(({ expect }) => ({
      expect: {
        ...expect,
        checks: { ...expect.checks, [scanId]: { ...NO_CHECK, ...expect.checks[scanId], ...patch } },
      },
    }));

  /** False where another run was opened meanwhile. */
  async function recall(scanId: string): Promise<boolean> {
    newestOpened += 1;
    const mine = newestOpened;
    const { seriesId: shown, isKnown } = get().expect;
    // What is judged next is another text: until it is known, none is shown.
    if (shown !== null && isKnown && seriesOf.get(scanId) !== shown) {
      clearTimeout(checking);
      change({ isKnown: false });
    }
    unkept.flush();
    const { seriesId, text, isOwn } = await core.call('expect.recall', { scanId });
    if (mine !== newestOpened) return false;
    seriesOf.set(scanId, seriesId);
    const now = get().expect;
    if (now.isKnown && now.seriesId === seriesId) return true;
    if (now.isKnown && now.seriesId === null) {
      // Someone typed while it was on its way.
      change({ seriesId, isOwn: true });
      unkept.put(seriesId, now.text);
      return true;
    }
    const typed = unkept.get(seriesId);
    const shownText = typed ?? text ?? '';
    change({
      seriesId,
      text: shownText,
      isOwn: typed !== undefined || isOwn,
      isKnown: true,
      isBegun: shownText.trim() !== '',
    });
    return true;
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

  function take(text: string): void {
    const { seriesId, isBegun } = get().expect;
    change({ text, isKnown: true, isOwn: true, isBegun: isBegun || text.trim() !== '' });
    unkept.put(seriesId, text);
  }

  /** Gives a series its text, wherever the window is by now. */
  function giveText(seriesId: string | null, text: string): void {
    if (seriesId === get().expect.seriesId) get().replaceExpectations(text);
    else unkept.put(seriesId, text);
  }

  /** The run whose expectations are looked at. */
  function shownRun(): string | null {
    const { route } = get();
    return route.screen === 'scan' && route.view === 'expectations' ? route.scanId : null;
  }

  return {
    expect: {
      seriesId: null,
      text: '',
      isOwn: false,
      isKnown: false,
      isBegun: false,
      writing: false,
      checks: {},
    },

    async openExpectations(scanId) {
      try {
        if (!(await recall(scanId))) return;
        const file = opened;
        opened = null;
        if (file === null) await check(scanId);
        else get().replaceExpectations(file);
      } catch (error) {
        if (!isDisconnected(error)) changeCheck(scanId, { fault: sentenceOf(error) });
      }
    },

    typeExpectations(scanId, text) {
      take(text);
      clearTimeout(checking);
      checking = setTimeout(() => void check(scanId), CHECK_DELAY_MS);
    },

    keepExpectations() {
      unkept.flush();
    },

    replaceExpectations(text) {
      const { seriesId, text: before } = get().expect;
      take(text);
      const scanId = shownRun();
      if (scanId !== null) void check(scanId);
      if (before.trim() === '' || before === text) return;
      get().notify({
        tone: 'info',
        message: 'The expectations were replaced.',
        action: { label: 'Undo', run: () => giveText(seriesId, before) },
      });
    },

    async writeExpectations(scanId) {
      change({ writing: true });
      try {
        const { text } = await core.call('expect.write', { scanId });
        giveText(seriesOf.get(scanId) ?? null, text);
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
      const { seriesId, isKnown } = get().expect;
      // While the text of another series is on its way, the file is for that one.
      if (shownRun() !== null && (isKnown || seriesId === null)) return get().replaceExpectations(text);
      opened = text;
      unkept.put(null, text);
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
