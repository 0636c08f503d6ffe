/** What `portolan scan` takes: nmap's options where nmap has them, ours where it has not. */
import { DIALER_CHOICES } from '../../../src-shared/scan/scan-options.ts';
import type { CliOption } from './arguments.ts';
import { OUTPUT_OPTIONS, UNAVAILABLE_OUTPUTS } from './output-files.ts';
import type { CommandSpec } from './parse-command.ts';

export const SCAN_OPTIONS: readonly CliOption[] = [
  {
    flags: ['-p', '--ports'],
    long: '--ports',
    value: 'PORTS',
    attached: true,
    help: 'ports: 22,80,8000-8100, names, top:100, "-" for all',
  },
  {
    flags: ['--top-ports'],
    long: '--top-ports',
    value: 'N',
    help: 'the N most likely ports (default: 1000)',
  },
  { flags: ['-F'], long: '--fast', help: 'the 100 most likely ports' },
  {
    flags: ['-T', '--timing'],
    long: '--timing',
    value: '0-5',
    attached: true,
    help: 'timing template, slowest to fastest (default: 3)',
  },
  {
    flags: ['-Pn'],
    long: '--skip-discovery',
    help: 'scan every host without asking first whether it is there',
  },
  {
    flags: ['-n'],
    long: '--no-reverse-names',
    help: "accepted as nmap's: addresses are never looked up backwards",
  },
  { flags: ['-sT'], long: '--connect-scan', help: "accepted as nmap's: TCP connect is how Portolan scans" },
  { flags: ['-6'], long: '--prefer-ipv6', help: "use a name's IPv6 address" },
  {
    flags: ['-iL'],
    long: '--input-list',
    value: 'FILE',
    repeatable: true,
    help: 'read targets from FILE ("-": standard input)',
  },
  {
    flags: ['--exclude'],
    long: '--exclude',
    value: 'TARGETS',
    repeatable: true,
    help: 'leave these out: 10.0.0.1,10.0.0.128/25',
  },
  {
    flags: ['--excludefile'],
    long: '--excludefile',
    value: 'FILE',
    repeatable: true,
    help: 'leave out what FILE lists',
  },
  {
    flags: ['--max-retries'],
    long: '--max-retries',
    value: 'N',
    help: 'tries after the first for silent ports, at most',
  },
  {
    flags: ['--host-timeout'],
    long: '--host-timeout',
    value: 'TIME',
    help: 'give up on a host after 30m, 90s, 500ms',
  },
  { flags: ['--max-rate'], long: '--max-rate', value: 'N', help: 'at most N connection attempts a second' },
  {
    flags: ['--dialer'],
    long: '--dialer',
    value: DIALER_CHOICES.join('|'),
    help: 'how connections are made',
  },
  {
    flags: ['--banners'],
    long: '--banners',
    help: 'connect to open ports once more and read what they say first; nothing is sent',
  },
  { flags: ['--seed'], long: '--seed', value: 'N', help: 'the order of the probes, to repeat it' },
  {
    flags: ['--all-ports'],
    long: '--all-ports',
    help: 'list every port instead of summarising the dull ones',
  },
  {
    flags: ['--open'],
    long: '--open',
    help: 'list open ports only (readable and CSV reports; JSON holds every verdict)',
  },
  ...OUTPUT_OPTIONS,
  { flags: ['--events'], long: '--events', help: 'print what happens as it happens, one JSON object a line' },
  {
    flags: ['--resume'],
    long: '--resume',
    value: 'ID',
    help: 'go on with a stopped or interrupted scan of the history',
  },
  { flags: ['--no-save'], long: '--no-save', help: 'keep nothing in the history' },
  { flags: ['--yes'], long: '--yes', help: 'I am authorised to scan these public addresses' },
];

const UDP = 'Portolan scans TCP ports by connecting (-sT), which needs no rights: leave this option out.';
const DETECTION = 'Portolan does not identify versions or systems: leave this option out.';
const DISCOVERY = 'Portolan finds hosts by connecting: leave this option out, or use -Pn to skip that.';
const UNAVAILABLE: ReadonlyMap<string, string> = new Map([
  ...UNAVAILABLE_OUTPUTS,
  ...['-sS', '-sU', '-sA', '-sF', '-sN', '-sX', '-sW', '-sM'].map((flag) => [flag, UDP] as const),
  ...['-sV', '-sC', '-O', '-A', '--script', '--version-all'].map((flag) => [flag, DETECTION] as const),
  ...['-sn', '-sP', '-PS', '-PA', '-PU', '-PE', '-PP', '-PM', '-PR', '-P0'].map(
    (flag) => [flag, DISCOVERY] as const,
  ),
]);

export const SCAN_SPEC: CommandSpec = {
  name: 'portolan scan',
  operands: ['[TARGET...]'],
  summary:
    'Asks TCP ports whether they are open, closed or filtered, and keeps the answers. A TARGET is a name, an address, ' +
    'a block (192.168.1.0/24, 2001:db8::/120), octet ranges (10.0.0-3.1,5) or a range (10.0.0.1-10.0.0.20); "!x" leaves x out.',
  options: SCAN_OPTIONS,
  unavailable: UNAVAILABLE,
  examples: [
    'portolan scan 192.168.1.1 -p 22,80,8000-8100',
    'portolan scan 192.168.1.0/24 -F -T4 --open',
    'portolan scan localhost -p- -oJ report.json',
    'portolan scan -iL hosts.txt --exclude 10.0.0.1 -oA monday',
    'portolan scan 127.0.0.1 -p 1-1024 -oC - | sort',
    'portolan scan --resume ID',
  ],
};
