/** The hosts of a running scan: a ledger for each in flight, and those that are done. */
import type { AddressList } from '../../src-shared/scan/address-list.ts';
import { codeOfReason, REASONS, type HostStatus } from '../../src-shared/scan/port-state.ts';
import type { HostSummary, Tally } from '../../src-shared/scan/scan-event.ts';
import type { HostCounts, PortReport } from '../../src-shared/scan/scan-report.ts';
import { shorten } from '../../src-shared/scan/verdict-columns.ts';
import type { SettledWork, VerdictBatch } from '../engine/engine-event.ts';
import { FinishedHosts } from './finished-hosts.ts';
import { FlightLedger } from './flight-ledger.ts';
import { columnsOf, type HostColumns } from './host-columns.ts';
import type { DecidedScan } from './plan-scan.ts';
import type { RunHost } from './run-data.ts';
import type { HostVerdicts } from './split-verdicts.ts';

const OPEN = codeOfReason('syn-ack');

const NO_NAMES: string[] = [];

interface FlyingHost {
  readonly position: number;
  head: HostSummary;
  readonly ledger: FlightLedger;
  /** As of `columnsAt` settled ports. */
  columns: HostColumns;
  columnsAt: number;
}

/** A host that is done, as it is kept. */
export interface DoneHost {
  readonly position: number;
  readonly host: HostSummary;
  readonly columns: HostColumns;
}

export interface LiveHostsOptions {
  /** Where each host stands in every listing. */
  readonly positions: AddressList;
  readonly ports: Uint16Array;
  readonly allPorts: boolean;
  readonly namesOf: ReadonlyMap<string, readonly string[]>;
  serviceName(port: number): string | null;
}

/** For a scan of which nothing is known yet. */
export function createLiveHosts(
  { positions, plan, options, namesOf }: DecidedScan,
  serviceName: LiveHostsOptions['serviceName'],
): LiveHosts {
  return new LiveHosts({ positions, ports: plan.ports, allPorts: options.allPorts, namesOf, serviceName });
}

export class LiveHosts {
  readonly #options: LiveHostsOptions;
  readonly #flying = new Map<string, FlyingHost>();
  readonly #finished: FinishedHosts;
  readonly #hostsBy = { up: 0, down: 0, unknown: 0 };
  #settled = 0;

  constructor(options: LiveHostsOptions) {
    this.#options = options;
    this.#finished = new FinishedHosts(options);
  }

  /** Verdicts taken in so far, all hosts together. */
  get settled(): number {
    return this.#settled;
  }

  /** Hosts that were decided so far, as it stands now. */
  get decided(): Pick<HostCounts, 'up' | 'down'> {
    const { up, down } = this.#hostsBy;
    return { up, down };
  }

  /** Takes verdicts in; returns what of them was new, or undefined where nothing was. */
  record(batch: VerdictBatch): HostVerdicts | undefined {
    const host = this.#find(batch.address);
    if (!host) return undefined;
    const tally = host.ledger.record(batch);
    if (tally.length === 0) return undefined;
    this.#settled += countOf(tally);
    return { address: batch.address, open: this.#openPorts(batch), tally };
  }

  /** Notes what is known of a host in flight; names are added. Undefined: it is finished, and stays as it is. */
  describe(head: Omit<HostSummary, 'family' | 'names' | 'finished'>): HostSummary | undefined {
    const host = this.#find(head.address);
    if (!host) return undefined;
    this.#count(host.head.status, head.status);
    host.head = { ...host.head, ...head };
    return host.head;
  }

  /** The last word on a host: little of it stays in memory. Undefined: that was said before. */
  finish(head: Omit<HostSummary, 'family' | 'names' | 'finished'>): DoneHost | undefined {
    const known = this.describe(head);
    if (!known) return undefined;
    const { position, ledger } = this.#inFlight(head.address);
    const host = { ...known, finished: true };
    const columns = this.#summarise(ledger);
    this.#finished.add(position, host, columns);
    this.#flying.delete(head.address);
    return { position, host, columns };
  }

  /** Puts back a host that an earlier process finished. */
  restore({ position, head, columns }: RunHost): void {
    const { counts } = head;
    this.#finished.add(position, head, columns);
    this.#hostsBy[head.status]++;
    this.#settled += counts.open + counts.closed + counts.filtered;
  }

  /** Of a host in flight. */
  headOf(address: string): HostSummary & { readonly position: number } {
    const { head, position } = this.#inFlight(address);
    return { ...head, position };
  }

  /** Of a host in flight. */
  columnsOf(address: string): HostColumns {
    return this.#columns(this.#inFlight(address));
  }

  /** What the engine need not ask again of these addresses, as things stand now. */
  settledWork(addresses: AddressList): SettledWork {
    const flags = new Map<string, Uint8Array>();
    const up = new Map<string, NonNullable<ReturnType<SettledWork['foundUp']>>>();
    let portsSettled = 0;
    for (const [address, { head, ledger }] of this.#flying) {
      if (!addresses.has(address)) continue;
      if (ledger.settled > 0) {
        flags.set(address, ledger.settledFlags());
        portsSettled += ledger.settled;
      }
      const reason = REASONS.find((each) => each === head.reason);
      if (head.status === 'up' && reason) up.set(address, { reason, srttMs: head.srttMs });
    }
    let hostsFinished = 0;
    for (const { head } of this.#finished) if (addresses.has(head.address)) hostsFinished++;
    const { positions } = this.#options;
    return {
      hostsFinished,
      portsSettled,
      isFinished: (address) => this.#finished.has(positions.indexOf(address)),
      foundUp: (address) => up.get(address),
      settledPorts: (address) => flags.get(address),
    };
  }

  /** By position. */
  list(): RunHost[] {
    const list: RunHost[] = [...this.#finished];
    for (const host of this.#flying.values()) {
      const { position, ledger } = host;
      const head = { ...host.head, counts: ledger.counts };
      list.push({ position, head, columns: this.#columns(host) });
    }
    return list.sort((a, b) => a.position - b.position);
  }

  /** A host in flight, begun where it was not heard of before; undefined: it is finished. */
  #find(address: string): FlyingHost | undefined {
    const known = this.#flying.get(address);
    if (known) return known;
    const { positions, ports, namesOf } = this.#options;
    const position = positions.indexOf(address);
    if (position === -1) throw new RangeError(`${address} is not an address of this scan`);
    if (this.#finished.has(position)) return undefined;
    const head: HostSummary = {
      address,
      family: address.includes(':') ? 6 : 4,
      names: namesOf.get(address)?.slice() ?? NO_NAMES,
      status: 'unknown',
      reason: 'no-response',
      srttMs: null,
      finished: false,
    };
    const ledger = new FlightLedger(ports);
    const host = { position, head, ledger, columns: columnsOf([], []), columnsAt: 0 };
    this.#flying.set(address, host);
    this.#hostsBy[head.status]++;
    return host;
  }

  #inFlight(address: string): FlyingHost {
    const host = this.#flying.get(address);
    if (!host) throw new Error(`The host ${address} is not in flight`);
    return host;
  }

  #count(before: HostStatus, now: HostStatus): void {
    this.#hostsBy[before]--;
    this.#hostsBy[now]++;
  }

  #columns(host: FlyingHost): HostColumns {
    const { ledger } = host;
    if (host.columnsAt !== ledger.settled) {
      host.columns = this.#summarise(ledger);
      host.columnsAt = ledger.settled;
    }
    return host.columns;
  }

  #summarise(ledger: FlightLedger): HostColumns {
    const { ports, extraports } = ledger.summarise({ allPorts: this.#options.allPorts });
    const named = ports.map((port) => ({ ...port, service: this.#options.serviceName(port.port) }));
    return columnsOf(named, extraports);
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
