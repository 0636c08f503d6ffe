/**
 * Cuts a scan into shares: which hosts and ports go to a worker next. Holds only what is in work: the order of hosts and
 * of ports is computed, never listed, and a share's flags live as long as the share.
 */
import type { ScanPlan } from './engine-event.ts';
import { createHostRecord, type HostRecord } from './host-record.ts';
import { createProbeOrder } from './probe-order.ts';
import type { Share, ShareHost } from './worker-messages.ts';

/** A share is lost with its worker, so it must not be too large; nor so small that handing it over costs. */
const MAX_SHARE_PROBES = 2 ** 17;
const MIN_SHARE_PROBES = 4_096;
const MAX_SHARE_HOSTS = 4_096;
const MAX_DISCOVERY_HOSTS = 2_048;
const MIN_DISCOVERY_HOSTS = 16;
/** Parts that a scan is cut into for each thread, so that they end together. */
const SHARES_PER_THREAD = 4;
/** Hosts found up wait for their shares; beyond this many, discovery waits for them. */
const MAX_READY_HOSTS = 4_096;

export interface OpenShare {
  readonly share: Share;
  readonly records: readonly HostRecord[];
  /** What is settled by now, as `Share.settled`; so a share whose worker died is asked again only where it must be. */
  readonly settled: Uint8Array;
  /** Hosts of the share that have ended. */
  readonly ended: Set<number>;
  /** It was given out before, whole or in part. */
  readonly isRepeat: boolean;
}

export interface ShareDeskOptions {
  readonly plan: ScanPlan;
  readonly threads: number;
  /** The sentence why an address must not be dialed, or null. */
  readonly refuse: (address: string) => string | null;
  readonly needsDiscovery: (address: string) => boolean;
  readonly onRefused: (address: string, why: string) => void;
  readonly timeLeftMs: (record: HostRecord) => number | null;
}

export class ShareDesk {
  /** The scan's ports in the order in which they are asked. */
  readonly ports: Uint16Array<ArrayBuffer>;
  readonly #o: ShareDeskOptions;
  readonly #hostOrder: ReturnType<typeof createProbeOrder>;
  /** Place of each port in {@link ports}; -1: not asked. */
  readonly #placeOfPort = new Int32Array(65_536).fill(-1);
  /** The plan's index (ascending ports) of each place, for flags of an earlier run. */
  readonly #planIndex: Uint32Array;
  readonly #open = new Map<number, OpenShare>();
  readonly #shareProbes: number;
  #hostsTaken = 0;
  #nextId = 1;
  #again: OpenShare[] = [];
  #ready: HostRecord[] = [];
  /** Hosts that discovery is asking now. */
  #discovering = 0;

  constructor(o: ShareDeskOptions) {
    this.#o = o;
    const { addresses, ports, seed } = o.plan;
    this.#hostOrder = createProbeOrder(addresses.size, seed);
    const portOrder = createProbeOrder(ports.length, (seed ^ 0x5bd1e995) >>> 0);
    this.#planIndex = Uint32Array.from({ length: ports.length }, (_, place) => portOrder.at(place));
    this.ports = Uint16Array.from(this.#planIndex, (index) => ports[index] ?? 0);
    for (const [place, port] of this.ports.entries()) this.#placeOfPort[port] = place;
    const wanted = Math.ceil((addresses.size * ports.length) / (o.threads * SHARES_PER_THREAD));
    this.#shareProbes = Math.min(MAX_SHARE_PROBES, Math.max(MIN_SHARE_PROBES, wanted));
  }

  get openShares(): number {
    return this.#open.size;
  }

  /** Whether {@link next} would give a share now. */
  get isDone(): boolean {
    return (
      this.#again.length === 0 && this.#ready.length === 0 && !this.#hasNewHosts && this.#open.size === 0
    );
  }

  /** Hosts are still being looked for, or none has been found yet. */
  get isDiscovering(): boolean {
    return this.#discovering > 0 || (this.#o.plan.discovery && this.#hasNewHosts);
  }

  get #hasNewHosts(): boolean {
    return this.#hostsTaken < this.#hostOrder.size;
  }

  /** The place of a port among the scan's ports; -1 where it is not one of them. */
  placeOf(port: number): number {
    return this.#placeOfPort[port] ?? -1;
  }

  /** The plan's own index of a port that is asked. */
  planIndexOf(port: number): number {
    return this.#planIndex[this.placeOf(port)] ?? -1;
  }

  find(id: number): OpenShare | undefined {
    return this.#open.get(id);
  }

  close(id: number): void {
    const open = this.#open.get(id);
    if (open?.share.kind === 'discover') this.#discovering -= open.records.length;
    this.#open.delete(id);
  }

  /** A host whose ports are to be asked now. */
  addReady(record: HostRecord): void {
    this.#ready.push(record);
  }

  /** The shares' worker is gone: what is not settled of them is asked by another. */
  handBack(ids: Iterable<number>): void {
    for (const id of ids) {
      const open = this.#open.get(id);
      if (!open) continue;
      this.#open.delete(id);
      const left = open.records.flatMap((record, index) =>
        open.ended.has(index) ? [] : [{ record, index }],
      );
      if (left.length === 0) {
        if (open.share.kind === 'discover') this.#discovering -= open.records.length;
        continue;
      }
      this.#again.push(this.#reopen(open, left));
    }
  }

  /** Ports of one host are asked once more: the host turned out to answer. */
  askAgain(record: HostRecord, ports: Iterable<number>): void {
    const settled = new Uint8Array(this.ports.length).fill(1);
    for (const port of ports) settled[this.placeOf(port)] = 0;
    record.sharesLeft += 1;
    this.#again.push({ ...this.#create('ports', [record], 0, this.ports.length, settled), isRepeat: true });
  }

  /** The next share, or null where nothing can be given out at the moment. */
  next(): OpenShare | null {
    const again = this.#again.pop();
    if (again) return this.#give(again);
    this.#fill();
    if (this.#ready.length > 0 && (this.#isShareFull() || !this.#mayDiscover())) return this.#givePorts();
    const found = this.#giveDiscovery();
    if (found) return found;
    return this.#ready.length > 0 ? this.#givePorts() : this.#again.length > 0 ? this.next() : null;
  }

  /** Without discovery, new hosts are ready as they are. */
  #fill(): void {
    while (!this.#o.plan.discovery && !this.#isShareFull() && this.#hasNewHosts) {
      const record = this.#takeHost();
      if (record) this.#ready.push(record);
    }
  }

  #isShareFull(): boolean {
    return (
      this.#ready.length >= MAX_SHARE_HOSTS || this.#ready.length * this.ports.length >= this.#shareProbes
    );
  }

  #mayDiscover(): boolean {
    return (
      this.#o.plan.discovery && this.#hasNewHosts && this.#ready.length + this.#discovering < MAX_READY_HOSTS
    );
  }

  #giveDiscovery(): OpenShare | null {
    if (!this.#mayDiscover()) return null;
    const even = Math.ceil(this.#hostOrder.size / (this.#o.threads * SHARES_PER_THREAD));
    const wanted = Math.min(MAX_DISCOVERY_HOSTS, Math.max(MIN_DISCOVERY_HOSTS, even));
    const records: HostRecord[] = [];
    while (records.length < wanted && this.#hasNewHosts && !this.#isShareFull()) {
      const record = this.#takeHost();
      if (!record) continue;
      if (record.upReason === null && this.#o.needsDiscovery(record.address)) records.push(record);
      else this.#ready.push(record);
    }
    if (records.length === 0) return this.#ready.length > 0 ? this.#givePorts() : null;
    this.#discovering += records.length;
    for (const record of records) record.sharesLeft += 1;
    return this.#give(this.#create('discover', records, 0, 0, null));
  }

  #takeHost(): HostRecord | null {
    const address = this.#o.plan.addresses.at(this.#hostOrder.at(this.#hostsTaken));
    this.#hostsTaken += 1;
    const { settled } = this.#o.plan;
    if (settled?.isFinished(address) === true) return null;
    const why = this.#o.refuse(address);
    if (why !== null) {
      this.#o.onRefused(address, why);
      return null;
    }
    return createHostRecord(address, settled);
  }

  /** Many hosts with all their ports; or one host cut into slices, so that several threads may work on it. */
  #givePorts(): OpenShare {
    const portCount = this.ports.length;
    const hostsWanted = Math.max(1, Math.min(MAX_SHARE_HOSTS, Math.floor(this.#shareProbes / portCount)));
    const records = this.#ready.splice(0, hostsWanted);
    const slices = records.length === 1 ? Math.ceil(portCount / this.#shareProbes) : 1;
    for (const record of records) record.sharesLeft += slices;
    const size = Math.ceil(portCount / slices);
    for (let from = size; from < portCount; from += size) {
      this.#again.unshift(this.#createPorts(records, from, Math.min(size, portCount - from)));
    }
    return this.#give(this.#createPorts(records, 0, Math.min(size, portCount)));
  }

  #createPorts(records: readonly HostRecord[], portFrom: number, portCount: number): OpenShare {
    const settled = records.some((record) => record.settledBefore !== undefined || record.discovered.size > 0)
      ? new Uint8Array(records.length * portCount)
      : null;
    if (settled) {
      for (const [index, { settledBefore, discovered }] of records.entries()) {
        for (let offset = 0; offset < portCount; offset += 1) {
          const place = portFrom + offset;
          const isBefore = settledBefore?.[this.#planIndex[place] ?? 0] === 1;
          if (isBefore || discovered.has(this.ports[place] ?? 0)) settled[index * portCount + offset] = 1;
        }
      }
    }
    return this.#create('ports', records, portFrom, portCount, settled);
  }

  #create(
    kind: Share['kind'],
    records: readonly HostRecord[],
    portFrom: number,
    portCount: number,
    settled: Uint8Array | null,
  ): OpenShare {
    const { timing } = this.#o.plan;
    const isSplit = kind === 'ports' && records.length === 1 && portCount < this.ports.length;
    const inFlightPerHost = Math.max(
      1,
      Math.floor(timing.maxInFlightPerHost / (isSplit ? this.#o.threads : 1)),
    );
    const share: Share = {
      id: this.#nextId,
      kind,
      hosts: records.map((record) => this.#shareHost(record)),
      portFrom,
      portCount,
      settled,
      inFlightPerHost,
    };
    this.#nextId += 1;
    return {
      share,
      records,
      settled: settled?.slice() ?? new Uint8Array(records.length * portCount),
      ended: new Set(),
      isRepeat: false,
    };
  }

  #reopen(open: OpenShare, left: readonly { record: HostRecord; index: number }[]): OpenShare {
    const { kind, portFrom, portCount } = open.share;
    const settled = new Uint8Array(left.length * portCount);
    for (const [to, { index }] of left.entries()) {
      settled.set(open.settled.subarray(index * portCount, (index + 1) * portCount), to * portCount);
    }
    if (kind === 'discover') this.#discovering += left.length - open.records.length;
    const records = left.map(({ record }) => record);
    const flags = kind === 'ports' ? settled : null;
    return { ...this.#create(kind, records, portFrom, portCount, flags), isRepeat: true };
  }

  #shareHost(record: HostRecord): ShareHost {
    return {
      address: record.address,
      answered: record.upReason !== null,
      times: record.times,
      timeLeftMs: this.#o.timeLeftMs(record),
    };
  }

  #give(open: OpenShare): OpenShare {
    // What was learned of the hosts since the share was cut.
    const share = { ...open.share, hosts: open.records.map((record) => this.#shareHost(record)) };
    const given = { ...open, share };
    this.#open.set(share.id, given);
    return given;
  }
}
