import { expect, test } from 'vitest';
import { writeDiff } from '../../../src-main/reports/diff-formats.ts';
import { type ScanDiff, scanDiffSchema } from '../../../src-shared/scan/scan-diff.ts';

const HOSTILE = '\u001b]0;x\u0007|a\u202e`<b>\n#';
const side = {
  id: 'one',
  startedAt: '2026-01-31T00:00:00Z',
  status: 'completed',
  targets: ['h'],
  ports: '1-9',
  counts: { open: 1, closed: 8, filtered: 0 },
  hostsUp: 1,
  reasons: {},
};
const open = { state: 'open', reason: 'syn-ack', service: HOSTILE, confidence: 1 } as const;
const closed = { state: 'closed', reason: 'reset', service: null, confidence: 1 } as const;
const change = { address: '10.0.0.1', hostName: HOSTILE, port: 2, lastPort: 4, count: 3 };
const DIFF: ScanDiff = {
  before: side,
  after: { ...side, id: 'two' },
  hosts: [
    {
      kind: 'gone',
      address: '10.0.0.9',
      hostName: null,
      before: 'up',
      after: 'unknown',
      openPorts: [22, 80],
    },
  ],
  ports: [
    { ...change, kind: 'opened', before: closed, after: open },
    {
      ...change,
      kind: 'doubtful',
      port: 7,
      lastPort: 8,
      count: 2,
      before: open,
      after: { state: 'filtered', reason: 'no-response', service: null, confidence: 0.95 },
    },
    { ...change, kind: 'not-comparable', port: 9, lastPort: 9, count: 1, before: open, after: null },
  ],
  counts: {
    opened: 3,
    closed: 0,
    filtered: 0,
    'reason-only': 0,
    service: 0,
    doubtful: 2,
    'not-comparable': 1,
  },
  different: true,
  headline: '3 ports opened, 1 host gone',
};
const write = (format: 'text' | 'json' | 'markdown'): string => [...writeDiff(DIFF, format)].join('');

test('the text names every change, what was not asked never as closed, and nothing hostile', () => {
  expect(write('text')).toMatchInlineSnapshot(`
    "Before  one  2026-01-31T00:00:00Z  completed  1 open, 8 closed, 0 filtered
    After   two  2026-01-31T00:00:00Z  completed  1 open, 8 closed, 0 filtered

    3 ports opened, 1 host gone

    Hosts
      10.0.0.9  gone  open: 22, 80

    Opened
      \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a# (10.0.0.1)  2-4/tcp  \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a#  closed (reset) -> open (syn-ack)

    In doubt: silence that may be lost packets
      \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a# (10.0.0.1)  7-8/tcp  \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a#  open (syn-ack) -> filtered (no-response)

    Asked in one scan only
      \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a# (10.0.0.1)  9/tcp  \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a#  open (syn-ack) -> not scanned
    "
  `);
  expect(write('text')).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
});

test('the Markdown cannot be broken out of', () => {
  expect(write('markdown')).toMatchInlineSnapshot(`
    "# 3 ports opened, 1 host gone

    |  | Scan | Started | Status | Ports |
    | --- | --- | --- | --- | --- |
    | Before | one | 2026-01-31T00:00:00Z | completed | 1 open, 8 closed, 0 filtered |
    | After | two | 2026-01-31T00:00:00Z | completed | 1 open, 8 closed, 0 filtered |

    ## Hosts

    | Host | Change | Open ports |
    | --- | --- | --- |
    | 10.0.0.9 | gone | open: 22, 80 |

    ## Opened

    | Host | Port | Service | Before | After |
    | --- | --- | --- | --- | --- |
    | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# (10.0.0.1) | 2-4/tcp | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# | closed (reset) | open (syn-ack) |

    ## In doubt: silence that may be lost packets

    | Host | Port | Service | Before | After |
    | --- | --- | --- | --- | --- |
    | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# (10.0.0.1) | 7-8/tcp | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# | open (syn-ack) | filtered (no-response) |

    ## Asked in one scan only

    | Host | Port | Service | Before | After |
    | --- | --- | --- | --- | --- |
    | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# (10.0.0.1) | 9/tcp | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# | open (syn-ack) | not scanned |
    "
  `);
});

test('the JSON is the comparison, with its version', () => {
  const { schema, ...diff } = JSON.parse(write('json')) as { schema: string };
  expect(schema).toBe('portolan-diff/1');
  expect(scanDiffSchema.parse(diff)).toEqual(DIFF);
});
