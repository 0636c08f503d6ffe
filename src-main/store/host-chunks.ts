/** Finished hosts in chunks: what is shared once, and of each run only which and what was measured. */
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Database, SqlRow } from './database.ts';
import { encodeDoubts } from './doubt-codec.ts';
import { encodeMeasures, MeasureReader } from './measure-codec.ts';
import type { FinishedHost, KeptHost } from './run-record.ts';
import {
  createContentReader,
  keepOutcome,
  keepRoster,
  type ContentReader,
  type KeptPortList,
} from './shared-content.ts';

/** Hosts whose positions differ in their lower bits only may stand in one chunk: it is the same from run to run. */
const CHUNK_BITS = 8;
/** So many listed ports end a chunk: it is read and written as a whole. */
const MAX_CHUNK_PORTS = 20_000;

/** Parts hosts in the order of their positions into chunks. */
export function* chunksOf(
  hosts: Iterable<FinishedHost>,
): Generator<readonly FinishedHost[], void, undefined> {
  let chunk: FinishedHost[] = [];
  let ports = 0;
  for (const host of hosts) {
    const [first] = chunk;
    const isElsewhere = first && first.position >>> CHUNK_BITS !== host.position >>> CHUNK_BITS;
    if (isElsewhere || (chunk.length > 0 && ports + host.ports.length > MAX_CHUNK_PORTS)) {
      yield chunk;
      chunk = [];
      ports = 0;
    }
    chunk.push(host);
    ports += host.ports.length;
  }
  if (chunk.length > 0) yield chunk;
}

/** Within a transaction of the caller's. */
export function saveChunk(
  database: Database,
  run: number,
  hosts: readonly FinishedHost[],
  asked: KeptPortList | undefined,
): void {
  const first = hosts[0]?.position ?? 0;
  const roster = keepRoster(database, {
    offsets: hosts.map(({ position }) => position - first),
    addresses: hosts.map(({ address }) => address),
    names: hosts.map(({ names }) => names),
  });
  const outcomes = new ByteWriter();
  for (const host of hosts) outcomes.whole(keepOutcome(database, host, asked));
  database.run(
    'INSERT INTO host_chunks (run, first, roster, outcomes, doubts, measures) VALUES (?, ?, ?, ?, ?, ?)',
    run,
    first,
    roster,
    outcomes.take(),
    encodeDoubts(hosts),
    encodeMeasures(hosts),
  );
}

/** The hosts of a run that stand in chunks, by position; a chunk is in memory at a time, as a rule. */
export function* readChunkHosts(database: Database, run: number): Generator<KeptHost, void, undefined> {
  const content = createContentReader(database);
  const chunks = database.allValues(
    'SELECT key, first FROM host_chunks WHERE run = ? ORDER BY first, key',
    run,
  );
  let waiting: KeptHost[] = [];
  for (const [key = 0, first = 0] of chunks) {
    // Chunks of a run that was stopped and taken up again may reach into each other.
    const isBefore = ({ position }: KeptHost): boolean => position < Number(first);
    yield* waiting.filter(isBefore);
    const row = database.get('SELECT * FROM host_chunks WHERE key = ?', key);
    if (row)
      waiting = merge(
        waiting.filter((host) => !isBefore(host)),
        hostsOfChunk(row, content),
      );
  }
  yield* waiting;
}

/** Of a host that stands in both, what was written later. */
function merge(earlier: readonly KeptHost[], later: KeptHost[]): KeptHost[] {
  if (earlier.length === 0) return later;
  const byPosition = new Map([...earlier, ...later].map((host) => [host.position, host]));
  return [...byPosition.values()].sort((a, b) => a.position - b.position);
}

function hostsOfChunk(row: SqlRow, content: ContentReader): KeptHost[] {
  const { offsets, addresses, names } = content.roster(Number(row['roster']));
  const outcomes = new ByteReader(bytesOf(row['outcomes']));
  const measures = new MeasureReader(bytesOf(row['measures']));
  const first = Number(row['first']);
  return offsets.map((offset, index) => {
    const outcome = content.outcome(outcomes.whole());
    const address = addresses[index] ?? '';
    return {
      position: first + offset,
      finished: true,
      inFlight: [],
      report: {
        address,
        family: address.includes(':') ? 6 : 4,
        names: [...(names[index] ?? [])],
        status: outcome.status,
        reason: outcome.reason,
        ...measures.read(outcome),
      },
    };
  });
}

/** Throws where there is something else: the file is not as any version wrote it. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('The history holds no bytes where some belong');
}
