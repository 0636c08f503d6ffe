/** Whether two ended runs differ, remembered: what they hold changes no more. */
import { diffScans } from '../../src-shared/scan/diff-scans.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { wholeReport, type RunLibrary } from './run-library.ts';

/** As many as lists of series show, several times over. */
const MAX_KNOWN = 5_000;

/** Runs whose targets cannot be read (a stranger's report) are not comparable, and so do not differ. */
export function createDifferences(library: RunLibrary): (before: string, after: string) => boolean {
  const known = new Map<string, boolean>();
  return (before, after) => {
    const pair = `${versionOf(library, before)} ${versionOf(library, after)}`;
    const found = known.get(pair);
    if (found !== undefined) return found;
    const differ = compare(library, before, after);
    if (known.size === MAX_KNOWN) known.clear();
    known.set(pair, differ);
    return differ;
  };
}

/** A run that is taken up again ends later than it had. */
function versionOf(library: RunLibrary, scanId: string): string {
  return `${scanId}@${library.record(scanId).finishedAt}`;
}

function compare(library: RunLibrary, before: string, after: string): boolean {
  try {
    return diffScans(wholeReport(library, before), wholeReport(library, after)).different;
  } catch (error) {
    if (error instanceof SpecError) return false;
    throw error;
  }
}
