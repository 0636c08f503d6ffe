/** Scans that run by themselves: the list, and the one that is being written. */
import type { RunWatch, WatchList, WatchNews } from '../../src-shared/contract/run-watch.ts';
import type { OutputOf } from '../../src-shared/contract/define.ts';
import type { PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { scanOptionsSchema, type ScanOptionsInput } from '../../src-shared/scan/scan-options.ts';
import type { TimingName } from '../../src-shared/scan/timing-template.ts';
import { restartOptions } from './restart-options.ts';
import { isCancelled, isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';
import { splitTargets } from './split-targets.ts';

export interface WatchDraft {
  /** Null: a new one. */
  readonly watchId: string | null;
  readonly name: string;
  readonly targets: string;
  readonly ports: string;
  readonly timing: TimingName;
  readonly schedule: string;
  readonly enabled: boolean;
  /** The rest of the scan's options, as they came with it. */
  readonly rest: Omit<ScanOptionsInput, 'targets' | 'ports' | 'timing'>;
}

export type SchedulePreview = OutputOf<PortolanContract, 'watch.preview'>;

export interface WatchSlice {
  readonly watches: {
    /** Null until the first answer. */
    readonly list: WatchList | null;
    readonly fault: string | null;
    readonly draft: WatchDraft | null;
    /** Of the draft's schedule; null until it is answered. */
    readonly preview: SchedulePreview | null;
    /** By field of the draft: what the core found wrong. */
    readonly problems: Readonly<Record<string, string>>;
    readonly saving: boolean;
    /** The draft's targets are public: the sentence that asks for the person's word. */
    readonly confirm: string | null;
  };
  loadWatches(): Promise<void>;
  /** They came, went or changed. Does nothing while nobody looked at them. */
  refreshWatches(): Promise<void>;
  /** Begins a new one, of a run's scan where one is named. */
  newWatch(scanId?: string): Promise<void>;
  editWatch(watch: RunWatch): void;
  changeWatch(patch: Partial<WatchDraft>): void;
  /** Leaves the draft. */
  closeWatch(): void;
  saveWatch(confirmPublic: boolean): Promise<void>;
  toggleWatch(watch: RunWatch): Promise<void>;
  runWatch(watch: RunWatch): Promise<void>;
  /** The notice's "Undo" brings it back. */
  deleteWatch(watch: RunWatch): Promise<void>;
  receiveWatchNews(news: WatchNews): void;
}

const PREVIEW_DELAY_MS = 120;
const NEW_WATCH: WatchDraft = {
  watchId: null,
  name: '',
  targets: '',
  ports: 'top:1000',
  timing: 'T3',
  schedule: 'daily at 02:00',
  enabled: true,
  rest: {},
};

export const createWatchSlice: CreateSlice<WatchSlice> = ({ set, get, core }) => {
  let opened = false;
  let newestPreview = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  type Watches = WatchSlice['watches'];
  const change = (patch: Partial<Watches>) => set((state) => ({ watches: { ...state.watches, ...patch } }));

  async function preview(schedule: string): Promise<void> {
    newestPreview += 1;
    const mine = newestPreview;
    try {
      const found = await core.call('watch.preview', { schedule: schedule.slice(0, 200) });
      if (mine === newestPreview) change({ preview: found });
    } catch (error) {
      if (!isCancelled(error) && !isDisconnected(error)) change({ preview: null });
    }
  }

  function begin(draft: WatchDraft): void {
    change({ draft, problems: {}, confirm: null, preview: null, saving: false });
    void preview(draft.schedule);
  }

  /** Tells a failure in the corner; true where it went well. */
  async function attempt(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      get().notify({ tone: 'error', message: `${what} ${sentenceOf(error)}` });
      return false;
    }
  }

  return {
    watches: {
      list: null,
      fault: null,
      draft: null,
      preview: null,
      problems: {},
      saving: false,
      confirm: null,
    },

    async loadWatches() {
      opened = true;
      try {
        change({ list: await core.call('watch.list', {}), fault: null });
      } catch (error) {
        if (!isCancelled(error) && !isDisconnected(error)) change({ fault: sentenceOf(error) });
      }
    },

    async refreshWatches() {
      if (opened) await get().loadWatches();
    },

    async newWatch(scanId) {
      const { ports, timing } = get().settings;
      if (scanId === undefined) {
        begin({ ...NEW_WATCH, ports, timing });
        return;
      }
      await attempt('The scan cannot be watched.', async () => {
        const { options } = await core.call('scan.snapshot', { scanId });
        if (options) begin(draftOf(restartOptions(options)));
      });
    },

    editWatch(watch) {
      const { id, name, schedule, enabled, options } = watch;
      begin({ ...draftOf(options), watchId: id, name, schedule, enabled });
    },

    changeWatch(patch) {
      const { draft, problems } = get().watches;
      if (!draft) return;
      const untouched = Object.entries(problems).filter(([field]) => !(field in patch));
      change({ draft: { ...draft, ...patch }, problems: Object.fromEntries(untouched), confirm: null });
      if (patch.schedule === undefined) return;
      const { schedule } = patch;
      clearTimeout(timer);
      timer = setTimeout(() => void preview(schedule), PREVIEW_DELAY_MS);
    },

    closeWatch() {
      change({ draft: null, confirm: null });
    },

    async saveWatch(confirmPublic) {
      const { draft, saving } = get().watches;
      if (!draft || saving) return;
      const problems = emptyFields(draft);
      if (Object.keys(problems).length > 0) {
        change({ problems });
        return;
      }
      change({ saving: true, confirm: null, problems: {} });
      try {
        await core.call('watch.save', { ...inputOf(draft), confirmPublic });
        // What someone began to write meanwhile is not thrown away.
        if (get().watches.draft === draft) change({ draft: null });
        change({ saving: false });
        await get().loadWatches();
      } catch (error) {
        change({ saving: false });
        if (error instanceof PortolanError && error.code === 'needs-confirmation')
          change({ confirm: error.message });
        else change({ problems: problemsOf(error) });
      }
    },

    async toggleWatch(watch) {
      // A person has said before that these public addresses may be scanned.
      await attempt('The watch was not changed.', () =>
        core.call('watch.save', {
          ...inputOf({
            ...draftOf(watch.options),
            watchId: watch.id,
            name: watch.name,
            schedule: watch.schedule,
          }),
          enabled: !watch.enabled,
          confirmPublic: true,
        }),
      );
      await get().loadWatches();
    },

    async runWatch({ id }) {
      await attempt('The watch was not started.', () => core.call('watch.runNow', { watchId: id }));
      await get().loadWatches();
    },

    async deleteWatch(watch) {
      const gone = await attempt('The watch was not deleted.', () =>
        core.call('watch.delete', { watchId: watch.id }),
      );
      await get().loadWatches();
      if (!gone) return;
      const again = { ...draftOf(watch.options), name: watch.name, schedule: watch.schedule };
      get().notify({
        tone: 'info',
        message: `Deleted the watch "${watch.name}". Its runs stay in History.`,
        action: {
          label: 'Undo',
          run: () =>
            void attempt('The watch could not be brought back.', () =>
              core.call('watch.save', { ...inputOf(again), enabled: watch.enabled, confirmPublic: true }),
            ).then(() => get().loadWatches()),
        },
      });
    },

    receiveWatchNews({ name, headline, before, scanId }) {
      get().notify({
        tone: 'change',
        message: `${name}: ${headline}`,
        action: {
          label: 'Compare',
          run: () => get().navigate({ screen: 'compare', before, after: scanId }),
        },
      });
    },
  };
};

function draftOf(options: ScanOptionsInput): WatchDraft {
  const { targets, ports, timing, ...rest } = options;
  return {
    ...NEW_WATCH,
    name: targets.join(' ').slice(0, 120),
    targets: targets.join('\n'),
    ports: ports ?? NEW_WATCH.ports,
    timing: timing ?? NEW_WATCH.timing,
    rest,
  };
}

function inputOf({ watchId, name, targets, ports, timing, schedule, enabled, rest }: WatchDraft) {
  return {
    ...(watchId === null ? {} : { watchId }),
    name,
    schedule,
    enabled,
    options: scanOptionsSchema.parse({ ...rest, targets: splitTargets(targets), ports, timing }),
  };
}

function emptyFields({ name, targets, ports, schedule }: WatchDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  if (name.trim() === '') problems['name'] = 'A watch needs a name: "Office, nightly".';
  if (targets.trim() === '')
    problems['targets'] = 'Which hosts? A name, an address, or a network as 192.168.1.0/24.';
  if (ports.trim() === '') problems['ports'] = 'Which ports? 22,80,443 or top:100.';
  if (schedule.trim() === '') problems['schedule'] = 'When? "daily at 02:00".';
  return problems;
}

function problemsOf(error: unknown): Record<string, string> {
  if (error instanceof PortolanError && error.fields.length > 0) {
    return Object.fromEntries(error.fields.map(({ field, message }) => [field, message]));
  }
  return { whole: sentenceOf(error) };
}
