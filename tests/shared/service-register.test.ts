import { expect, test } from 'vitest';
import { buildTimeline } from '../../src-shared/scan/build-timeline.ts';
import { diffScans } from '../../src-shared/scan/diff-scans.ts';
import { RunCollector } from './collect-runs.ts';
import { makeReport } from './make-report.ts';

const run = (dialer: string, service: string): ReturnType<typeof makeReport> =>
  makeReport({
    dialer,
    hosts: { '10.0.0.1': { ports: { 'syn-ack': '5000' }, services: { 5000: service } } },
  });

test('a service is compared only with one named by the same register', () => {
  const services = (before: [string, string], after: [string, string]): number =>
    diffScans(run(...before), run(...after)).counts.service;
  expect(services(['epoll', 'http'], ['portable', 'ssh'])).toBe(1);
  expect(services(['nmap', 'http'], ['nmap', 'ssh'])).toBe(1);
  expect(services(['nmap', 'upnp'], ['epoll', 'commplex-main'])).toBe(0);
  expect(services(['portable', 'commplex-main'], ['nmap', 'upnp'])).toBe(0);
});

test('and so over many runs', () => {
  const collector = new RunCollector();
  for (const [day, report] of [
    run('nmap', 'upnp'),
    run('epoll', 'commplex-main'),
    run('epoll', 'ssh'),
  ].entries())
    collector.add({ ...report, id: `run-${day}`, startedAt: `2026-01-0${day + 1}T00:00:00.000Z` });
  const { ports } = buildTimeline(collector.input());
  expect(ports.flatMap(({ changes }) => changes.map(({ kind, run, since }) => [kind, run, since]))).toEqual([
    ['service', 2, 1],
  ]);
});
