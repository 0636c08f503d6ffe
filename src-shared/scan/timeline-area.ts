/** How many ports were what in each run, added up by stretches of runs. */
import type { HostHistory } from './host-history.ts';
import type { JudgedPorts } from './judge-host.ts';
import type { RunTimeline } from './run-timeline.ts';
import { SAID_LETTERS } from './said-codes.ts';

export class TimelineArea {
  readonly #runs: number;
  /** By letter of a strip: how many ports more than in the run before. */
  readonly #steps: Readonly<Record<string, Float64Array>>;

  constructor(runs: number) {
    this.#runs = runs;
    this.#steps = Object.fromEntries([...'ofcu-'].map((letter) => [letter, new Float64Array(runs + 1)]));
  }

  add({ stretches }: HostHistory, { group, codes }: JudgedPorts): void {
    for (const { cell, from, to } of stretches) {
      const steps = this.#steps[SAID_LETTERS[codes[cell]!]!]!;
      steps[from]! += group.count;
      steps[to + 1]! -= group.count;
    }
  }

  counts(): RunTimeline['area'] {
    return {
      open: this.#sums('o'),
      filtered: this.#sums('f'),
      closed: this.#sums('c'),
      unknown: this.#sums('u'),
      notAsked: this.#sums('-'),
    };
  }

  #sums(letter: string): number[] {
    let sum = 0;
    return Array.from({ length: this.#runs }, (_, run) => (sum += this.#steps[letter]![run]!));
  }
}
