/** Vitest reporter: counts, and every skipped test by name with its reason. */
import type { Reporter, TestModule } from 'vitest/node';
import { writeTally, type SkippedTest } from './tally.ts';

export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    const failed: string[] = unhandledErrors.map((error) => `unhandled error: ${messageOf(error)}`);
    const skipped: SkippedTest[] = [];
    const unfinished: string[] = [];
    for (const module of modules) {
      if (isUnfinished(module)) {
        unfinished.push(module.relativeModuleId);
        continue;
      }
      if (module.state() === 'failed' && module.errors().length > 0) {
        failed.push(`${module.relativeModuleId} could not be run`);
      }
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId} > ${test.fullName}`;
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'failed') failed.push(`${name}: ${messageOf(result.errors?.[0])}`);
        else {
          const note = result.state === 'skipped' ? result.note : undefined;
          skipped.push({ name, reason: note ?? 'marked as skipped in the file' });
        }
      }
    }
    writeTally({ passed, failed, skipped, ...(unfinished.length > 0 ? { unfinished } : {}) });
  }
}

/** Its process went away under it: what passed before is not counted, as the whole file has to run again. */
function isUnfinished(module: TestModule): boolean {
  if (module.state() === 'queued' || module.state() === 'pending') return true;
  for (const test of module.children.allTests()) if (test.result().state === 'pending') return true;
  return false;
}

function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | undefined)?.message ?? error ?? 'an error without words';
  return String(message).split('\n', 1)[0] ?? '';
}
