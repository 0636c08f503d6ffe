import { expect, test } from 'vitest';
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import { describePort, speakPort } from '../../../src-renderer/screens/host/describe-port.ts';
import { codesOf } from '../../shared/sample-ports.ts';

const codes = codesOf([
  [1, 1_000, 'no-response'],
  [22, 22, 'syn-ack'],
  [80, 80, 'reset'],
  [443, 443, 'no-response'],
  [600, 600, 'pending'],
]);
const detail: Pick<HostDetail, 'rows' | 'reasons'> = {
  rows: [
    {
      port: 22,
      protocol: 'tcp',
      state: 'open',
      reason: 'syn-ack',
      service: 'ssh',
      rttMs: 0.38,
      attempts: 1,
      confidence: 1,
    },
    {
      port: 443,
      protocol: 'tcp',
      state: 'filtered',
      reason: 'no-response',
      service: 'https',
      rttMs: null,
      attempts: 3,
      confidence: 0.998,
    },
  ],
  reasons: [
    { reason: 'reset', attempts: 1, confidence: 1 },
    { reason: 'no-response', attempts: 4, confidence: 0.98 },
  ],
};

test.each([
  [22, 'open, ssh, syn-ack · 1 try · 0.38 ms'],
  [80, 'closed, reset · 1 try'],
  [443, 'filtered, https, no-response · 3 tries · 99.8 % sure'],
  [500, 'filtered, no-response · up to 4 tries · at least 98 % sure'],
  [600, 'unknown, no verdict yet'],
  [2_000, 'not scanned'],
])('port %d: %s', (port, text) => {
  expect(speakPort(describePort(detail, codes, port, true))).toBe(text);
});

test('after the scan no verdict will come', () => {
  expect(speakPort(describePort(detail, codes, 600, false))).toBe('unknown, no verdict');
});
