import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { writeDiff } from '../../../src-main/reports/diff-formats.ts';
import { diffSchemaFile, diffSchemaText } from '../../../src-main/tools/write-report-schema.ts';
import { type ScanDiff, scanDiffSchema } from '../../../src-shared/scan/scan-diff.ts';

const published = readFileSync(diffSchemaFile, 'utf8');
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(JSON.parse(published) as object);

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
  comparable: true,
  headline: '3 ports opened, 1 host gone',
};
const write = (format: 'text' | 'json' | 'markdown'): string => [...writeDiff(DIFF, format)].join('');

test('the text names every change, what was not asked never as closed, and nothing hostile', () => {
  expect(write('text')).toMatchInlineSnapshot(`
    "Before  one  2026-01-31 00:00:00 UTC  completed
            h, ports 1-9
            1 open, 8 closed, 0 filtered
    After   two  2026-01-31 00:00:00 UTC  completed
            h, ports 1-9
            1 open, 8 closed, 0 filtered

    3 ports opened, 1 host gone

    Hosts
      10.0.0.9  gone  open: 22, 80

    Opened
      \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a# (10.0.0.1)
        2-4/tcp  closed (reset) -> open (syn-ack)  \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a#

    In doubt: silence that may be lost packets
      \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a# (10.0.0.1)
        7-8/tcp  open (syn-ack) -> filtered (no-response, 95 % sure)  \\x1b]0;x\\x07|…

    Asked in one scan only
      \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a# (10.0.0.1)
        9/tcp  open (syn-ack) -> not scanned  \\x1b]0;x\\x07|a\\u202e\`<b>\\x0a#
    "
  `);
  expect(write('text')).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
});

test('the Markdown cannot be broken out of', () => {
  expect(write('markdown')).toMatchInlineSnapshot(`
    "# 3 ports opened, 1 host gone

    |  | Scan | Started | Status | Targets | Ports | Found |
    | --- | --- | --- | --- | --- | --- | --- |
    | Before | one | 2026-01-31 00:00:00 UTC | completed | h | 1-9 | 1 open, 8 closed, 0 filtered |
    | After | two | 2026-01-31 00:00:00 UTC | completed | h | 1-9 | 1 open, 8 closed, 0 filtered |

    ## Hosts

    | Host | Change | Open ports |
    | --- | --- | --- |
    | 10.0.0.9 | gone | 22, 80 |

    ## Opened

    | Host | Port | Service | Before | After |
    | --- | --- | --- | --- | --- |
    | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# (10.0.0.1) | 2-4/tcp | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# | closed (reset) | open (syn-ack) |

    ## In doubt: silence that may be lost packets

    | Host | Port | Service | Before | After |
    | --- | --- | --- | --- | --- |
    | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# (10.0.0.1) | 7-8/tcp | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# | open (syn-ack) | filtered (no-response, 95 % sure) |

    ## Asked in one scan only

    | Host | Port | Service | Before | After |
    | --- | --- | --- | --- | --- |
    | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# (10.0.0.1) | 9/tcp | \\\\x1b\\]0;x\\\\x07\\|a\\\\u202e\\\`\\<b\\>\\\\x0a\\# | open (syn-ack) | not scanned |
    "
  `);
});

test('the JSON is the comparison, a line a change, and fits the published schema', () => {
  const { schema, ...diff } = JSON.parse(write('json')) as { schema: string };
  expect(schema).toBe('portolan-diff/1');
  expect(scanDiffSchema.parse(diff)).toEqual(DIFF);
  const lines = write('json').split('\n');
  expect(lines.filter((line) => line.includes('"port":'))).toHaveLength(DIFF.ports.length);
  const nothing: ScanDiff = { ...DIFF, hosts: [], ports: [] };
  for (const each of [DIFF, nothing]) {
    validate(JSON.parse([...writeDiff(each, 'json')].join('')));
    expect(validate.errors ?? []).toEqual([]);
  }
  expect(validate({ ...DIFF, schema: 'portolan-diff/1', extra: 1 })).toBe(false);
  expect(validate({ ...DIFF, schema: 'portolan-diff/2' })).toBe(false);
});

test('the published schema is current: write it again with src-main/tools/write-report-schema.ts', () => {
  expect(published).toBe(diffSchemaText());
});

test('the text fits 80 columns, whatever the reasons are, and says what it does not list', () => {
  const long = {
    state: 'filtered',
    reason: 'admin-prohibited',
    service: 'x'.repeat(255),
    confidence: null,
  } as const;
  const other = { state: 'filtered', reason: 'host-prohibited', service: null, confidence: null } as const;
  const wide: ScanDiff = {
    ...DIFF,
    before: { ...side, id: 'i'.repeat(64), targets: ['t'.repeat(500)], ports: '1,'.repeat(9_000) },
    hosts: [
      {
        kind: 'not-scanned-before',
        address: '2001:db8:1234:5678:9abc:def0:1234:5678',
        hostName: 'h'.repeat(255),
        before: null,
        after: 'up',
        openPorts: [1, 2, 3, 4, 5, 6, 7],
      },
    ],
    ports: [
      {
        ...change,
        kind: 'reason-only',
        port: 10_000,
        lastPort: 20_000,
        count: 3,
        before: long,
        after: other,
      },
      { ...change, kind: 'opened', before: long, after: { ...open, service: 'ssh' } },
    ].map((entry) => ({ ...entry, hostName: 'h'.repeat(255) })) as ScanDiff['ports'],
    counts: { ...DIFF.counts, opened: 1_234_567 },
  };
  const text = [...writeDiff(wide, 'text')].join('');
  const tooLong = text.split('\n').filter((line) => line.length > 80);
  // A host with an IPv6 address and a name, and all that can be said of it.
  expect(tooLong.every((line) => line.includes('not scanned before'))).toBe(true);
  expect(text).toContain('filtered (admin-prohibited -> host-prohibited)');
  expect(text).toContain('open: 1, 2, 3, 4, 5 and 2 more');
  expect(text).toContain('and 1,234,564 ports more, which are not listed');
});
