/** `portolan watch` as a person runs it: real processes, real listeners on loopback, a real webhook. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HISTORY_FILE } from '../../../../src-main/app/create-app.ts';
import { openDatabase } from '../../../../src-main/store/database.ts';
import { watchNewsSchema } from '../../../../src-shared/contract/run-watch.ts';
import { killGroup, startChild } from '../../../helpers/child.ts';
import { findClosedPort, openListener, type Listener } from '../../../helpers/listeners.ts';
import { programFile } from '../../../helpers/repository.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

let folder: TempFolder;
const undo: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await folder.dispose();
});

const watch = (...args: string[]) => runCli(['watch', ...args], { dataFolder: folder.path });

function add(ports: readonly number[], every: string, ...more: string[]) {
  return watch('add', '127.0.0.1', '-p', ports.join(','), '--every', every, '--name', 'Lab', ...more);
}

async function listenerThere(): Promise<Listener> {
  const listener = await openListener('127.0.0.1');
  undo.push(() => listener.close());
  return listener;
}

/** A place on loopback that takes news; the first `refused` posts are answered 503. */
async function openWebhook(refused = 0): Promise<{ url: string; bodies: unknown[] }> {
  const bodies: unknown[] = [];
  let left = refused;
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      if (left-- > 0) response.writeHead(503).end();
      else {
        bodies.push(JSON.parse(Buffer.concat(pieces).toString('utf8')));
        response.writeHead(204).end();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/changes`, bodies };
}

/** Waits until so many runs are complete; looked up in the file, as that takes no time. */
async function runsInHistory(count: number): Promise<void> {
  const database = openDatabase(path.join(folder.path, HISTORY_FILE));
  try {
    const complete = "SELECT count(*) AS runs FROM runs WHERE status = 'completed'";
    while (Number(database.get(complete)?.['runs']) < count) await setTimeout(20);
  } finally {
    database.close();
  }
}

/** A `portolan watch` that goes on until the test ends; `said` resolves with what it has said once that holds `text`. */
function startWatching(...args: string[]): { child: ChildProcess; said(text: string): Promise<string> } {
  const child = startChild(process.execPath, [programFile('cli'), 'watch', ...args], {
    env: { ...process.env, PORTOLAN_DATA_DIR: folder.path, NO_COLOR: '1' },
  });
  let output = '';
  const ended = once(child, 'close');
  undo.push(async () => {
    killGroup(child, 'SIGINT');
    await ended;
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return {
    child,
    said: async (text) => {
      while (!output.includes(text)) {
        const heard = await Promise.race([
          ended.then(() => 'ended' as const),
          ...[child.stdout, child.stderr].map((stream) => once(stream ?? child, 'data')),
        ]);
        if (heard === 'ended' && !output.includes(text)) throw new Error(`It ended and said only: ${output}`);
      }
      return output;
    },
  };
}

describe('portolan watch now', () => {
  it('tells a change after a second look, in words, in JSON and to a webhook that first refuses', async () => {
    const listener = await listenerThere();
    const closed = await findClosedPort('127.0.0.1');
    expect((await add([listener.port, closed], 'daily at 02:00')).stdout).toContain('every day at 02:00');

    const first = await watch('now', 'Lab');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('First run: 1 open port');

    const second = await watch('now', 'Lab');
    expect(second).toMatchObject({ code: 0, stdout: '' });

    await listener.close();
    const webhook = await openWebhook(1);
    const third = await watch('now', 'Lab', '--webhook', webhook.url);
    expect(third.code).toBe(1);
    expect(third.stdout).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ Lab: 1 port closed \(portolan diff \S+ \S+\)\n/,
    );
    expect(third.stdout).toContain(`${listener.port}/tcp`);
    expect(third.stdout).toContain('open (syn-ack) -> closed');
    expect(webhook.bodies).toHaveLength(1);
    const { schema, ...news } = webhook.bodies[0] as { schema: string };
    expect(schema).toBe('portolan-watch/1');
    expect(watchNewsSchema.parse(news)).toMatchObject({ name: 'Lab', portChanges: 1 });

    const again = await openListener('127.0.0.1', listener.port);
    undo.push(() => again.close());
    const fourth = await watch('now', 'Lab', '--format', 'json');
    expect(fourth.code).toBe(1);
    const { schema: printed, ...line } = JSON.parse(fourth.stdout);
    expect(printed).toBe('portolan-watch/1');
    expect(watchNewsSchema.parse(line)).toMatchObject({ kind: 'changed', headline: '1 port opened' });
  });

  it('Ctrl-C ends its second look, and the next run tells the change', async () => {
    const listener = await listenerThere();
    await add([listener.port], 'daily');
    await watch('now', 'Lab');
    await listener.close();
    const { child } = startWatching('now', 'Lab');
    const ended = once(child, 'close');
    // From then on it waits for the second look.
    await runsInHistory(2);
    killGroup(child, 'SIGINT');
    expect((await ended)[0]).toBe(3);
    const next = await watch('now', 'Lab');
    expect(next).toMatchObject({ code: 1, stdout: expect.stringContaining('1 port closed') });
  });

  it.each([
    ['http://u:p@127.0.0.1/', 'no name and password'],
    ['http://127.0.0.1:6667/', 'cannot post to port 6667'],
    ['ftp://127.0.0.1/', 'takes an http or https address'],
  ])('refuses the webhook %s before anything is scanned', async (url, why) => {
    const { code, stdout, stderr } = await watch('now', 'Lab', '--webhook', url);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });

  it('says it where the webhook is not there, and is no worse for it', async () => {
    const listener = await listenerThere();
    await add([listener.port], 'daily');
    await watch('now', 'Lab');
    await listener.close();
    const nowhere = `http://127.0.0.1:${await findClosedPort('127.0.0.1')}/`;
    const { code, stdout, stderr } = await watch('now', 'Lab', '--webhook', nowhere);
    expect(code).toBe(1);
    expect(stdout).toContain('1 port closed');
    expect(stderr).toContain('did not take the news: it could not be reached.');
  });
});

describe('portolan watch', () => {
  it('runs what is due until it is interrupted; another one is told who watches', async () => {
    const listener = await listenerThere();
    await add([listener.port], '*/5 * * * * *');
    const running = startWatching();
    await running.said('Watching "Lab", */5 * * * * *; next ');

    const other = await watch();
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(`process ${running.child.pid}`);
    expect(other.stderr).toContain('runs the watches of this history already');

    await waitForRuns(1);
    await listener.close();
    const output = await running.said('1 port closed');
    expect(output.match(/1 port closed/g)).toHaveLength(1);

    killGroup(running.child, 'SIGINT');
    const [code] = (await once(running.child, 'close')) as [number];
    expect(code).toBe(0);
    // The place is free again.
    const next = startWatching();
    await next.said('Watching "Lab"');
  });

  async function waitForRuns(count: number): Promise<void> {
    for (;;) {
      const { stdout } = await runCli(['history', 'list', '--format', 'json'], { dataFolder: folder.path });
      const ended = stdout.split('\n').filter((line) => line.includes('"status":"completed"'));
      if (ended.length >= count) return;
    }
  }

  it('has nothing to do without a watch', async () => {
    const { code, stderr } = await watch();
    expect(code).toBe(2);
    expect(stderr).toContain('There is nothing to watch: add one first.');
  });
});

describe('what is wrong gets one line', () => {
  it.each([
    [['add', '127.0.0.1', '-p', '1'], '--every is missing'],
    [['add', '127.0.0.1', '-p', '1', '--every', 'now and then'], 'is no schedule'],
    [['add', '127.0.0.1', '-p', '99999', '--every', 'daily'], '99999'],
    [['remove', 'Lab'], 'There is no watch "Lab"'],
    [['dance'], 'Watch knows list, add, remove and now'],
    [['--webhook', 'ftp://127.0.0.1/'], '--webhook takes an http or https address'],
  ])('%j', async (args, part) => {
    const { code, stdout, stderr } = await watch(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(part);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('two of one name, and a list of what there is', async () => {
    await add([1], 'weekdays at 8:30', '-T4');
    expect((await add([2], 'daily')).stderr).toContain('There is a watch "Lab" already');
    const { stdout } = await watch('list');
    expect(stdout).toContain('every weekday at 08:30');
    expect(stdout).toContain('never');
    expect((await watch('remove', 'Lab')).stdout).toBe('Removed 1 watch.\n');
    expect((await watch('list')).stdout).toContain('There are no watches.');
  });
});
