import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTargetList, parseTargets } from '../../../src-shared/scan/target-spec.ts';
import { joinTargetLines, splitTargets } from '../../../src-renderer/state/split-targets.ts';

test.each([
  ['10.0.0.1', ['10.0.0.1']],
  ['10.0.0.0/28, !10.0.0.13', ['10.0.0.0/28', '!10.0.0.13']],
  ['  nas.lan   10.0.0.1-20 ', ['nas.lan', '10.0.0.1-20']],
  // An octet list is one target: its commas are not ours to split.
  ['10.0.0.1,3,5', ['10.0.0.1,3,5']],
  ['a.lan, # the office\nb.lan', ['a.lan', 'b.lan']],
  [' , ,', []],
  ['', []],
])('%j is started as %j', (text, items) => {
  expect(splitTargets(text)).toEqual(items);
});

test('a list too long for one item is split at its commas', () => {
  const list = Array.from({ length: 1_000 }, (_, index) => `host-${index}.example`);
  expect(splitTargets(list.join(','))).toEqual(list);
});

test('what is started is what was previewed', () => {
  const part = fc.constantFrom(
    '10.0.0.1',
    '!10.0.0.2',
    'nas.lan',
    '10.0.1.0/24',
    '10.0.0.1,3',
    'fd66::1',
    '# note\n',
  );
  const gap = fc.constantFrom(' ', ', ', '\n', ' ,');
  fc.assert(
    fc.property(fc.array(fc.tuple(part, gap), { maxLength: 12 }), (pieces) => {
      const text = pieces.flat().join('');
      const meanings = (spec: ReturnType<typeof parseTargets>) =>
        spec.items.map(({ text, exclude, meaning }) => ({ text, exclude, meaning }));
      expect(meanings(parseTargetList(splitTargets(text)))).toEqual(meanings(parseTargets(text)));
    }),
  );
});

test('a pasted list becomes one line without comments', () => {
  expect(joinTargetLines('10.0.0.1\r\n\r\n# servers\nnas.lan  # the big one\n10.0.0.7,\n')).toBe(
    '10.0.0.1, nas.lan, 10.0.0.7',
  );
});
