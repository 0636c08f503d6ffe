/** Learn: examples from the person's own runs, the practice range, and how far the quiz is. Kept in this window. */
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { PORT_STATES, type PortState } from '../../src-shared/scan/port-state.ts';
import { PRACTICE_ADDRESS, type PracticeRange } from '../../src-shared/scan/practice-range.ts';
import type { PortRow } from '../../src-shared/scan/scan-row.ts';
import { sentenceOf, type CreateSlice } from './slice.ts';

/** A port of the person's own, to tell a lesson with. */
export interface OwnExample {
  readonly row: PortRow;
  readonly scanId: string;
  readonly startedAt: string;
}

export interface LearnSlice {
  readonly learn: {
    /** The latest port found in each state; a state without one has none. */
    readonly examples: Partial<Record<PortState, OwnExample>>;
    /** Null until the core has told. */
    readonly practice: PracticeRange | null;
    readonly busy: boolean;
    /** Why the range could not be started or stopped, as a sentence. */
    readonly fault: string | null;
    /** The scan of the range that was started last. */
    readonly practiceScan: string | null;
    /** The chosen answer of each question so far. */
    readonly answers: readonly number[];
  };
  /** Looks through the latest runs for an open, a closed and a filtered port. */
  loadExamples(): Promise<void>;
  loadPractice(): Promise<void>;
  /** Opens the range, scans its ports and nothing else, and goes to the results. */
  startPractice(): Promise<void>;
  stopPractice(): Promise<void>;
  /** Answers the quiz's next question. */
  answerQuiz(choice: number): void;
  restartQuiz(): void;
}

/** Further back than this, what was found is no longer the person's network of today. */
const RUNS_LOOKED_AT = 12;

export const createLearnSlice: CreateSlice<LearnSlice> = ({ set, get, core }) => {
  const change = (patch: Partial<LearnSlice['learn']>) =>
    set((state) => ({ learn: { ...state.learn, ...patch } }));

  async function findExample(run: RunSummary, state: PortState): Promise<OwnExample | null> {
    const { lines } = await core.call('scan.rows', {
      scanId: run.scanId,
      query: { states: [state], group: 'none', summarise: false, limit: 1 },
    });
    const [line] = lines;
    if (line?.line !== 'port') return null;
    return { row: line.row, scanId: run.scanId, startedAt: run.startedAt };
  }

  async function withRange(work: () => Promise<void>): Promise<void> {
    if (get().learn.busy) return;
    change({ busy: true, fault: null });
    try {
      await work();
    } catch (error) {
      change({ fault: sentenceOf(error) });
    } finally {
      change({ busy: false });
    }
  }

  return {
    learn: { examples: {}, practice: null, busy: false, fault: null, practiceScan: null, answers: [] },

    async loadExamples() {
      const { runs } = await core.call('history.list', { limit: RUNS_LOOKED_AT });
      const examples: Partial<Record<PortState, OwnExample>> = {};
      for (const state of PORT_STATES) {
        // What another program saw is not told as one's own.
        for (const run of runs.filter((each) => each.importedFrom === undefined && each.counts[state] > 0)) {
          const example = await findExample(run, state);
          if (!example) continue;
          examples[state] = example;
          break;
        }
      }
      change({ examples });
    },

    async loadPractice() {
      change({ practice: await core.call('practice.status', {}) });
    },

    startPractice: () =>
      withRange(async () => {
        const practice = await core.call('practice.start', {});
        change({ practice });
        const { scanId } = await core.call('scan.start', {
          options: {
            targets: [PRACTICE_ADDRESS],
            ports: formatPortRanges(practice.ports.map(({ port }) => port)),
            timing: 'T4',
            banners: true,
            allPorts: true,
          },
        });
        change({ practiceScan: scanId });
        get().openScan(scanId);
      }),

    stopPractice: () =>
      withRange(async () => {
        await core.call('practice.stop', {});
        change({ practice: { ports: [] } });
      }),

    answerQuiz(choice) {
      change({ answers: [...get().learn.answers, choice] });
    },

    restartQuiz() {
      change({ answers: [] });
    },
  };
};
