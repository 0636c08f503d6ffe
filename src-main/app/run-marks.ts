/** Tags and notes of runs: changed, and counted. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { RunMarksChange } from '../../src-shared/contract/run-series.ts';
import { MAX_TAGS } from '../../src-shared/scan/run-marks.ts';
import type { Database } from '../store/database.ts';
import { countTags, readMarks, saveMarks } from '../store/mark-rows.ts';
import { noSuchRun } from './run-library.ts';

const MAX_TAGS_TOLD = 1_000;

export interface RunMarksKeeper {
  /** Throws PortolanError `not-found` or `invalid-input` (too many tags): nothing is changed then. */
  update(change: RunMarksChange): void;
  tags(): { tag: string; runs: number }[];
}

export function createRunMarks(database: Database): RunMarksKeeper {
  return {
    update: ({ scanIds, ...changes }) =>
      database.write(() => {
        saveMarks(database, scanIds, changes);
        const marks = readMarks(database, scanIds);
        for (const scanId of scanIds) {
          const kept = marks.get(scanId);
          if (!kept) throw noSuchRun(scanId);
          if (kept.tags.length > MAX_TAGS) {
            throw new PortolanError(
              'invalid-input',
              `The run ${scanId} would have ${kept.tags.length} tags, and ${MAX_TAGS} is the most: remove some first.`,
            );
          }
        }
      }),
    tags: () => countTags(database, MAX_TAGS_TOLD),
  };
}
