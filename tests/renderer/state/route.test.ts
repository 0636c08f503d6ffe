import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../src-renderer/state/route-slice.ts';

const routes: [Route, string][] = [
  [{ screen: 'scan', scanId: null }, '#/scan'],
  [{ screen: 'scan', scanId: 'a/b c' }, '#/scan/a%2Fb%20c'],
  [{ screen: 'scan', scanId: 'a', host: 'fe80::1%eth0' }, '#/scan/a/host/fe80%3A%3A1%25eth0'],
  [{ screen: 'scan', scanId: 'a', view: 'expectations' }, '#/scan/a/expectations'],
  [{ screen: 'history' }, '#/history'],
  [{ screen: 'compare', before: null, after: null }, '#/compare/-/-'],
  [{ screen: 'compare', before: 'x', after: 'y' }, '#/compare/x/y'],
  [{ screen: 'series', seriesId: 'a/b' }, '#/series/a%2Fb'],
  [{ screen: 'learn', page: null }, '#/learn'],
  [{ screen: 'learn', page: 'no-response' }, '#/learn/no-response'],
  [{ screen: 'settings' }, '#/settings'],
];

test.each(routes)('%j stands in the address as %s and comes back', (route, hash) => {
  expect(formatRoute(route)).toBe(hash);
  expect(parseRoute(hash)).toEqual(route);
});

test.each(['#/scan/a/host/', '#/scan/a/else/b', '#/scan/a'])('%j leads to the scan itself', (hash) => {
  expect(parseRoute(hash)).toEqual({ screen: 'scan', scanId: 'a' });
});

test.each(['', '#', '#/', '#/series/', '#/nowhere', '#/%E0%A4%A', 'x'])('%j leads to a new scan', (hash) => {
  expect(parseRoute(hash)).toEqual({ screen: 'scan', scanId: null });
});
