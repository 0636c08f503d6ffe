/**
 * The command line that nmap writes into its XML (`args`) -> what was to be scanned. Flags: nmap's manual, "Options
 * Summary". Whatever is not understood for certain makes the targets doubtful: a value taken for a target would be a
 * host that was never asked, and so one that seems to be gone.
 */
import type { TimingName } from '../../src-shared/scan/timing-template.ts';

export interface NmapCommand {
  /** As typed. */
  readonly targets: readonly string[];
  readonly exclude: readonly string[];
  readonly timing: TimingName;
  readonly discovery: boolean;
  /** Why these need not be all targets: "it reads them from a file (-iL)"; null: they are. */
  readonly doubt: string | null;
}

/** Long options with a value of their own, which may be the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  (
    'datadir servicedb versiondb stylesheet script script-args script-args-file script-help script-timeout ' +
    'host-timeout max-rtt-timeout min-rtt-timeout initial-rtt-timeout max-retries max-scan-delay scan-delay ' +
    'min-rate max-rate min-parallelism max-parallelism min-hostgroup max-hostgroup top-ports port-ratio ' +
    'exclude-ports dns-servers proxies proxy source-port spoof-mac data data-string data-length ip-options ttl mtu ' +
    'scanflags version-intensity max-os-tries nsock-engine stats-every'
  ).split(' '),
);
const WITHOUT_VALUE: ReadonlySet<string> = new Set(
  (
    'open reason packet-trace iflist append-output no-stylesheet webxml noninteractive system-dns traceroute ' +
    'resolve-all unique disable-arp-ping discovery-ignore-rst defeat-rst-ratelimit defeat-icmp-ratelimit badsum adler32 ' +
    'send-eth send-ip privileged unprivileged version-light version-all version-trace script-trace script-updatedb ' +
    'osscan-limit osscan-guess fuzzy allports randomize-hosts log-errors deprecated-xml-osclass release-memory ' +
    'route-dst vv'
  ).split(' '),
);
const DOUBTFUL_LONG: ReadonlyMap<string, string> = new Map([
  ['excludefile', 'it leaves out what a file names (--excludefile)'],
  ['resume', 'it continues another run (--resume)'],
]);
/** Letters that stand alone or together, and those whose value follows at once. */
const FLAGS = /^-(?:[46AFhnrRVfdvO]+\d*|[sPTpgMDeSb].+|o[NXGSAMH].+)$/;
/** Short options whose value is the next word where none is attached. */
const SHORT_WITH_VALUE: ReadonlySet<string> = new Set([
  '-p',
  '-g',
  '-M',
  '-D',
  '-e',
  '-S',
  '-b',
  '-T',
  '-oN',
  '-oX',
  '-oG',
  '-oS',
  '-oA',
  '-oM',
  '-oH',
]);
const TIMING_WORDS = ['paranoid', 'sneaky', 'polite', 'normal', 'aggressive', 'insane'];

/** Splits as nmap joined: words with spaces stand in double quotes, where a backslash precedes quotes and backslashes. */
export function splitCommand(args: string): string[] {
  return [...args.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/gsu)].map(([whole, quoted]) =>
    quoted === undefined ? whole : quoted.replaceAll(/\\(.)/gsu, '$1'),
  );
}

export function readNmapCommand(args: string): NmapCommand {
  const reader = new CommandReader(splitCommand(args));
  return reader.read();
}

class CommandReader {
  readonly #words: readonly string[];
  #at = 1;
  readonly #targets: string[] = [];
  readonly #exclude: string[] = [];
  #timing: TimingName = 'T3';
  #discovery = true;
  #doubt: string | null = null;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  read(): NmapCommand {
    const [program = ''] = this.#words;
    if (!/(?:^|[/\\])nmap(?:\.exe)?$/i.test(program)) this.#doubtful('its command line is not one of nmap');
    for (let word = this.#next(); word !== undefined; word = this.#next()) {
      if (word.startsWith('-') && word !== '-') this.#option(word);
      else this.#targets.push(word);
    }
    if (this.#targets.length === 0) this.#doubtful('its command line names none');
    return {
      targets: this.#targets,
      exclude: this.#exclude,
      timing: this.#timing,
      discovery: this.#discovery,
      doubt: this.#doubt,
    };
  }

  #next(): string | undefined {
    return this.#words[this.#at++];
  }

  #doubtful(why: string): void {
    this.#doubt ??= why;
  }

  #option(word: string): void {
    if (word === '-iL' || word.startsWith('-iL')) {
      if (word === '-iL') this.#next();
      return this.#doubtful('it reads them from a file (-iL)');
    }
    if (word.startsWith('-iR')) {
      if (word === '-iR') this.#next();
      return this.#doubtful('it draws them at random (-iR)');
    }
    // Nmap takes long options with one hyphen too.
    const [, name = '', value] = /^--?([\w-]+)(?:=(.*))?$/su.exec(word) ?? [];
    if (name === 'exclude') return this.#leaveOut(value ?? this.#next() ?? '');
    const why = DOUBTFUL_LONG.get(name);
    if (why !== undefined) {
      if (value === undefined) this.#next();
      return this.#doubtful(why);
    }
    if (WITH_VALUE.has(name)) {
      if (value === undefined) this.#next();
      return;
    }
    if (WITHOUT_VALUE.has(name)) return;
    if (SHORT_WITH_VALUE.has(word)) {
      const given = this.#next() ?? '';
      if (word === '-T') this.#setTiming(given);
      return;
    }
    if (!FLAGS.test(word)) return this.#doubtful('its command line has options that are not known here');
    if (word.startsWith('-T')) this.#setTiming(word.slice(2));
    if (/^-P[n0ND]$/.test(word)) this.#discovery = false;
  }

  #leaveOut(list: string): void {
    for (const part of list.split(',')) if (part !== '') this.#exclude.push(part);
  }

  #setTiming(text: string): void {
    const index = /^[0-5]$/.test(text) ? Number(text) : TIMING_WORDS.indexOf(text.toLowerCase());
    if (index >= 0) this.#timing = `T${index}` as TimingName;
  }
}
