import { expect, test } from 'vitest';
import type { RowPage, TableLine } from '../../../src-shared/scan/scan-row.ts';
import {
  isPageOld,
  lineAt,
  NO_ROW_PAGES,
  PAGE_LINES,
  pagesOfLines,
  putPage,
} from '../../../src-renderer/state/row-pages.ts';

function port(number: number): TableLine {
  return {
    line: 'port',
    row: {
      address: '10.0.0.1',
      hostName: null,
      port: number,
      protocol: 'tcp',
      state: 'open',
      reason: 'syn-ack',
      service: null,
      rttMs: 1,
      attempts: 1,
      confidence: 1,
    },
  };
}

function page(number: number, total: number): RowPage {
  const from = number * PAGE_LINES;
  const count = Math.min(PAGE_LINES, total - from);
  return {
    total,
    ports: total,
    seq: 0,
    lines: Array.from({ length: count }, (_, index) => port(from + index)),
  };
}

test('the first page is wanted before anything is known', () => {
  expect(pagesOfLines(NO_ROW_PAGES, 0, 0)).toEqual([0]);
  expect(isPageOld(NO_ROW_PAGES, 0, -1)).toBe(true);
});

test('a line is found where its page is known, and nowhere else', () => {
  const rows = putPage(NO_ROW_PAGES, 2, page(2, 1_000), 5);
  expect(lineAt(rows, 205)).toEqual(port(205));
  expect(lineAt(rows, 105)).toBeUndefined();
  expect(pagesOfLines(rows, 195, 310)).toEqual([1, 2, 3]);
});

test('lines beyond the end want the last page', () => {
  const rows = putPage(NO_ROW_PAGES, 0, page(0, 150), 0);
  expect(pagesOfLines(rows, 140, 900)).toEqual([1]);
});

test('a page is old once the scan has moved on', () => {
  const rows = putPage(NO_ROW_PAGES, 0, page(0, 150), 7);
  expect(isPageOld(rows, 0, 7)).toBe(false);
  expect(isPageOld(rows, 0, 8)).toBe(true);
});

test('a shorter answer takes the pages beyond it away', () => {
  const long = putPage(putPage(NO_ROW_PAGES, 0, page(0, 1_000), 0), 9, page(9, 1_000), 0);
  const short = putPage(long, 0, page(0, 120), 1);
  expect([...short.pages.keys()]).toEqual([0]);
  expect(short.total).toBe(120);
});

test('the pages farthest from the one being read go first, and memory stays bounded', () => {
  let rows = NO_ROW_PAGES;
  for (let number = 0; number < 200; number += 1) rows = putPage(rows, number, page(number, 20_000), 0);
  expect(rows.pages.size).toBeLessThanOrEqual(40);
  expect(lineAt(rows, 199 * PAGE_LINES)).toBeDefined();
  expect(lineAt(rows, 0)).toBeUndefined();
});
