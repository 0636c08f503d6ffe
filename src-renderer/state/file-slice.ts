/** Opening what a person drops or chooses: targets into the form, a report into the history, YAML into expectations. */
import { isDraftTab } from './draft-tabs.ts';
import { tabOf } from './scans-slice.ts';
import { sentenceOf, type CreateSlice } from './slice.ts';
import { joinTargetLines } from './split-targets.ts';

export interface FileSlice {
  /** The name of the report that is being read; null: none. */
  readonly importing: string | null;
  openFile(file: File): Promise<void>;
}

/** More than a list of a hundred thousand addresses. */
const MAX_LIST_BYTES = 900_000;
/** The largest report that is taken into the history, as the core's own limit. */
const MAX_REPORT_BYTES = 64 * 1_048_576;
/** UTF-16 code units of one message: however they are escaped, it stays under the message limit. */
const PIECE_LENGTH = 150_000;

function isReportName({ name, type }: File): boolean {
  return /\.(?:json|xml)$/i.test(name) || /^(?:application\/json|(?:application|text)\/xml)$/.test(type);
}

export const createFileSlice: CreateSlice<FileSlice> = ({ set, get, core }) => {
  const refuse = (message: string) => void get().notify({ tone: 'error', message });
  let uploads = 0;

  function takeList(file: File, text: string): void {
    if (text.includes('\0'))
      return refuse(`${file.name} is not a text: drop a list of targets or a report (JSON, nmap's XML).`);
    const targets = joinTargetLines(text);
    if (targets === '') return refuse(`${file.name} holds no targets: give one host, block or range a line.`);
    const { route, newTab, changeDraft } = get();
    const tab = route.screen === 'scan' ? tabOf(route.scanId) : null;
    const isEmpty = tab !== null && isDraftTab(tab) && (get().drafts[tab]?.targets.trim() ?? '') === '';
    if (isEmpty) changeDraft(tab, { targets });
    else newTab({ targets });
  }

  async function takeReport(file: File, text: string): Promise<void> {
    uploads += 1;
    const upload = `upload-${uploads}`;
    set({ importing: file.name });
    try {
      let scanId: string | null = null;
      for (let from = 0, piece = 0; from < text.length; from += PIECE_LENGTH, piece += 1) {
        const last = from + PIECE_LENGTH >= text.length;
        const part = text.slice(from, from + PIECE_LENGTH);
        ({ scanId } = await core.call('report.import', {
          upload,
          piece,
          text: part,
          last,
          name: file.name.slice(0, 255),
        }));
      }
      if (scanId === null) return;
      get().openScan(scanId);
      get().notify({
        tone: 'info',
        message: `${file.name} is open and kept in History, marked as imported.`,
      });
    } catch (error) {
      refuse(sentenceOf(error));
    } finally {
      set({ importing: null });
    }
  }

  return {
    importing: null,

    async openFile(file) {
      if (/\.ya?ml$/i.test(file.name)) return await get().takeExpectations(file);
      const mayBeReport = isReportName(file);
      const limit = mayBeReport ? MAX_REPORT_BYTES : MAX_LIST_BYTES;
      if (file.size > limit) {
        const most = mayBeReport ? '64 MB are read as a report' : '900 kB are read as a list of targets';
        return refuse(`${file.name} is too large: at most ${most}.`);
      }
      let text: string;
      try {
        text = (await file.text()).replace(/^\uFEFF/, '');
      } catch {
        return refuse(`${file.name} could not be read: check that it is a file and still there.`);
      }
      if (text.trim() === '') return refuse(`${file.name} is empty.`);
      if (mayBeReport || /^\s*[{<]/.test(text)) await takeReport(file, text);
      else takeList(file, text);
    },
  };
};
