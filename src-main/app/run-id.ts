/** Names of runs: when they began, in UTC, and a few letters so that two begun in the same second differ. */
import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for each other when read aloud or typed. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const LETTERS = 6;

/** "20260131-235959-k7m2px": sorts by time, is easy to type, needs no quoting in a shell or a file name. */
export function createRunId(wallMs: number): string {
  const [date = '', time = ''] = new Date(wallMs)
    .toISOString()
    .replaceAll(/[-:]|\.\d+Z/g, '')
    .split('T');
  const letters = Array.from({ length: LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${date}-${time}-${letters.join('')}`;
}
