import { describe, expect, test } from 'vitest';
import {
  readChoice,
  readDurationMs,
  readNumber,
  readTiming,
  readWholeNumber,
} from '../../../../src-main/hosts/cli/read-values.ts';

describe('times, as nmap writes them', () => {
  const read = (text: string): number => readDurationMs(text, '--host-timeout', 86_400_000, 'EXAMPLE');
  test.each([
    ['500ms', 500],
    ['90', 90_000],
    ['90s', 90_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['0.001s', 1],
  ])('%s is %d ms', (text, ms) => expect(read(text)).toBe(ms));
  test.each(['', '0', '0ms', '5x', '5 m', '-5', '1e3', '25h', 'ms', '1.2.3', '٣', '5M', 'Infinity'])(
    '%j is refused',
    (text) => expect(() => read(text)).toThrow(/--host-timeout takes a time up to 24h .* Example: EXAMPLE/),
  );
});

test('timing templates by number, name and word', () => {
  const read = (text: string): string => readTiming(text, 'EXAMPLE');
  expect(['0', 'T5', 't2', 'paranoid', 'Aggressive', 'insane'].map(read)).toEqual([
    'T0',
    'T5',
    'T2',
    'T0',
    'T4',
    'T5',
  ]);
  for (const text of ['6', '', 'T', '4.0', '-1', 'fast', '44'])
    expect(() => read(text)).toThrow('-T takes 0');
});

test('whole numbers and rates keep their bounds', () => {
  const rule = { flag: '--max-retries', min: 0, max: 50, example: 'EXAMPLE' };
  expect(['0', '50', '007'].map((text) => readWholeNumber(text, rule))).toEqual([0, 50, 7]);
  for (const text of ['51', '-1', '1.5', '', 'x', '0x10', '99999999999999999999']) {
    expect(() => readWholeNumber(text, rule)).toThrow('--max-retries takes a whole number from 0 to 50');
  }
  const rate = { flag: '--max-rate', min: 0, max: 100, example: 'EXAMPLE' };
  expect(['0.5', '100'].map((text) => readNumber(text, rate))).toEqual([0.5, 100]);
  for (const text of ['0', '101', 'NaN', '-1', '1e2']) {
    expect(() => readNumber(text, rate)).toThrow('--max-rate takes a number above 0');
  }
});

test('choices are listed when another is given', () => {
  expect(readChoice('JSON', '--format', ['text', 'json'], 'EXAMPLE')).toBe('json');
  expect(() => readChoice('yaml', '--format', ['text', 'json'], 'EXAMPLE')).toThrow(
    '--format takes text, json, not "yaml". Example: EXAMPLE',
  );
});
