/** Runs against expectation files, and files from runs: what the window and the command line ask alike. */
import type { ExpectProblem, Expectations } from '../../src-shared/scan/expect/expectations.ts';
import { MAX_EXPECT_LENGTH } from '../../src-shared/scan/expect/expectations.ts';
import { checkExpectations } from '../../src-shared/scan/expect/check-expectations.ts';
import type { CheckResult } from '../../src-shared/scan/expect/expect-finding.ts';
import type { ComparedReport } from '../../src-shared/scan/diff-scans.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { readExpectations } from '../reports/expect/read-expectations.ts';
import { writeExpectations } from '../reports/expect/write-expectations.ts';
import type { Engine } from './engine-door.ts';

type Lookup = Pick<Engine, 'portsOfService' | 'topPorts'>;

/** The file as it is to be understood, or what is wrong in it; never throws. */
export function readExpectationFile(
  text: string,
  { portsOfService, topPorts }: Lookup,
): { readonly expectations: Expectations | null; readonly problems: readonly ExpectProblem[] } {
  return readExpectations(text, { serviceName: portsOfService, topPorts });
}

/** Throws PortolanError `invalid-input` where the run itself cannot be read. */
export function checkReport(report: ComparedReport, expectations: Expectations): CheckResult {
  return readable(() => checkExpectations(report, expectations));
}

/** What is wrong in the file, or what is wrong in the run by it. Throws as {@link checkReport} does. */
export function checkByText(
  report: ComparedReport,
  text: string,
  lookup: Lookup,
): { problems: ExpectProblem[]; result: CheckResult | null } {
  const { expectations, problems } = readExpectationFile(text, lookup);
  return { problems: [...problems], result: expectations ? checkReport(report, expectations) : null };
}

/** The file that the run agrees with. Throws PortolanError `invalid-input` where it would be too long to be read. */
export function expectationsOf(report: ComparedReport, { portsOfService, topPorts }: Lookup): string {
  const text = readable(() => writeExpectations(report, { serviceName: portsOfService, topPorts }));
  if (text.length <= MAX_EXPECT_LENGTH) return text;
  throw new PortolanError(
    'invalid-input',
    'This run has too many different hosts for one expectation file: scan a part of them, and write from that.',
  );
}

function readable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new PortolanError('invalid-input', `The run cannot be judged: ${error.message}`, { cause: error });
  }
}
