/** The values of options: text -> number, time or word, or the one line that says what is right. */
import { TIMING_NAMES, type TimingName } from '../../../src-shared/scan/timing-template.ts';
import { wrongArgument } from './arguments.ts';

/** Cuts and cleans somebody's text for a message. */
function quoted(text: string): string {
  return `"${text.slice(0, 40).replace(/[\p{Cc}\p{Cf}]/gu, '?')}"`;
}

export interface NumberRule {
  readonly flag: string;
  readonly min: number;
  readonly max: number;
  readonly example: string;
}

export function readWholeNumber(text: string, rule: NumberRule): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (number >= rule.min && number <= rule.max) return number;
  const range = `a whole number from ${rule.min} to ${rule.max}`;
  throw wrongArgument(`${rule.flag} takes ${range}, not ${quoted(text)}.`, rule.example);
}

/** A number that may have decimals; above `min`, at most `max`. */
export function readNumber(text: string, rule: NumberRule): number {
  const number = /^\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : NaN;
  if (number > rule.min && number <= rule.max) return number;
  const range = `a number above ${rule.min}, at most ${rule.max}`;
  throw wrongArgument(`${rule.flag} takes ${range}, not ${quoted(text)}.`, rule.example);
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A time as nmap takes it: a number of seconds, or with one of the units ms, s, m, h. In milliseconds, at least 1. */
export function readDurationMs(text: string, flag: string, maxMs: number, example: string): number {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h)?$/.exec(text);
  const unit = UNIT_MS[match?.[2] ?? 's'];
  const durationMs = match === null || unit === undefined ? NaN : Math.round(Number(match[1]) * unit);
  if (durationMs >= 1 && durationMs <= maxMs) return durationMs;
  const range = `a time up to ${maxMs / 3_600_000}h such as 30s, 5m or 500ms`;
  throw wrongArgument(`${flag} takes ${range}, not ${quoted(text)}.`, example);
}

/** Nmap's words for its templates, in their order. */
const TIMING_WORDS = ['paranoid', 'sneaky', 'polite', 'normal', 'aggressive', 'insane'];

/** `4`, `T4`, `aggressive`. */
export function readTiming(text: string, example: string): TimingName {
  const word = text.toLowerCase();
  const index = TIMING_WORDS.includes(word)
    ? TIMING_WORDS.indexOf(word)
    : Number(/^t?([0-5])$/.exec(word)?.[1] ?? NaN);
  const name = TIMING_NAMES[index];
  if (name !== undefined) return name;
  throw wrongArgument(`-T takes 0 (slowest) to 5 (fastest), not ${quoted(text)}.`, example);
}

/** One of a few words. */
export function readChoice<T extends string>(
  text: string,
  flag: string,
  choices: readonly T[],
  example: string,
): T {
  const choice = choices.find((candidate) => candidate === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw wrongArgument(`${flag} takes ${choices.join(', ')}, not ${quoted(text)}.`, example);
}
