/**
 * What hosts said in many runs, each outcome as one object however many runs and hosts it stands for. Read while it is
 * gone through: a network of many hosts is in memory a part at a time.
 */
import { doubtfulPorts } from '../../src-shared/scan/doubtful-silence.ts';
import type { HostReport } from '../../src-shared/scan/scan-report.ts';
import type { HostOutcome, PortRange, TimelineInputHost } from '../../src-shared/scan/timeline-input.ts';
import { ByteReader } from './bytes.ts';
import type { Database } from './database.ts';
import { decodeDoubts, portsOfDoubts } from './doubt-codec.ts';
import { bytesOf } from './host-chunks.ts';
import { readRowHosts } from './host-rows.ts';
import { encodeOutcome, type Outcome } from './outcome-codec.ts';
import { linkedRosters } from './linked-rosters.ts';
import type { KeptHost } from './run-record.ts';
import { createContentReader, type ContentReader } from './shared-content.ts';
import type { TimelineRun } from './timeline-runs.ts';

/** Makes a report of a host that stands in rows; `run`: the index of its run. */
export type ReportOfRow = (host: KeptHost, run: number) => HostReport;

class TimelineHost implements TimelineInputHost {
  readonly address: string;
  readonly outcomes: (HostOutcome | null)[];
  /** What it said in the chunk before: as a rule it says the same again. */
  lastKey = -1;
  lastRoster = -1;
  last: HostOutcome | null = null;
  doubts: Map<number, readonly PortRange[]> | null = null;

  constructor(address: string, runs: number) {
    this.address = address;
    this.outcomes = new Array<HostOutcome | null>(runs).fill(null);
  }

  doubt(run: number, ports: readonly PortRange[]): void {
    this.doubts ??= new Map();
    this.doubts.set(run, ports);
  }
}

/** Every host of any of the runs once. Within `database.read`. */
export function* readHostOutcomes(
  database: Database,
  runs: readonly TimelineRun[],
  reportOfRow: ReportOfRow,
): Generator<TimelineInputHost, void, undefined> {
  const content = createContentReader(database);
  const interned = new Interned(content);
  const indexOfRun = new Map(runs.map(({ key }, index) => [key, index]));
  const inRows = new Map<string, { run: number; outcome: HostOutcome; doubts: readonly PortRange[] }[]>();
  for (const key of runsInRows(database, runs)) {
    const run = indexOfRun.get(key) ?? 0;
    for (const kept of readRowHosts(database, key)) {
      const report = reportOfRow(kept, run);
      const said = { run, outcome: interned.ofReport(report), doubts: doubtfulPorts(report) };
      inRows.set(report.address, [...(inRows.get(report.address) ?? []), said]);
    }
  }
  const finish = (host: TimelineHost): TimelineHost => {
    for (const { run, outcome, doubts } of inRows.get(host.address) ?? []) {
      host.outcomes[run] = outcome;
      if (doubts.length > 0) host.doubt(run, doubts);
    }
    return host;
  };
  for (const chunks of linkedRosters(database, runs, content)) {
    const hosts = new Map<string, TimelineHost>();
    const hostsOf = new Map<number, readonly TimelineHost[]>();
    for (const [runKey, rosterKey, outcomes, doubts] of database.allValues(CHUNKS, JSON.stringify(chunks))) {
      const run = indexOfRun.get(Number(runKey)) ?? 0;
      let listed = hostsOf.get(Number(rosterKey));
      if (!listed) {
        listed = content.roster(Number(rosterKey)).addresses.map((address) => {
          const host = hosts.get(address) ?? new TimelineHost(address, runs.length);
          hosts.set(address, host);
          return host;
        });
        hostsOf.set(Number(rosterKey), listed);
      }
      interned.addChunk(
        listed,
        run,
        Number(rosterKey),
        bytesOf(outcomes),
        doubts instanceof Uint8Array ? doubts : null,
      );
    }
    for (const host of hosts.values()) {
      yield finish(host);
      inRows.delete(host.address);
    }
  }
  for (const address of inRows.keys()) yield finish(new TimelineHost(address, runs.length));
}

/** Those that have hosts in rows: as a rule few, as the rows of an ended run are made chunks. */
function runsInRows(database: Database, runs: readonly TimelineRun[]): number[] {
  const keys = JSON.stringify(runs.map(({ key }) => key));
  return database.allValues(RUNS_IN_ROWS, keys).map(([key]) => Number(key));
}

const RUNS_IN_ROWS = `SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM hosts WHERE run = value)`;

const CHUNKS = `SELECT run, roster, outcomes, doubts FROM host_chunks
  WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key`;

/** One object for equal outcomes of hosts with equal names. */
class Interned {
  readonly #content: ContentReader;
  readonly #byKey = new Map<number, HostOutcome>();
  readonly #byText = new Map<string, HostOutcome>();
  readonly #doubts = new Map<string, readonly PortRange[]>();

  constructor(content: ContentReader) {
    this.#content = content;
  }

  addChunk(
    hosts: readonly TimelineHost[],
    run: number,
    rosterKey: number,
    outcomes: Uint8Array,
    doubts: Uint8Array | null,
  ): void {
    const reader = new ByteReader(outcomes);
    const { names } = this.#content.roster(rosterKey);
    const doubted = doubts ? decodeDoubts(doubts) : undefined;
    for (let index = 0; index < hosts.length; index++) {
      const host = hosts[index]!;
      const key = reader.whole();
      if (host.lastKey !== key || host.lastRoster !== rosterKey) {
        host.lastKey = key;
        host.lastRoster = rosterKey;
        host.last = this.#of(key, names[index] ?? []);
      }
      host.outcomes[run] = host.last;
      const verdicts = doubted?.get(index);
      if (verdicts) host.doubt(run, this.#doubtsOf(key, verdicts));
    }
  }

  ofReport(report: HostReport): HostOutcome {
    const known = this.#content.findOutcome(encodeOutcome(report));
    if (known !== undefined) return this.#of(known, report.names);
    return this.#named(encodeOutcome(report), report, report.names);
  }

  #of(key: number, names: readonly string[]): HostOutcome {
    if (names.length > 0) return this.#named(String(key), () => this.#content.outcome(key), names);
    let found = this.#byKey.get(key);
    if (!found) {
      found = outcomeOf(this.#content.outcome(key), names);
      this.#byKey.set(key, found);
    }
    return found;
  }

  #named(what: string, outcome: Outcome | (() => Outcome), names: readonly string[]): HostOutcome {
    const text = `${what} ${JSON.stringify(names)}`;
    let found = this.#byText.get(text);
    if (!found) {
      found = outcomeOf(typeof outcome === 'function' ? outcome() : outcome, names);
      this.#byText.set(text, found);
    }
    return found;
  }

  #doubtsOf(key: number, verdicts: readonly number[]): readonly PortRange[] {
    const text = `${key} ${verdicts.join(' ')}`;
    let found = this.#doubts.get(text);
    if (!found) {
      found = portsOfDoubts(this.#content.outcome(key), verdicts);
      this.#doubts.set(text, found);
    }
    return found;
  }
}

function outcomeOf(
  { status, reason, ports, extraports, rest }: Outcome,
  names: readonly string[],
): HostOutcome {
  return rest
    ? { names, status, reason, ports, extraports, rest }
    : { names, status, reason, ports, extraports };
}
