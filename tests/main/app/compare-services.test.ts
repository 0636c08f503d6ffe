import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { keepReports } from '../../helpers/keep-reports.ts';
import { makeReport, type HostDraft } from '../../shared/make-report.ts';
import { openApp, type OpenedApp } from './open-app.ts';

let folder: TempFolder;
let opened: OpenedApp | undefined;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  await opened?.app.close();
  opened = undefined;
  await folder.dispose();
});

const host = (open: Record<number, string | null>): HostDraft => ({
  ports: { 'syn-ack': Object.keys(open).join(','), reset: '9000-9010' },
  services: Object.fromEntries(
    [...Object.entries(open), ['9000', 'closed-service'] as const].filter(([, service]) => service !== null),
  ) as Record<number, string>,
});

async function sharesOf(
  before: Record<string, HostDraft>,
  after: Record<string, HostDraft>,
  dialers: readonly [string, string] = ['nmap', 'nmap'],
) {
  const reports = [before, after].map((hosts, index) =>
    makeReport({ id: `run-${index}`, dialer: dialers[index] ?? '', hosts }),
  );
  const [first = '', second = ''] = await keepReports(folder.path, reports);
  opened = await openApp(folder.path);
  return await opened.call('compare.services', { before: first, after: second });
}

describe('compare.services', () => {
  it('counts open ports by service in both runs, the most frequent first, closed ones not', async () => {
    const shares = await sharesOf(
      {
        '10.0.0.1': host({ 22: 'ssh', 80: 'http', 8080: 'http' }),
        '10.0.0.2': host({ 22: 'ssh', 81: 'http' }),
      },
      { '10.0.0.1': host({ 22: 'ssh', 443: 'https' }), '10.0.0.2': host({ 22: 'ssh', 61000: null }) },
    );
    expect(shares).toEqual({
      services: [
        { service: 'http', before: 3, after: 0, change: 0 },
        { service: 'ssh', before: 2, after: 2, change: 0 },
        { service: 'https', before: 0, after: 1, change: 0 },
      ],
      others: { services: 0, before: 0, after: 0, change: 0 },
      unnamed: { before: 0, after: 1, change: 0 },
      sameRegister: true,
    });
  });

  it('a change is of what both runs asked, and of hosts that came or went', async () => {
    const up = (open: Record<number, string>, closed: string): HostDraft => ({
      ports: { 'syn-ack': Object.keys(open).join(','), reset: closed },
      services: open,
    });
    const shares = await sharesOf(
      {
        '10.0.0.1': up({ 22: 'ssh', 80: 'http' }, '443'),
        '10.0.0.2': up({ 22: 'ssh', 8080: 'http' }, '443'),
        // It is not asked in the other run, which does not close it.
        '10.0.0.3': up({ 22: 'ssh' }, '80'),
      },
      {
        '10.0.0.1': up({ 22: 'ssh', 443: 'https' }, '80'),
        '10.0.0.2': { status: 'down', reason: 'no-route', ports: {} },
      },
    );
    expect(shares.services).toEqual([
      { service: 'ssh', before: 3, after: 1, change: -1 },
      { service: 'http', before: 2, after: 0, change: -2 },
      { service: 'https', before: 0, after: 1, change: 1 },
    ]);
  });

  it('names a hundred, and counts the rest', async () => {
    const open = Object.fromEntries(Array.from({ length: 103 }, (_, index) => [1000 + index, `s${index}`]));
    const { services, others } = await sharesOf(
      { '10.0.0.1': host(open) },
      { '10.0.0.1': host({ 1: 's1' }) },
    );
    expect(services).toHaveLength(100);
    expect(services[0]).toEqual({ service: 's1', before: 1, after: 1, change: 0 });
    expect(others).toEqual({ services: 3, before: 3, after: 0, change: 0 });
  });

  it('says where both runs name services by different registers, and which run is not there', async () => {
    const one = { '10.0.0.1': host({ 80: 'http' }) };
    expect(await sharesOf(one, one, ['nmap', 'epoll'])).toMatchObject({ sameRegister: false });
    await expect(opened?.call('compare.services', { before: 'run-0', after: 'none' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
