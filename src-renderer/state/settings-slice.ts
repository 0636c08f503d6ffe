/** The person's settings, kept by the core; the theme is also remembered here so that a start does not flash. */
import { settingsSchema, type Settings } from '../../src-shared/contract/portolan-contract.ts';
import { sentenceOf, type CreateSlice } from './slice.ts';

export interface SettingsSlice {
  readonly settings: Settings;
  /** False until the core has told them. */
  readonly settingsLoaded: boolean;
  loadSettings(): Promise<void>;
  /** Shows the change at once, keeps it in the core, and takes it back with a notice where that fails. */
  changeSettings(change: Partial<Settings>): Promise<void>;
  /** Keeps a change that was typed; why it was not kept comes back as a sentence, null where it was. */
  keepSettings(change: Partial<Settings>): Promise<string | null>;
  /** What the data folder takes on the disk; null: not known, or nothing. */
  readonly dataBytes: number | null;
  loadDataSize(): Promise<void>;
  showData(): Promise<void>;
  /** Whether the history is being made smaller; it may take some seconds. */
  readonly compacting: boolean;
  /** Gives back the room of what was removed: the sizes before and after, null where it was not done and a notice says why. */
  compactData(): Promise<{ bytesBefore: number; bytesAfter: number } | null>;
  /** What is wrong with ports that are not kept yet, as a sentence; null: nothing. Sends no probe. */
  checkPorts(ports: string): Promise<string | null>;
  /** The core said so: another window changed them. */
  receiveSettings(settings: Settings): void;
}

export const createSettingsSlice: CreateSlice<SettingsSlice> = ({ set, get, core }) => ({
  settings: settingsSchema.parse({}),
  settingsLoaded: false,

  async loadSettings() {
    get().receiveSettings(await core.call('settings.get', {}));
  },

  async changeSettings(change) {
    const before = get().settings;
    set({ settings: { ...before, ...change } });
    try {
      get().receiveSettings(await core.call('settings.set', change));
    } catch (error) {
      set({ settings: before });
      get().notify({ tone: 'error', message: `The setting was not kept. ${sentenceOf(error)}` });
    }
  },

  async keepSettings(change) {
    try {
      get().receiveSettings(await core.call('settings.set', change));
      return null;
    } catch (error) {
      return sentenceOf(error);
    }
  },

  dataBytes: null,

  async loadDataSize() {
    try {
      set({ dataBytes: (await core.call('data.size', {})).bytes });
    } catch {
      // The line says where the data is; how much it is can wait.
      set({ dataBytes: null });
    }
  },

  async showData() {
    try {
      await core.call('data.show', {});
    } catch (error) {
      get().notify({ tone: 'error', message: sentenceOf(error) });
    }
  },

  compacting: false,

  async compactData() {
    set({ compacting: true });
    try {
      const sizes = await core.call('data.vacuum', {});
      await get().loadDataSize();
      return sizes;
    } catch (error) {
      get().notify({ tone: 'error', message: `The history was not compacted. ${sentenceOf(error)}` });
      return null;
    } finally {
      set({ compacting: false });
    }
  },

  async checkPorts(ports) {
    const { problems } = await core.call('scan.preview', { targets: '127.0.0.1', ports });
    return problems.find((problem) => problem.field === 'ports')?.message ?? null;
  },

  receiveSettings(settings) {
    set({ settings, settingsLoaded: true });
  },
});
