/** Thrown where a file is not a report: one sentence that says where its first fault is. */
export class ReportError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ReportError';
  }
}

/** Longest text that is read as a report, in UTF-16 code units; larger ones are refused before they are parsed. */
export const MAX_REPORT_LENGTH = 256 * 1_048_576;

/** Throws ReportError where the text is too long. */
export function assertReadableLength(text: string, limit = MAX_REPORT_LENGTH): void {
  if (text.length <= limit) return;
  const megabytes = Math.ceil(text.length / 1_048_576);
  throw new ReportError(
    `The report is too large (${megabytes} MB): at most ${limit / 1_048_576} MB are read.`,
  );
}
