/** The parts of SARIF 2.1.0 that are used, strictly: sections of the OASIS standard beside each object. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writeSarif } from '../../../../src-main/reports/expect/sarif.ts';
import { HOSTILE_TEXTS } from '../sample-report.ts';
import { sampleCheck } from './sample-check.ts';

const text = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);
const positive = z.number().int().positive();

/** 3.49 */
const descriptor = z.strictObject({
  id: z.string(),
  name: z.string().regex(/^[A-Z][A-Za-z]+$/),
  shortDescription: text,
  fullDescription: text,
  help: text,
  defaultConfiguration: z.strictObject({ level }),
  properties: z.looseObject({}),
});
/** 3.27 to 3.30, 3.33 */
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.number().int().nonnegative(),
  kind: z.literal('fail'),
  level,
  message: text,
  locations: z
    .array(
      z.strictObject({
        physicalLocation: z.strictObject({
          artifactLocation: z.union([
            z.strictObject({ uri: z.string(), uriBaseId: z.literal('%SRCROOT%') }),
            z.strictObject({ uri: z.url({ protocol: /^file$/ }) }),
          ]),
          region: z.strictObject({
            startLine: positive,
            startColumn: positive.optional(),
            endLine: positive.optional(),
            endColumn: positive.optional(),
          }),
        }),
        logicalLocations: z
          .array(
            z.strictObject({
              name: z.string(),
              fullyQualifiedName: z.string(),
              kind: z.string(),
              decoratedName: z.string().optional(),
            }),
          )
          .min(1),
      }),
    )
    .length(1),
  partialFingerprints: z.record(z.string(), z.string()),
  properties: z.looseObject({}),
});
/** 3.13, 3.14, 3.18 to 3.20 */
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string(),
            version: z.string(),
            semanticVersion: z.string(),
            rules: z.array(descriptor),
          }),
        }),
        automationDetails: z.strictObject({ id: z.string() }),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            startTimeUtc: z.iso.datetime(),
            endTimeUtc: z.iso.datetime().optional(),
            toolExecutionNotifications: z.array(z.strictObject({ level, message: text })).optional(),
          }),
        ),
        columnKind: z.literal('utf16CodeUnits'),
        results: z.array(result),
      }),
    )
    .length(1),
});

function sarif(strange?: string) {
  const parsed = log.parse(JSON.parse([...writeSarif(sampleCheck(strange))].join('')));
  const [run] = parsed.runs;
  if (!run) throw new Error('There is no run.');
  return run;
}

test('every result names its rule, its line in the file, and host and port', () => {
  const { results, tool } = sarif();
  for (const one of results) expect(tool.driver.rules[one.ruleIndex]?.id).toBe(one.ruleId);
  expect(new Set(results.map(({ ruleId }) => ruleId)).size).toBe(tool.driver.rules.length);
  const missing = results.find(({ ruleId }) => ruleId === 'missing-open');
  expect(missing).toMatchObject({
    level: 'error',
    message: { text: 'web.lan (10.0.0.1): 22 must be open and is closed (reset).' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'ci/expect.yaml' },
          region: { startLine: 5, startColumn: 20, endLine: 5, endColumn: 22 },
        },
        logicalLocations: [{ fullyQualifiedName: '10.0.0.1/22/tcp', kind: 'port' }],
      },
    ],
    properties: { host: '10.0.0.1', port: 22, state: 'closed', reason: 'reset', rule: 'web' },
  });
  const unruled = results.find(({ message }) => message.text.includes('no rule speaks'));
  expect(unruled?.locations[0]?.physicalLocation.region).toEqual({ startLine: 1 });
});

test('fingerprints tell findings apart, and stay when lines move', () => {
  const prints = (run: ReturnType<typeof sarif>): (string | undefined)[] =>
    run.results.map(({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash']);
  const first = prints(sarif());
  expect(new Set(first).size).toBe(first.length);
  expect(first.every((print) => /^[0-9a-f]{16}:1$/.test(print ?? ''))).toBe(true);
  const document = sampleCheck();
  const moved = document.result.findings.map((finding) => ({
    ...finding,
    place: finding.place && {
      ...finding.place,
      line: finding.place.line + 7,
      endLine: finding.place.endLine + 7,
    },
  }));
  const text = [...writeSarif({ ...document, result: { ...document.result, findings: moved } })].join('');
  expect(prints(log.parse(JSON.parse(text)).runs[0]!)).toEqual(first);
});

test('a file outside the folder that is worked in has a whole address, and no base', () => {
  const document = {
    ...sampleCheck(),
    relativeFile: null,
    absoluteFile: path.resolve('/etc/ports of ours.yaml'),
  };
  const [run] = log.parse(JSON.parse([...writeSarif(document)].join(''))).runs;
  const { artifactLocation } = run!.results[0]!.locations[0]!.physicalLocation;
  expect(artifactLocation).toEqual({ uri: pathToFileURL(document.absoluteFile).href });
});

test('a run that did not go to its end says so', () => {
  const document = sampleCheck();
  const stopped = { ...document, report: { ...document.report, status: 'stopped' as const } };
  const [run] = log.parse(JSON.parse([...writeSarif(stopped)].join(''))).runs;
  expect(run?.invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: expect.stringContaining('(stopped)') } },
      ],
    },
  ]);
  expect(sarif().invocations[0]).not.toHaveProperty('toolExecutionNotifications');
});

describe("a stranger's text", () => {
  // 3.11.5 and 3.11.6
  test.each([
    ['[fix me](http://evil.example) {0}', '\\[fix me\\](http://evil.example) {{0}}'],
    ['\\[a\\](1)', '\\\\\\[a\\\\\\](1)'],
  ])('%s is neither link nor placeholder', (strange, escaped) => {
    const texts = sarif(strange).results.map(({ message }) => message.text);
    expect(texts.filter((text) => text.includes(escaped))).not.toEqual([]);
    for (const text of texts) expect(text.replaceAll(escaped, '')).not.toMatch(/[[\]{}]/);
  });

  test.each(HOSTILE_TEXTS)('%j changes no place', (strange) => {
    const { results } = sarif(strange.toWellFormed());
    for (const { locations } of results) {
      const { uri } = locations[0]!.physicalLocation.artifactLocation;
      expect(uri).toMatch(/^[\w.~!*'()%/-]+$/);
      expect(new URL(uri, 'file:///repo/').href).toMatch(/^file:\/\/\/repo\/ci\/expect/);
    }
  });
});
