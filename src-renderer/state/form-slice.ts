/** What a person has typed for a scan, what it would cost, and what is wrong with it. One draft for each tab. */
import type { ScanPreview } from '../../src-shared/contract/portolan-contract.ts';
import { PortolanError, type FieldProblem } from '../../src-shared/contract/wire.ts';
import type { ScanOptionsInput } from '../../src-shared/scan/scan-options.ts';
import type { TimingName } from '../../src-shared/scan/timing-template.ts';
import { isCancelled, sentenceOf, type CreateSlice } from './slice.ts';
import { splitTargets } from './split-targets.ts';

export interface ScanDraft {
  readonly targets: string;
  readonly ports: string;
  readonly timing: TimingName;
}

export interface FormSlice {
  /** By tab: a scan's id, or one of draft-tabs.ts. A tab that was not typed into has none: its scan's options or the settings hold. */
  readonly drafts: Readonly<Record<string, ScanDraft>>;
  readonly form: {
    /** The draft that `preview` belongs to; null: nothing to preview. */
    readonly previewed: ScanDraft | null;
    readonly preview: ScanPreview | null;
    /** What the start itself found wrong, beyond the preview. */
    readonly startProblems: readonly FieldProblem[];
    readonly starting: boolean;
    /** Public targets that wait for the person's word. */
    readonly confirm: { readonly targets: readonly string[]; readonly more: boolean } | null;
  };
  changeDraft(tab: string, change: Partial<ScanDraft>): void;
  /** Asks for the cost of a draft, a moment after the last change. */
  previewDraft(draft: ScanDraft): void;
  /** Starts a tab's draft; where targets are public and not yet confirmed, asks first. */
  startDraft(tab: string, draft: ScanDraft): Promise<void>;
  /** The answer to `form.confirm`. */
  answerConfirm(authorised: boolean): Promise<void>;
}

/** After the last key: long enough not to ask for every letter, short enough to feel live. */
const PREVIEW_DELAY_MS = 140;

const NO_TARGET: FieldProblem = {
  field: 'targets',
  message: 'Nothing to scan yet: type a host, a block or a range.',
  example: '192.168.1.0/24',
};

const EMPTY_FORM: FormSlice['form'] = {
  previewed: null,
  preview: null,
  startProblems: [],
  starting: false,
  confirm: null,
};

export const createFormSlice: CreateSlice<FormSlice> = ({ set, get, core }) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let waiting: { tab: string; draft: ScanDraft } | undefined;
  /** Target texts a person has vouched for in this session: asked once, not at every re-scan. */
  const authorised = new Set<string>();

  const change = (patch: Partial<FormSlice['form']>) =>
    set((state) => ({ form: { ...state.form, ...patch } }));

  async function ask(draft: ScanDraft): Promise<void> {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const preview = await core.call('scan.preview', draft, { signal: mine.signal });
      if (!mine.signal.aborted) change({ preview, previewed: draft });
    } catch (error) {
      if (mine.signal.aborted || isCancelled(error)) return;
      // The line under the field says nothing rather than something old; starting will tell what is wrong.
      change({ preview: null, previewed: null });
    }
  }

  async function start(tab: string, draft: ScanDraft, confirmPublic: boolean): Promise<void> {
    if (get().form.starting) return;
    const targets = splitTargets(draft.targets);
    if (targets.length === 0) {
      change({ startProblems: [NO_TARGET] });
      return;
    }
    change({ starting: true, startProblems: [], confirm: null });
    const options: ScanOptionsInput = {
      targets,
      ports: draft.ports.trim(),
      timing: draft.timing,
      banners: get().settings.banners,
    };
    try {
      const { scanId } = await core.call('scan.start', { options, confirmPublic });
      change({ starting: false });
      get().replaceTab(tab, scanId);
    } catch (error) {
      change({ starting: false });
      if (error instanceof PortolanError && error.code === 'needs-confirmation') {
        // The preview may be of another text still, or not there yet: the question must name what would be scanned.
        // What was typed last waits to be previewed, and would take this one's place.
        clearTimeout(timer);
        await ask(draft);
        waiting = { tab, draft };
        const known = get().form.preview?.publicTargets ?? [];
        const found = known.length > 0 ? known : targets.filter((target) => !target.startsWith('!'));
        change({ confirm: { targets: found.slice(0, 3), more: found.length > 3 } });
      } else if (
        error instanceof PortolanError &&
        error.code === 'invalid-input' &&
        error.fields.length > 0
      ) {
        await showInvalid(draft, error.fields);
      } else {
        get().notify({ tone: 'error', message: sentenceOf(error) });
      }
    }
  }

  /** The preview knows the places in the text as typed; the start only those in the items that it was given. */
  async function showInvalid(draft: ScanDraft, fields: readonly FieldProblem[]): Promise<void> {
    await ask(draft);
    if (get().form.preview?.problems.length) return;
    change({ startProblems: fields.map(({ start: _start, end: _end, ...problem }) => problem) });
  }

  return {
    drafts: {},
    form: EMPTY_FORM,

    changeDraft(tab, patch) {
      set((state) => {
        const { timing, ports } = state.settings;
        const before = state.drafts[tab] ?? { targets: '', ports, timing };
        return {
          drafts: { ...state.drafts, [tab]: { ...before, ...patch } },
          form: { ...state.form, startProblems: [] },
        };
      });
    },

    previewDraft(draft) {
      clearTimeout(timer);
      asking?.abort();
      if (draft.targets.trim() === '') {
        change({ preview: null, previewed: null });
        return;
      }
      timer = setTimeout(() => void ask(draft), PREVIEW_DELAY_MS);
    },

    startDraft: (tab, draft) => start(tab, draft, authorised.has(draft.targets)),

    async answerConfirm(yes) {
      const asked = waiting;
      waiting = undefined;
      change({ confirm: null });
      if (!yes || !asked) return;
      authorised.add(asked.draft.targets);
      await start(asked.tab, asked.draft, true);
    },
  };
};
