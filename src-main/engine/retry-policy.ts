/** Who is asked again, how often, and how sure a silence is. */

/** Until answers say otherwise, one try in a hundred is taken to be lost. */
export const ASSUMED_LOSS = 0.01;
/** How many answers the assumption weighs: after some hundreds of answers the measurement rules. */
const ASSUMPTION_WEIGHT = 100;
/** Expected wrong "filtered" verdicts in the whole scan that we are content with. */
const TOLERATED_ERRORS = 0.01;
/** A host that never answered anything gets no more: more silence would prove nothing. */
const TRIES_WITHOUT_ANSWER = 2;

/** The share of tries that get lost, measured on ports that did answer in the end. */
export class LossEstimate {
  #answers = 0;
  #lostTries = 0;

  /** A port answered on its `tries`th try, so the tries before were lost. */
  record(tries: number): void {
    this.#answers += 1;
    this.#lostTries += tries - 1;
  }

  add(answers: number, lostTries: number): void {
    this.#answers += answers;
    this.#lostTries += lostTries;
  }

  get answers(): number {
    return this.#answers;
  }

  get lostTries(): number {
    return this.#lostTries;
  }

  /** As measured; null while nothing has answered. */
  get measured(): number | null {
    return this.#answers === 0 ? null : this.#lostTries / (this.#answers + this.#lostTries);
  }

  /** What to reckon with: the assumption, giving way to the measurement as answers come in. In (0, 1). */
  get expected(): number {
    const tries = this.#answers + this.#lostTries;
    return (ASSUMED_LOSS * ASSUMPTION_WEIGHT + this.#lostTries) / (ASSUMPTION_WEIGHT + tries);
  }
}

/**
 * How many tries a silent port needs before "no answer" may be believed: enough that among `probesTotal` ports fewer
 * than {@link TOLERATED_ERRORS} wrong verdicts are expected, but never more than the cap (`maxRetries` + 1) and never
 * fewer than the cap's or two. `answered`: whether the host has answered anything.
 */
export function triesNeeded(o: {
  answered: boolean;
  lossRate: number;
  probesTotal: number;
  maxRetries: number;
}): number {
  const cap = o.maxRetries + 1;
  const least = Math.min(TRIES_WITHOUT_ANSWER, cap);
  if (!o.answered) return least;
  const needed = Math.ceil(Math.log(TOLERATED_ERRORS / Math.max(1, o.probesTotal)) / Math.log(o.lossRate));
  return Math.min(cap, Math.max(least, needed));
}

/** How sure it is that a port that stayed silent on `attempts` tries would have stayed so without packet loss. */
export function confidenceOfSilence(lossRate: number, attempts: number): number {
  return 1 - lossRate ** attempts;
}
