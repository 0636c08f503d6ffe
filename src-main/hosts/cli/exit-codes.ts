/** What the program's end tells a script. */
import { PortolanError } from '../../../src-shared/contract/wire.ts';

export const EXIT = {
  done: 0,
  /** Done, and `diff` or `check` found a difference. */
  different: 1,
  /** The arguments or the input are wrong and nothing was started, or `diff` found nothing that both scans asked. */
  wrongInput: 2,
  /** Stopped or incomplete, or `check` could not judge everything. */
  incomplete: 3,
  /** A fault of the program. */
  internal: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code that an error stands for. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof PortolanError)) return EXIT.internal;
  switch (error.code) {
    case 'invalid-input':
    case 'not-found':
    case 'needs-confirmation':
    case 'wrong-state':
      return EXIT.wrongInput;
    case 'cancelled':
    case 'unavailable':
      return EXIT.incomplete;
    case 'disconnected':
    case 'internal':
      return EXIT.internal;
  }
}
