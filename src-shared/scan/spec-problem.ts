/** What is wrong in a text that a person typed: where, why, and what would work. */

export interface SpecProblem {
  /** One sentence. */
  readonly message: string;
  /** The wrong part of the text, in UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Something like it that works. */
  readonly example: string;
  /** Which text of a list it is in. */
  readonly item?: number;
}

/** Thrown where a specification cannot be used at all; `message` is a sentence for a person. */
export class SpecError extends Error {
  readonly example: string;

  constructor(message: string, example: string) {
    super(message);
    this.name = 'SpecError';
    this.example = example;
  }
}

/** More problems than a person reads; what follows is counted in the last one. */
export const MAX_PROBLEMS = 100;

const MAX_QUOTED = 60;

/** Somebody's text in quotes, shortened, with control and bidirectional characters made visible. */
export function quote(text: string): string {
  const short = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED - 1)}…` : text;
  const visible = short.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`,
  );
  return `'${visible}'`;
}

/** So many problems are no slip of the hand: what follows is not read. */
const HOPELESS = 10_000;

/** Gathers problems up to {@link MAX_PROBLEMS}, then only counts them. */
export class ProblemList {
  readonly #problems: SpecProblem[] = [];
  #unlisted = 0;

  add(problem: SpecProblem): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push(problem);
    else this.#unlisted++;
  }

  /** Whether reading on is a waste of time. */
  get isHopeless(): boolean {
    return this.#unlisted >= HOPELESS;
  }

  toArray(): SpecProblem[] {
    const last = this.#problems.at(-1);
    if (!last || this.#unlisted === 0) return this.#problems;
    const more = `And ${this.isHopeless ? 'at least ' : ''}${this.#unlisted} more parts cannot be read.`;
    return [...this.#problems.slice(0, -1), { ...last, message: `${last.message} ${more}` }];
  }
}
