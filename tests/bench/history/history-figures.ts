/** What a history of many runs costs: room, and the time of the answers that the window waits for. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createApp, HISTORY_FILE } from '../../../src-main/app/create-app.ts';
import { realEngine } from '../../../src-main/app/engine-door.ts';
import { readTimelineInput } from '../../../src-main/app/timeline-input.ts';
import { openDatabase, type Database } from '../../../src-main/store/database.ts';
import { createClient } from '../../../src-shared/contract/client.ts';
import { portolanContract } from '../../../src-shared/contract/portolan-contract.ts';
import { createMemoryTransportPair } from '../../../src-shared/contract/transport.ts';
import { keepRuns, type Network } from './kept-runs.ts';

export interface Figure {
  readonly what: string;
  readonly got: number;
  /** Not more than this. */
  readonly target: number;
  readonly unit: string;
}

const ANSWER_MS = 100;
const TIMELINE_MS = 60;
const RUN_KB = 20;
const ROUNDS = 5;
/** What people search for: a target, a service of the ports, a tag, a note, a host's name, and what is nowhere. */
const SEARCHES = ['10.66', 'top:1000', 'audit', 'week 3', 'host-120', 'no such thing'];

/** Fills `dataFolder` and measures; the answers cross the contract, as they do for a window. */
export async function measureHistory(dataFolder: string, network: Network): Promise<Figure[]> {
  const file = path.join(dataFolder, HISTORY_FILE);
  const database = openDatabase(file);
  const before = fileBytes(database);
  const keptMs = clocked(() => keepRuns(database, network));
  const ids = database.all('SELECT id FROM runs ORDER BY started_at').map((row) => String(row['id']));
  const perRun = (fileBytes(database) - before) / network.runs / 1_000;
  const timelineMs = median(() => readAll(database, ids));
  database.close();

  const app = await createApp({
    dataFolder,
    host: 'web',
    engine: realEngine,
    abilities: {
      deliverFile: () => {
        throw new Error('No file is asked for here.');
      },
    },
  });
  const [near, far] = createMemoryTransportPair();
  app.connect(far);
  const client = createClient(portolanContract, near);
  const answer = (what: string, call: () => Promise<unknown>): Promise<Figure> =>
    medianOf(call).then((got) => ({ what, got, target: ANSWER_MS, unit: 'ms' }));
  try {
    const figures: Figure[] = [
      { what: 'kept, a run', got: perRun, target: RUN_KB, unit: 'kB' },
      { what: 'to keep a run', got: keptMs / network.runs, target: ANSWER_MS, unit: 'ms' },
      { what: 'read for a timeline of all runs', got: timelineMs, target: TIMELINE_MS, unit: 'ms' },
      await answer('first page of the list', () => client.call('history.list', {})),
      await answer('500 runs of the list', () => client.call('history.list', { limit: 500 })),
      await answer('list of series', () => client.call('series.list', {})),
      await answer('tags', () => client.call('history.tags', {})),
      await answer('timeline of all runs', () => client.call('compare.timeline', { scanIds: [...ids] })),
    ];
    for (const text of SEARCHES)
      figures.push(await answer(`search "${text}"`, () => client.call('history.list', { text })));
    for (const filter of [{ tag: 'audit' }, { status: 'stopped' } as const])
      figures.push(
        await answer(`filter ${JSON.stringify(filter)}`, () => client.call('history.list', filter)),
      );
    figures.push(...(await removing(client, ids)));
    return figures;
  } finally {
    client.close();
    await app.close();
  }
}

/** Half of the runs go, and the file shrinks. */
async function removing(
  client: ReturnType<typeof createClient<typeof portolanContract>>,
  ids: readonly string[],
): Promise<Figure[]> {
  const scanIds = ids.slice(0, Math.ceil(ids.length / 2));
  const deleteMs = await clockedAsync(() => client.call('history.delete', { scanIds }));
  let bytes = { bytesBefore: 0, bytesAfter: 0 };
  const vacuumMs = await clockedAsync(async () => {
    bytes = await client.call('data.vacuum', {});
  });
  return [
    { what: `delete ${scanIds.length} runs`, got: deleteMs, target: ANSWER_MS, unit: 'ms' },
    { what: 'compact the file', got: vacuumMs, target: 2_000, unit: 'ms' },
    {
      what: 'the file after it, of before',
      got: 100 * (bytes.bytesAfter / bytes.bytesBefore),
      target: 101,
      unit: '%',
    },
  ];
}

/** Looks at everything that a timeline looks at. */
function readAll(database: Database, ids: readonly string[]): number {
  return database.read(() => {
    const { runs, hosts } = readTimelineInput(database, ids, () => null);
    let seen = 0;
    for (const { outcomes, doubts } of hosts) {
      for (let run = 0; run < runs.length; run++)
        if (outcomes[run] !== outcomes[run - 1]) seen += 1 + (doubts?.get(run)?.length ?? 0);
    }
    return seen;
  });
}

function fileBytes(database: Database): number {
  database.emptyLog();
  return statSync(database.path).size;
}

function clocked(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function clockedAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(work: () => unknown): number {
  return middle(Array.from({ length: ROUNDS }, () => clocked(work)));
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await clockedAsync(work));
  return middle(times);
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
