import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { themeCss } from '../../tools/write-theme-css.ts';

const read = (name: string) =>
  readFile(new URL(`../../../src-renderer/theme/${name}`, import.meta.url), 'utf8');

test('the written theme variables are those of the theme', async () => {
  expect(await read('mantine-variables.css'), 'run: node tests/tools/write-theme-css.ts').toBe(themeCss());
});

/** The colours of one theme by name, from tokens.css. */
function coloursOf(css: string, scheme: 'light' | 'dark'): Map<string, string> {
  const block = css.split(`[data-mantine-color-scheme='${scheme}'] {`)[1]?.split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

/** WCAG 2 contrast of two colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['frame', 'surface', 'raised', 'sunken', 'hover', 'raised-hover', 'frame-hover', 'selected'];
const TEXTS = [
  'text',
  'text-2',
  'text-3',
  'accent-text',
  'open-fg',
  'closed-fg',
  'filtered-fg',
  'unknown-fg',
  'danger',
];
const STATES = ['open', 'closed', 'filtered', 'unknown'];

/** Foreground, background, and the least contrast. */
const pairs: [string, string, number][] = [
  ...GROUNDS.flatMap((ground) => TEXTS.map((text): [string, string, number] => [text, ground, 4.5])),
  ...STATES.map((state): [string, string, number] => [`${state}-fg`, `${state}-soft`, 4.5]),
  ...STATES.flatMap((state) =>
    ['surface', 'raised', 'sunken'].map((ground): [string, string, number] => [`${state}-fill`, ground, 3]),
  ),
  ['on-accent', 'accent-solid', 4.5],
  ['on-accent', 'accent-solid-hover', 4.5],
  ['danger', 'danger-soft', 4.5],
  ['text', 'danger-soft', 4.5],
  ['text', 'accent-soft', 4.5],
  ['control', 'surface', 3],
  ['accent', 'surface', 3],
  ['change', 'surface', 3],
];

test.each(['light', 'dark'] as const)('every pair of colours in the %s theme can be read', async (scheme) => {
  const colours = coloursOf(await read('tokens.css'), scheme);
  const poor = pairs.flatMap(([front, back, least]) => {
    const [a, b] = [colours.get(front), colours.get(back)];
    if (a === undefined || b === undefined) return [`${front} or ${back} is missing`];
    const ratio = contrast(a, b);
    return ratio < least ? [`${front} on ${back}: ${ratio.toFixed(2)} < ${least}`] : [];
  });
  expect(poor).toEqual([]);
});
