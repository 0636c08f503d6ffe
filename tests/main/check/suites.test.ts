/** Every suite runs once, in one lane; and what suites that run side by side say can be told apart. */
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { passLines } from '../../tools/pass-lines.ts';
import { STAGES, SUITE_NAMES } from '../../tools/suites.ts';

test('every suite has its place, and only one', () => {
  expect(STAGES.flat(2).toSorted()).toEqual([...SUITE_NAMES].toSorted());
});

test('nothing runs beside what needs the machine to itself', () => {
  const stages = STAGES.filter((lanes) => lanes.flat().some((name) => name.endsWith('alone')));
  expect(stages).toEqual([[['alone', 'lab-alone']]]);
});

describe('passLines', () => {
  test('lines of two programs do not mix, however they arrive', async () => {
    const [one, other] = [new PassThrough(), new PassThrough()];
    const written: string[] = [];
    const to = { write: (text: string) => written.push(text) };
    const ended = [passLines(one, to, 'unit'), passLines(other, to, 'lab-browser')];
    one.write('first ');
    other.write('second\nth');
    one.write('half\n');
    other.end('ird');
    one.end();
    await Promise.all(ended);
    expect(written).toEqual([
      'lab-browser | second\n',
      'unit        | first half\n',
      'lab-browser | third\n',
    ]);
  });

  test('a letter that arrives in two pieces is one letter, and each line is looked at', async () => {
    const from = new PassThrough();
    const seen: string[] = [];
    const ended = passLines(from, { write: () => true }, 'unit', (line) => seen.push(line));
    for (const byte of Buffer.from('ä✓\nb\n')) from.write(Buffer.from([byte]));
    from.end();
    await ended;
    expect(seen).toEqual(['ä✓', 'b']);
  });

  test('no stream ends at once', async () => {
    await passLines(null, { write: () => true }, 'unit');
  });
});
