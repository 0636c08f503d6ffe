/** `portolan watch`: scans that run by themselves, and what changed. */
import {
  watchDraftSchema,
  type RunWatch,
  type WatchNews,
} from '../../../../src-shared/contract/run-watch.ts';
import { PortolanError } from '../../../../src-shared/contract/wire.ts';
import type { PortolanApp } from '../../../app/create-app.ts';
import { warmUp } from '../../../app/warm-up.ts';
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import { wrongArgument } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { formatColumns } from '../../../reports/format-columns.ts';
import { onInterrupt } from '../interrupts.ts';
import { callContext, withCore } from '../open-core.ts';
import { type CommandSpec, parseCommand, type ParsedArguments } from '../parse-command.ts';
import { readChoice } from '../read-values.ts';
import { readScanOptions } from '../scan-arguments.ts';
import { SCAN_OPTIONS } from '../scan-flags.ts';
import { createTextOutput, type TextOutput } from '../standard-streams.ts';
import { linesOfNews } from '../watch-lines.ts';
import { createWebhook, WATCH_SCHEMA, type Webhook } from '../webhook.ts';

const EXAMPLES = {
  run: 'portolan watch',
  list: 'portolan watch list',
  add: 'portolan watch add 192.168.1.0/24 --every "daily at 02:00" -F',
  remove: 'portolan watch remove "Office, nightly"',
  now: 'portolan watch now "Office, nightly"',
};

/** Options of a scan that say what is asked; where its report goes is the history. */
const FITS_WATCH: ReadonlySet<string> = new Set([
  '--ports',
  '--top-ports',
  '--fast',
  '--timing',
  '--skip-discovery',
  '--no-reverse-names',
  '--connect-scan',
  '--prefer-ipv6',
  '--input-list',
  '--exclude',
  '--excludefile',
  '--max-retries',
  '--host-timeout',
  '--max-rate',
  '--dialer',
  '--banners',
  '--yes',
]);

const FORMAT = {
  flags: ['--format'],
  long: '--format',
  value: 'text|json',
  help: 'lines to read (default), or JSON, one change a line',
} as const;
const WEBHOOK = {
  flags: ['--webhook'],
  long: '--webhook',
  value: 'URL',
  help: 'also POST what is told there as JSON (portolan-watch/1)',
} as const;

const RUN: CommandSpec = {
  name: 'portolan watch',
  operands: [],
  summary:
    'Runs the kept watches when they are due, until it is interrupted, and prints a line for each change that a second ' +
    'look saw too. What came due while nobody watched is caught up once.',
  options: [FORMAT, WEBHOOK],
  examples: [EXAMPLES.run, 'portolan watch --webhook http://127.0.0.1:8080/changes'],
};
const LIST: CommandSpec = {
  name: 'portolan watch list',
  operands: [],
  summary: 'Lists the watches: when they are due next, and what the last look brought.',
  options: [],
  examples: [EXAMPLES.list],
};
const ADD: CommandSpec = {
  name: 'portolan watch add',
  operands: ['<TARGET...>'],
  summary:
    'Adds a watch: a scan, and when it runs: "every 15 minutes", "weekdays at 8:30", or a cron pattern such as ' +
    '"0 2 * * *". Any option of portolan scan that says what is asked fits.',
  options: [
    { flags: ['--every'], long: '--every', value: 'WHEN', help: 'when it runs (required)' },
    { flags: ['--name'], long: '--name', value: 'NAME', help: 'what to call it (default: the targets)' },
    ...SCAN_OPTIONS.filter(({ long }) => FITS_WATCH.has(long)),
  ],
  examples: [EXAMPLES.add],
};
const REMOVE: CommandSpec = {
  name: 'portolan watch remove',
  operands: ['<WATCH...>'],
  summary: 'Removes watches, each by its name or id. Their runs stay in the history.',
  options: [],
  examples: [EXAMPLES.remove],
};
const NOW: CommandSpec = {
  name: 'portolan watch now',
  operands: ['<WATCH>'],
  summary: 'Runs one watch at once, whenever it is due. Exits 1 where something changed.',
  options: [FORMAT, WEBHOOK],
  examples: [EXAMPLES.now],
};

const HELP = `Usage: portolan watch [list|add|remove|now]

${Object.values(EXAMPLES)
  .map((line) => `  ${line}\n`)
  .join('')}
portolan watch WORD --help tells more. Without a word, the watches run until you press Ctrl-C.
`;

type Action = (parsed: ParsedArguments, stdout: TextOutput) => Promise<ExitCode>;

const ACTIONS: ReadonlyMap<string, { spec: CommandSpec; act: Action }> = new Map([
  ['list', { spec: LIST, act: list }],
  ['add', { spec: ADD, act: add }],
  ['remove', { spec: REMOVE, act: remove }],
  ['now', { spec: NOW, act: runNow }],
]);

export async function run(args: readonly string[]): Promise<ExitCode> {
  const stdout = createTextOutput(process.stdout);
  const [word, ...rest] = args;
  if (word === '--help' || word === '-h') {
    const parsed = parseCommand(RUN, ['--help']);
    await stdout.write(`${HELP}\n${'help' in parsed ? parsed.help : ''}`);
    return EXIT.done;
  }
  const isOption = word === undefined || word.startsWith('-');
  const action = isOption ? { spec: RUN, act: watch } : ACTIONS.get(word);
  if (action === undefined) {
    const shown = escapeTerminal(word?.slice(0, 40) ?? '');
    throw wrongArgument(`Watch knows list, add, remove and now, not "${shown}".`, EXAMPLES.add);
  }
  const parsed = parseCommand(action.spec, isOption ? args : rest);
  if ('help' in parsed) {
    await stdout.write(parsed.help);
    return EXIT.done;
  }
  return await action.act(parsed, stdout);
}

/** Until it is interrupted. */
async function watch(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  const teller = createTeller(parsed, stdout, RUN.examples[1] ?? EXAMPLES.run);
  warmUp();
  return await withCore(true, async (core) => {
    const { watches } = core.watches.list();
    if (!watches.some(({ enabled }) => enabled)) {
      throw new PortolanError(
        'wrong-state',
        `There is nothing to watch: add one first. Example: ${EXAMPLES.add}`,
      );
    }
    const interrupted = Promise.withResolvers<void>();
    const release = onInterrupt(interrupted.resolve);
    stdout.onBroken(interrupted.resolve);
    const stopTelling = tellChanges(core, teller);
    try {
      const begun = core.watches.begin();
      if (begun !== true) throw watchedElsewhere(begun.pid);
      for (const line of linesOfWatches(core.watches.list().watches)) process.stderr.write(line);
      await interrupted.promise;
      return EXIT.done;
    } finally {
      stopTelling();
      // Not before: a second Ctrl-C ends at once.
      await teller.done(true);
      release();
    }
  });
}

async function runNow(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  const teller = createTeller(parsed, stdout, EXAMPLES.now);
  warmUp();
  return await withCore(true, async (core) => {
    const found = findWatch(core, parsed.operands[0] ?? '');
    const stopTelling = tellChanges(core, teller);
    let scanId: string | undefined;
    let isStopped = false;
    const release = onInterrupt(() => {
      isStopped = true;
      // Where its scan has ended already there is the second look, and that ends with the service.
      const stopped =
        scanId === undefined
          ? Promise.reject(new Error('not begun'))
          : Promise.resolve(core.handlers['scan.stop']({ scanId }, callContext()));
      void stopped.catch(() => core.watches.stop());
    });
    try {
      scanId = await core.watches.runNow(found.id);
      await core.watches.idle();
    } finally {
      stopTelling();
      await teller.done(isStopped);
      release();
    }
    const last = core.watches.list().watches.find(({ id }) => id === found.id)?.last;
    if (isStopped) process.stderr.write('portolan watch: Stopped before it could be told what changed.\n');
    else if (last && last.outcome !== 'changed')
      process.stderr.write(`portolan watch: ${escapeTerminal(last.headline)}\n`);
    if (isStopped || last?.outcome === 'failed') return EXIT.incomplete;
    return last?.outcome === 'changed' || last?.outcome === 'known' ? EXIT.different : EXIT.done;
  });
}

interface Teller {
  tell(news: WatchNews): void;
  /** Resolves when everything is said; `hurried`: or was tried once more. */
  done(hurried: boolean): Promise<void>;
}

function createTeller(parsed: ParsedArguments, stdout: TextOutput, example: string): Teller {
  const url = parsed.value('--webhook');
  const webhook: Webhook | null = url === undefined ? null : createWebhook(url, example);
  const format = readChoice(parsed.value('--format') ?? 'text', '--format', ['text', 'json'], example);
  const jobs = new Set<Promise<void>>();
  const begin = (job: Promise<void>): void => {
    jobs.add(job);
    void job.finally(() => jobs.delete(job));
  };
  let printing = Promise.resolve();
  return {
    tell: (news) => {
      const lines =
        format === 'json' ? [`${JSON.stringify({ schema: WATCH_SCHEMA, ...news })}\n`] : linesOfNews(news);
      // A reader that is gone is told of elsewhere.
      printing = printing.then(() => stdout.write(lines)).catch(() => {});
      begin(printing);
      if (webhook) {
        begin(
          webhook.send(news).then((problem) => {
            if (problem !== null) process.stderr.write(`portolan watch: ${escapeTerminal(problem)}\n`);
          }),
        );
      }
    },
    done: async (hurried) => {
      if (hurried) webhook?.hurry();
      await Promise.all(jobs);
    },
  };
}

function tellChanges(core: PortolanApp, { tell }: Teller): () => void {
  return core.events.subscribe((name, payload) => {
    if (name === 'watch.news') tell(payload);
  });
}

function watchedElsewhere(pid: number | null): PortolanError {
  const who = pid === null ? 'Another Portolan' : `Another Portolan (process ${pid})`;
  return new PortolanError(
    'wrong-state',
    `${who} runs the watches of this history already: leave it to that one, or end it first.`,
  );
}

async function add(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  const schedule = parsed.value('--every');
  if (schedule === undefined) throw wrongArgument('--every is missing: when should it run?', EXAMPLES.add);
  const options = await readScanOptions(parsed);
  const name = parsed.value('--name') ?? options.targets.join(' ').slice(0, 120);
  const draft = watchDraftSchema.safeParse({ name, schedule, options, confirmPublic: parsed.has('--yes') });
  if (!draft.success) {
    throw wrongArgument(draft.error.issues[0]?.message ?? 'The watch cannot be kept.', EXAMPLES.add);
  }
  return await withCore(true, async (core) => {
    if (core.watches.list().watches.some((watch) => watch.name === name)) {
      throw wrongArgument(`There is a watch "${name}" already: give this one another --name.`, EXAMPLES.add);
    }
    try {
      core.watches.save(draft.data);
    } catch (error) {
      if (!(error instanceof PortolanError) || error.code !== 'needs-confirmation') throw error;
      throw new PortolanError('needs-confirmation', `${error.message} Add --yes if you are.`);
    }
    const saved = core.watches.list().watches.find((watch) => watch.name === name);
    const when = saved?.words ?? schedule;
    await stdout.write(
      `Added "${escapeTerminal(name)}": ${escapeTerminal(when)}. It runs while the app is open, or by: ${EXAMPLES.run}\n`,
    );
    return EXIT.done;
  });
}

async function remove(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  return await withCore(true, async (core) => {
    const found = parsed.operands.map((given) => findWatch(core, given));
    for (const { id } of found) core.watches.delete(id);
    await stdout.write(`Removed ${found.length} ${found.length === 1 ? 'watch' : 'watches'}.\n`);
    return EXIT.done;
  });
}

async function list(_parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  return await withCore(true, async (core) => {
    const { watches } = core.watches.list();
    await stdout.write(
      watches.length === 0 ? `There are no watches. Example: ${EXAMPLES.add}\n` : tableOf(watches),
    );
    return EXIT.done;
  });
}

function tableOf(watches: readonly RunWatch[]): string {
  return formatColumns([
    ['ID', 'NAME', 'WHEN', 'NEXT', 'LAST', 'BROUGHT'],
    ...watches.map(({ id, name, words, schedule, nextAt, enabled, last, skipped }) => [
      id,
      escapeTerminal(name),
      escapeTerminal(words ?? schedule),
      enabled ? (nextAt === null ? 'when watched' : momentOf(nextAt)) : 'paused',
      last === null ? 'never' : momentOf(last.at),
      [last === null ? '' : escapeTerminal(last.headline), skipped === 0 ? '' : `${skipped} skipped`]
        .filter((part) => part !== '')
        .join('; '),
    ]),
  ]);
}

function* linesOfWatches(watches: readonly RunWatch[]): Generator<string> {
  for (const { name, words, schedule, nextAt, enabled } of watches) {
    if (!enabled) continue;
    const next = nextAt === null ? 'now' : momentOf(nextAt);
    yield `Watching "${escapeTerminal(name)}", ${escapeTerminal(words ?? schedule)}; next ${next}\n`;
  }
}

function momentOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')}Z`;
}

/** By id, or by a name that only one has. */
function findWatch(core: PortolanApp, given: string): RunWatch {
  const { watches } = core.watches.list();
  const found = watches.filter(({ id, name }) => id === given || name === given);
  const [only] = found;
  const shown = escapeTerminal(given.slice(0, 80));
  if (only === undefined) throw wrongArgument(`There is no watch "${shown}".`, EXAMPLES.list);
  if (found.length > 1)
    throw wrongArgument(`Several watches are called "${shown}": give the id.`, EXAMPLES.list);
  return only;
}
