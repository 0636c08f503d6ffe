import { expect, test } from 'vitest';
import { explainVerdict } from '../../../src-shared/scan/explain-verdict.ts';
import { REASONS } from '../../../src-shared/scan/port-state.ts';
import { lanePositions, layOutSteps } from '../../../src-renderer/components/ladder-layout.ts';

const WIDTH = 428;

test.each(REASONS.flatMap((reason) => [1, 2, 11].map((attempts) => [reason, attempts] as const)))(
  'the drawing of %s after %i tries stays on the page and runs downwards',
  (reason, attempts) => {
    const story = explainVerdict({
      address: 'fd66:1234:5678:9abc:def0:1234:5678:9abc',
      hostName: 'a-rather-long-host-name.office.example',
      port: 65_535,
      reason,
      service: null,
      rttMs: reason === 'no-response' ? null : 0.412,
      attempts,
      confidence: null,
    });
    const { placed, height, breaks } = layOutSteps(story.steps, lanePositions(story.lanes, WIDTH));
    expect(placed.map(({ step }) => step)).toEqual(story.steps);
    let above = -1;
    for (const step of placed) {
      expect(step.y).toBeGreaterThan(above);
      above = step.y;
      if (step.kind !== 'message') continue;
      for (const x of [step.x1, step.x2, step.textX]) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(WIDTH);
      }
      expect(step.y2).toBeGreaterThan(step.y1);
      expect(step.y2).toBeLessThan(height);
    }
    for (const [top, bottom] of breaks) expect(bottom).toBeGreaterThan(top);
  },
);

test('only the first try begins at a known time', () => {
  const story = explainVerdict({
    address: '127.0.0.1',
    hostName: null,
    port: 80,
    reason: 'syn-ack',
    service: null,
    rttMs: 0.412,
    attempts: 2,
    confidence: 1,
  });
  const { placed } = layOutSteps(story.steps, lanePositions(story.lanes, WIDTH));
  const times = placed.flatMap((step) =>
    step.kind === 'message' ? [step.sent, step.arrived].filter((time) => time !== null) : [],
  );
  expect(times).toEqual(['0.000', 'later', '+0.41 ms']);
});

test('what was lost ends before it arrives', () => {
  const xOf = lanePositions(
    [
      { id: 'scanner', title: 'a', detail: null, inferred: false },
      { id: 'filter', title: 'b', detail: null, inferred: true },
    ],
    WIDTH,
  );
  const message = {
    kind: 'message',
    from: 'scanner',
    to: 'filter',
    label: 'SYN',
    note: null,
    tone: 'plain',
  } as const;
  const times = { inferred: false, sentMs: 0, arrivedMs: null, isLater: false };
  const [lost, arrived] = layOutSteps(
    [
      { ...message, ...times, lost: true },
      { ...message, ...times, lost: false },
    ],
    xOf,
  ).placed;
  if (lost?.kind !== 'message' || arrived?.kind !== 'message') throw new Error('both are messages');
  expect(lost.x2).toBeLessThan(arrived.x2);
  expect(arrived.x2).toBeLessThanOrEqual(xOf('filter'));
});
