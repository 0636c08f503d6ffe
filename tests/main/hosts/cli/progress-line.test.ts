import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import {
  createProgressLine,
  formatDuration,
  renderProgress,
} from '../../../../src-main/hosts/cli/progress-line.ts';
import { emptyScanView, type ScanView } from '../../../../src-shared/scan/fold-scan.ts';

function viewAt(progress: Partial<ScanView['progress']>, rest: Partial<ScanView> = {}): ScanView {
  const empty = emptyScanView('x');
  return { ...empty, ...rest, progress: { ...empty.progress, ...progress } };
}

test('says share, ports, open ports, hosts and time left', () => {
  const view = viewAt(
    {
      phase: 'scanning',
      portsDone: 1_024,
      portsTotal: 2_048,
      hostsDone: 1,
      hostsTotal: 2,
      remainingMs: 61_000,
    },
    { ports: { open: 3, closed: 1_021, filtered: 0 } },
  );
  expect(renderProgress(view, 120)).toBe(
    '████████████░░░░░░░░░░░░  50 % · 1024 of 2048 ports · 3 open · 1 of 2 hosts · 1:01 left',
  );
  expect(renderProgress(view, 40)).toHaveLength(39);
});

test('tells the phases and a pause apart', () => {
  expect(renderProgress(viewAt({ phase: 'resolving', elapsedMs: 4_000 }), 120)).toContain(
    'resolving names · 0 open · 4 s',
  );
  expect(renderProgress(viewAt({ phase: 'discovering' }), 120)).toContain('looking for hosts');
  expect(renderProgress(viewAt({ phase: 'scanning' }, { status: 'paused' }), 120)).toMatch(/paused$/);
});

test('draws on a terminal and says nothing in a pipe', () => {
  const written = (isTTY: boolean): string => {
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
    const line = createProgressLine(stream);
    line.show(viewAt({}));
    line.clear();
    line.clear();
    return String(stream.read() ?? '');
  };
  expect(written(false)).toBe('');
  const erase = '\r\u001B[2K';
  expect(written(true).split(erase)).toEqual(['', expect.stringMatching(/^░+ .*0 s$/), '']);
});

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [61_000, '1:01'],
  [3_723_000, '1:02:03'],
])('%d ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
