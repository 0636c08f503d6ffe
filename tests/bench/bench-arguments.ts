/** `npm run bench -- [--quick] [--case NAME]... [--dialer NAME] [--readme]` */
import { parseArgs } from 'node:util';
import { casesNamed, EVERY_CASE } from './every-case.ts';
import type { BenchCase, Length } from './bench-case.ts';

export interface BenchArguments {
  readonly length: Length;
  readonly cases: readonly BenchCase[];
  readonly dialer: string | undefined;
  /** Write the table into README.md. */
  readonly readme: boolean;
}

/** Throws one sentence where they make no sense. */
export function readBenchArguments(words: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      case: { type: 'string', multiple: true, default: [] },
      dialer: { type: 'string' },
      readme: { type: 'boolean', default: false },
    },
  });
  for (const name of values.case) {
    if (casesNamed(name).length > 0) continue;
    const names = EVERY_CASE.map((each) => each.name).join(', ');
    throw new Error(`"${name}" is no case of the bench. It has: ${names}.`);
  }
  const asked = values.case.flatMap((name) => casesNamed(name));
  const length = values.quick ? 'quick' : 'full';
  return {
    length,
    cases: asked.length > 0 ? asked : EVERY_CASE.filter(({ isLong }) => length === 'full' || isLong !== true),
    dialer: values.dialer,
    readme: values.readme,
  };
}
