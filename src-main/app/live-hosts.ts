/** The hosts of a running scan: a ledger for each in flight, columns once it is done. */
import type { AddressList } from '../../src-shared/scan/address-list.ts';
import type { HostView } from '../../src-shared/scan/fold-scan.ts';
import { codeOfReason, REASONS } from '../../src-shared/scan/port-state.ts';
import type { HostSummary, Tally } from '../../src-shared/scan/scan-event.ts';
import type { ExtraPorts, PortReport } from '../../src-shared/scan/scan-report.ts';
import { shorten } from '../../src-shared/scan/verdict-columns.ts';
import type { SettledWork, VerdictBatch } from '../engine/engine-event.ts';
import { FlightLedger } from './flight-ledger.ts';
import { columnsOf, type HostColumns } from './host-columns.ts';
import type { RunHost } from './run-data.ts';
import type { HostVerdicts } from './split-verdicts.ts';

const OPEN = codeOfReason('syn-ack');
const MAX_RUNS = 1_000;

const NO_NAMES: string[] = [];

interface LiveHost {
  readonly position: number;
  head: HostSummary;
  /** Null once it is finished. */
  ledger: FlightLedger | null;
  /** Of a finished host for good; of one in flight as of `columnsAt` settled ports. */
  columns: HostColumns | null;
  columnsAt: number;
}

export interface LiveHostsOptions {
  /** Where each host stands in every listing. */
  readonly positions: AddressList;
  readonly ports: Uint16Array;
  readonly allPorts: boolean;
  readonly namesOf: ReadonlyMap<string, readonly string[]>;
  serviceName(port: number): string | null;
}

export class LiveHosts {
  readonly #options: LiveHostsOptions;
  readonly #hosts = new Map<string, LiveHost>();
  readonly #runs = new Map<string, readonly ExtraPorts[]>();
  #settled = 0;

  constructor(options: LiveHostsOptions) {
    this.#options = options;
  }

  /** Verdicts taken in so far, all hosts together. */
  get settled(): number {
    return this.#settled;
  }

  /** Takes verdicts in; returns what of them was new, or undefined where nothing was. */
  record(batch: VerdictBatch): HostVerdicts | undefined {
    const host = this.#host(batch.address);
    if (!host.ledger) return undefined;
    const tally = host.ledger.record(batch);
    if (tally.length === 0) return undefined;
    this.#settled += countOf(tally);
    return { address: batch.address, open: this.#openPorts(batch), tally };
  }

  /** What is known of a host; names are added. With `finished`, its ledger becomes columns. */
  describe(head: Omit<HostSummary, 'family' | 'names'>): HostSummary {
    const host = this.#host(head.address);
    host.head = { ...host.head, ...head };
    if (head.finished && host.ledger) {
      host.columns = this.#summarise(host.ledger);
      host.ledger = null;
    }
    return host.head;
  }

  /** Puts back a host that an earlier process finished. */
  restore(host: RunHost): void {
    const { position, head, columns } = host;
    const { counts, ...summary } = head;
    this.#hosts.set(head.address, { position, head: summary, ledger: null, columns, columnsAt: 0 });
    this.#settled += counts.open + counts.closed + counts.filtered;
  }

  headOf(address: string): HostSummary & { readonly position: number } {
    const { head, position } = this.#host(address);
    return { ...head, position };
  }

  columnsOf(address: string): HostColumns {
    return this.#columns(this.#host(address));
  }

  /** What the engine need not ask again of these addresses, as things stand now. */
  settledWork(addresses: AddressList): SettledWork {
    const finished = new Set<string>();
    const flags = new Map<string, Uint8Array>();
    const up = new Map<string, NonNullable<ReturnType<SettledWork['foundUp']>>>();
    let portsSettled = 0;
    for (const [address, { head, ledger }] of this.#hosts) {
      if (!addresses.has(address)) continue;
      if (head.finished) {
        finished.add(address);
        continue;
      }
      if (ledger && ledger.settled > 0) {
        flags.set(address, ledger.settledFlags());
        portsSettled += ledger.settled;
      }
      const reason = REASONS.find((each) => each === head.reason);
      if (head.status === 'up' && reason) up.set(address, { reason, srttMs: head.srttMs });
    }
    return {
      hostsFinished: finished.size,
      portsSettled,
      isFinished: (address) => finished.has(address),
      foundUp: (address) => up.get(address),
      settledPorts: (address) => flags.get(address),
    };
  }

  /** By position. `views` are the folded hosts, which hold the counts. */
  list(views: ReadonlyMap<string, HostView>): RunHost[] {
    const list: RunHost[] = [];
    for (const host of this.#hosts.values()) {
      const head = views.get(host.head.address);
      if (head) list.push({ position: host.position, head, columns: this.#columns(host) });
    }
    return list.sort((a, b) => a.position - b.position);
  }

  #host(address: string): LiveHost {
    let host = this.#hosts.get(address);
    if (!host) {
      const { positions, ports, namesOf } = this.#options;
      const head: HostSummary = {
        address,
        family: address.includes(':') ? 6 : 4,
        names: namesOf.get(address)?.slice() ?? NO_NAMES,
        status: 'unknown',
        reason: 'no-response',
        srttMs: null,
        finished: false,
      };
      host = {
        position: positions.indexOf(address),
        head,
        ledger: new FlightLedger(ports),
        columns: null,
        columnsAt: -1,
      };
      this.#hosts.set(address, host);
    }
    return host;
  }

  #columns(host: LiveHost): HostColumns {
    const { ledger } = host;
    if (ledger && host.columnsAt !== ledger.settled) {
      host.columns = this.#summarise(ledger);
      host.columnsAt = ledger.settled;
    }
    return host.columns ?? columnsOf([], []);
  }

  #summarise(ledger: FlightLedger): HostColumns {
    const { ports, extraports } = ledger.summarise({ allPorts: this.#options.allPorts });
    const named = ports.map((port) => ({ ...port, service: this.#options.serviceName(port.port) }));
    return columnsOf(named, this.#shared(extraports));
  }

  /** Hosts of one network often answer alike: the same runs are held once. */
  #shared(runs: readonly ExtraPorts[]): readonly ExtraPorts[] {
    const key = runs
      .map(({ reason, ports, attempts, confidence }) => `${reason} ${ports} ${attempts} ${confidence}`)
      .join('|');
    const known = this.#runs.get(key);
    if (known === undefined && this.#runs.size < MAX_RUNS) this.#runs.set(key, runs);
    return known ?? runs;
  }

  #openPorts(batch: VerdictBatch): PortReport[] {
    const open: PortReport[] = [];
    for (const [index, port] of batch.ports.entries()) {
      if (batch.reasons[index] !== OPEN) continue;
      const banner = batch.banners?.get(port);
      open.push({
        port,
        protocol: 'tcp',
        state: 'open',
        reason: 'syn-ack',
        service: this.#options.serviceName(port),
        rttMs: shorten(batch.rttMs[index] ?? Number.NaN),
        attempts: batch.attempts[index] ?? 1,
        confidence: shorten(batch.confidence[index] ?? Number.NaN),
        ...(banner === undefined ? {} : { banner }),
      });
    }
    return open;
  }
}

function countOf(tally: readonly Tally[]): number {
  return tally.reduce((sum, { count }) => sum + count, 0);
}
