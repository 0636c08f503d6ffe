import { expect, test } from 'vitest';
import { readNmapCommand, splitCommand } from '../../../src-main/reports/nmap-command.ts';

test.each([
  ['nmap -sT -p 80 h', ['nmap', '-sT', '-p', '80', 'h']],
  ['"/a b/nmap" -x "q\\"q\\\\" ', ['/a b/nmap', '-x', 'q"q\\']],
  ['nmap ""', ['nmap', '']],
  ['nmap "unended', ['nmap', '"unended']],
  ['', []],
])('%j is split as nmap joined it', (args, words) => {
  expect(splitCommand(args)).toEqual(words);
});

test.each<[string, readonly string[]]>([
  ['nmap 10.0.0.1', ['10.0.0.1']],
  ['/usr/bin/nmap -sS -p- -T4 -v -oX f.xml 10.0.0.0/24 host.test', ['10.0.0.0/24', 'host.test']],
  ['C:\\Tools\\nmap.exe -A h', ['h']],
  ['nmap -p80,443 -Pn -n -vv -d2 -6 --open --reason h', ['h']],
  ['nmap -nv -F -sV --version-intensity 5 h', ['h']],
  ['nmap --top-ports 100 --host-timeout=5m --max-retries 2 h', ['h']],
  ['nmap -top-ports 100 h', ['h']],
  ['nmap -PS22,80 -PE -oA base --script "a and b" --script-args=x=1 h', ['h']],
  ['nmap -e eth0 -S 10.9.9.9 -D 10.8.8.8,ME -g 53 h', ['h']],
  ['nmap -oN - -M 100 h', ['h']],
])('%s: the targets are %j', (args, targets) => {
  expect(readNmapCommand(args)).toMatchObject({ targets, doubt: null });
});

test.each([
  'nmap',
  'nmap -iL - h',
  'nmap -iLhosts h',
  'nmap -iR5',
  'nmap --resume f',
  'nmap --excludefile=f h',
  'nmap --made-up h',
  'nmap --made-up 10.0.0.1 h',
  'nmap -k h',
  'nmap -- h',
  'portolan scan h',
])('%s: the targets are not known for certain', (args) => {
  expect(readNmapCommand(args).doubt).toMatch(/^it|^its/);
});

test('reads timing, discovery and excludes', () => {
  expect(readNmapCommand('nmap -Taggressive -Pn --exclude a,b --exclude=c h')).toMatchObject({
    timing: 'T4',
    discovery: false,
    exclude: ['a', 'b', 'c'],
  });
  expect(readNmapCommand('nmap -T 2 h').timing).toBe('T2');
  expect(readNmapCommand('nmap -T9 h').timing).toBe('T3');
});
