/** The pages of Learn in the order of the contents, and which page an address names. */
import { REASONS, type Reason } from '../../../src-shared/scan/port-state.ts';

export const LESSONS = {
  answers: 'Open, closed, filtered',
  rules: 'DROP or REJECT',
  silence: 'Why silence takes time',
  confidence: 'Confidence',
  'self-connects': 'Self-connects',
  'rate-limits': 'Rate limits',
  'open-everywhere': 'Open everywhere',
} as const;
export type Lesson = keyof typeof LESSONS;

export const EXERCISES = { practice: 'Practice range', quiz: 'Quiz' } as const;
export type Exercise = keyof typeof EXERCISES;

export type LearnPage = Lesson | Exercise | Reason;
export const FIRST_PAGE: LearnPage = 'answers';

/** The page of an address; the first for none, and for one that no version has. */
export function pageOf(name: string | null): LearnPage {
  const pages: readonly string[] = [...Object.keys(LESSONS), ...Object.keys(EXERCISES), ...REASONS];
  return name !== null && pages.includes(name) ? (name as LearnPage) : FIRST_PAGE;
}

/** Whether a page is a reason word's. */
export function isReason(page: LearnPage): page is Reason {
  return (REASONS as readonly string[]).includes(page);
}

/** What a page is called in the contents. */
export function titleOf(page: LearnPage): string {
  return { ...LESSONS, ...EXERCISES }[page as Lesson | Exercise] ?? page;
}
