/** Playwright reporter: counts, and every skipped test by name with its reason. */
import type { FullConfig, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { writeTally, type SkippedTest } from './tally.ts';

export default class PlaywrightTally implements Reporter {
  #suite: Suite | undefined;
  readonly #errors: string[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onError(error: TestError): void {
    this.#errors.push(`outside a test: ${firstLineOf(error)}`);
  }

  onEnd(): void {
    let passed = 0;
    const failed = [...this.#errors];
    const skipped: SkippedTest[] = [];
    for (const test of this.#suite?.allTests() ?? []) {
      const name = test.titlePath().filter(Boolean).join(' > ');
      const outcome = test.outcome();
      if (outcome === 'expected') passed += 1;
      else if (outcome === 'skipped') {
        const notes = [...test.annotations, ...test.results.flatMap((result) => result.annotations)];
        const reason = notes.find((note) => note.type === 'skip' || note.type === 'fixme')?.description;
        skipped.push({ name, reason: reason ?? 'marked as skipped, or a test before it failed' });
      } else failed.push(`${name}: ${firstLineOf(test.results.at(-1)?.error)}`);
    }
    writeTally({ passed, failed, skipped });
  }

  printsToStdio(): boolean {
    return false;
  }
}

function firstLineOf(error: TestError | undefined): string {
  return (error?.message ?? 'an error without words').split('\n', 1)[0] ?? '';
}
