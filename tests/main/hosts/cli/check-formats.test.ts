import { expect, test } from 'vitest';
import { writeCheck } from '../../../../src-main/hosts/cli/check-formats.ts';
import { checkResultSchema } from '../../../../src-shared/scan/expect/expect-finding.ts';
import { sampleCheck } from '../../reports/expect/sample-check.ts';

const HOSTILE = '\u001b]0;x\u0007|a\u202e`<b>\n#';
const write = (format: 'text' | 'json' | 'markdown', strange?: string): string =>
  [...writeCheck(sampleCheck(strange), format)].join('');

test('the text stands by host, each finding with the place that says so', () => {
  expect(write('text')).toMatchInlineSnapshot(`
    "ci/expect.yaml against run (2026-01-02 03:04Z, completed)

    2 ports open that should not be, 3 missing, 1 host missing, 1 host that should not answer; 1 in doubt; 3 could not be judged

    gone.lan
      host  not judged  ci/expect.yaml:4:22  It must answer, and no host of this run has this name: scan it by its name, or write its address.

    web.lan (10.0.0.1)
      8080/tcp     unexpected  ci/expect.yaml:4:12  8080 (http-alt) is open and may not be: the rule lets 22, 80, 443-445, 8443 be open.
      22/tcp       missing     ci/expect.yaml:5:20  22 must be open and is closed (reset).
      444-445/tcp  missing     ci/expect.yaml:5:29  444-445 must be open and are closed (reset).
      443/tcp      in doubt    ci/expect.yaml:5:24  443 must be open and did not answer, which may be lost packets (50 % sure): scan again.
      8443/tcp     not judged  ci/expect.yaml:5:38  8443 must be open and was not asked in this run.
      host         not judged  ci/expect.yaml:4:12  1 of its 7 ports has no verdict: what is open there is not known.

    10.0.0.2
      21/tcp  unexpected  no rule  21 is open and may not be: no rule speaks of this host.

    10.0.0.3
      host  unexpected  ci/expect.yaml:6:12  It answers and should not.

    10.0.0.9
      host  missing  ci/expect.yaml:4:12  It must answer and did not: 22, 443-445, 8443 must be open there.
    "
  `);
});

test('the Markdown parts what is wrong from what is not known', () => {
  const markdown = write('markdown');
  expect(markdown.match(/^#.*$/gm)).toEqual([
    '# 2 ports open that should not be, 3 missing, 1 host missing, 1 host that should not answer; 1 in doubt; 3 could not be judged',
    '## Not as agreed',
    '## Not judged',
  ]);
});

test('nothing of a stranger reaches the terminal or becomes markup', () => {
  expect(write('text', HOSTILE)).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
  const lines = write('markdown', HOSTILE).split('\n');
  for (const row of lines.filter((line) => line.startsWith('|'))) {
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  }
  expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(3);
});

test('the JSON is the result with its schema, file and run', () => {
  const { schema, file, run, ...result } = JSON.parse(write('json')) as Record<string, unknown>;
  expect({ schema, file, run }).toEqual({
    schema: 'portolan-check/1',
    file: 'ci/expect.yaml',
    run: { id: 'run', startedAt: '2026-01-02T03:04:05.000Z', status: 'completed' },
  });
  expect(checkResultSchema.parse(result)).toEqual(sampleCheck().result);
});
