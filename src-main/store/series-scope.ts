/** What a run asked as the store looks it up, and names of series. */
import { randomInt } from 'node:crypto';
import type { ReportOptions } from '../../src-shared/scan/scan-report.ts';
import { scopeText } from '../../src-shared/scan/scope-text.ts';
import { hashOfText } from './text-hash.ts';

/** Letters and digits that are not mistaken for each other when read aloud or typed. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** Equal for runs that asked the same, however it was typed. */
export function hashOfScope(options: Pick<ReportOptions, 'targets' | 'exclude' | 'ports'>): Uint8Array {
  return hashOfText(scopeText(options));
}

/** "series-k7m2pxq4rt": never given twice, so an id that a window still holds names no other series. */
export function createSeriesId(): string {
  return `series-${Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
}
