import { expect, test } from 'vitest';
import { type CliOption, normaliseArguments } from '../../../../src-main/hosts/cli/arguments.ts';
import { SCAN_OPTIONS, SCAN_SPEC } from '../../../../src-main/hosts/cli/scan-flags.ts';

const read = (line: string): string[] =>
  normaliseArguments(line.split(' '), SCAN_OPTIONS, 'EXAMPLE', SCAN_SPEC.unavailable);

test.each([
  ['10.0.0.1 -p 22,80', ['10.0.0.1', '--ports=22,80']],
  ['-p22,80 10.0.0.1', ['--ports=22,80', '10.0.0.1']],
  ['-p- h', ['--ports=-', 'h']],
  ['-p - h', ['--ports=-', 'h']],
  ['-p -100 h', ['--ports=-100', 'h']],
  ['-p=60000- h', ['--ports=60000-', 'h']],
  ['--ports http,ssh h', ['--ports=http,ssh', 'h']],
  ['--ports=http h', ['--ports=http', 'h']],
  ['-T4 h', ['--timing=4', 'h']],
  ['-T 4 h', ['--timing=4', 'h']],
  ['-Taggressive h', ['--timing=aggressive', 'h']],
  [
    '-Pn -n -sT -6 -F h',
    ['--skip-discovery', '--no-reverse-names', '--connect-scan', '--prefer-ipv6', '--fast', 'h'],
  ],
  ['-iL - -oJ - h', ['--input-list=-', '--output-json=-', 'h']],
  ['-oA base -oN=x', ['--output-all=base', '--output-normal=x']],
  ['--exclude -x --exclude y h', ['--exclude=-x', '--exclude=y', 'h']],
  ['--output-json f h', ['--output-json=f', 'h']],
  ['-- -p -T4', ['--', '-p', '-T4']],
  ['- h', ['-', 'h']],
  ['--unknown x', ['--unknown', 'x']],
])('%s', (line, normal) => {
  expect(read(line)).toEqual(normal);
});

test.each([
  ['h -p', '-p needs a value: -p PORTS.'],
  ['h -oJ', '-oJ needs a value: -oJ FILE.'],
  ['h --ports=', '--ports needs a value: --ports PORTS.'],
  ['h -p 1 -p 2', '-p is given twice.'],
  ['h -p 1 --ports 2', '--ports is given twice.'],
  ['h -Pn=1', '-Pn takes no value.'],
  ['h -x', 'There is no option "-x".'],
  ['h -F4', 'There is no option "-F4".'],
  ['h -sS', 'Portolan scans TCP ports by connecting'],
  ['h -oX f', 'Nmap XML (-oX) is not in this version: use -oJ FILE'],
  ['h -oG f', 'Grepable output (-oG) is not in this version'],
  ['h -oH f', 'HTML (-oH) is not in this version'],
  ['h -oM f', 'Markdown (-oM) is not in this version'],
  ['h -PS', 'Portolan finds hosts by connecting'],
  ['h -\u001b[31m', 'There is no option "-?[31m".'],
])('%s is refused with a sentence and an example', (line, sentence) => {
  expect(() => read(line)).toThrow(sentence);
  expect(() => read(line)).toThrow(/ Example: EXAMPLE$/);
});

test('no flag means two things, and none is shadowed by an attached value', () => {
  const flags = SCAN_OPTIONS.flatMap((option: CliOption) => [...new Set([...option.flags, option.long])]);
  expect(new Set(flags).size).toBe(flags.length);
  for (const option of SCAN_OPTIONS) {
    for (const flag of option.flags) {
      const [first] = normaliseArguments(option.value === undefined ? [flag] : [flag, 'v'], SCAN_OPTIONS, '');
      expect(first?.split('=')[0]).toBe(option.long);
    }
  }
});
