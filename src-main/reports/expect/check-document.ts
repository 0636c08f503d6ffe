/** What the written forms of a check are made from. */
import type { CheckResult } from '../../../src-shared/scan/expect/expect-finding.ts';
import type { ComparedReport } from '../../../src-shared/scan/diff-scans.ts';

export interface CheckDocument {
  /** The expectation file as a person named it; "-" for standard input. */
  readonly file: string;
  /**
   * The same from the folder that is worked in, with slashes, for tools that look it up there: "ci/expectations.yaml". Null:
   * it is elsewhere.
   */
  readonly relativeFile: string | null;
  readonly absoluteFile: string;
  readonly report: ComparedReport;
  readonly result: CheckResult;
  /** Of the program. */
  readonly version: string;
}
