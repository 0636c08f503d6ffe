/**
 * Decides which share goes to a worker next. Holds only what is in work: the order of hosts is computed, never listed, and
 * a share's flags live as long as the share.
 */
import { createHostRecord, type HostRecord } from './host-record.ts';
import { createProbeOrder } from './probe-order.ts';
import { ShareCutter, type OpenShare, type ShareCutterOptions } from './share-cutter.ts';

/** A share is lost with its worker, so it must not be too large; nor so small that handing it over costs. */
const MAX_SHARE_PROBES = 2 ** 17;
const MIN_SHARE_PROBES = 1_024;
const MAX_SHARE_HOSTS = 4_096;
const MAX_DISCOVERY_HOSTS = 2_048;
const MIN_DISCOVERY_HOSTS = 16;
/** Parts that a scan is cut into for each thread, so that they end together. */
const SHARES_PER_THREAD = 4;
/** Hosts found up wait for their shares; beyond this many, discovery waits for them. */
const MAX_READY_HOSTS = 4_096;

export interface ShareDeskOptions extends ShareCutterOptions {
  /** The sentence why an address must not be dialed, or null. */
  readonly refuse: (address: string) => string | null;
  readonly needsDiscovery: (address: string) => boolean;
  readonly onRefused: (address: string, why: string) => void;
}

export class ShareDesk {
  readonly cutter: ShareCutter;
  readonly #o: ShareDeskOptions;
  readonly #hostOrder: ReturnType<typeof createProbeOrder>;
  readonly #open = new Map<number, OpenShare>();
  readonly #shareProbes: number;
  #hostsTaken = 0;
  #again: OpenShare[] = [];
  #ready: HostRecord[] = [];
  /** Hosts that discovery is asking now. */
  #discovering = 0;

  constructor(o: ShareDeskOptions) {
    this.#o = o;
    const { addresses, ports, seed } = o.plan;
    this.cutter = new ShareCutter(o);
    this.#hostOrder = createProbeOrder(addresses.size, seed);
    const wanted = Math.ceil((addresses.size * ports.length) / (o.threads * SHARES_PER_THREAD));
    this.#shareProbes = Math.min(MAX_SHARE_PROBES, Math.max(MIN_SHARE_PROBES, wanted));
  }

  /** Whether all was given out and has come back. */
  get isDone(): boolean {
    return (
      this.#again.length === 0 && this.#ready.length === 0 && !this.#hasNewHosts && this.#open.size === 0
    );
  }

  get #hasNewHosts(): boolean {
    return this.#hostsTaken < this.#hostOrder.size;
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
      const rest = this.cutter.remainder(open);
      if (open.share.kind === 'discover')
        this.#discovering += (rest?.records.length ?? 0) - open.records.length;
      if (rest) this.#again.push(rest);
    }
  }

  /** Ports of one host are asked once more: the host turned out to answer. */
  askAgain(record: HostRecord, ports: Iterable<number>): void {
    record.sharesLeft += 1;
    this.#again.push(this.cutter.repeat(record, ports));
  }

  /** Ports that only show whether the host accepts everything. */
  askControl(record: HostRecord, ports: Uint16Array<ArrayBuffer>): void {
    record.sharesLeft += 1;
    this.#again.push(this.cutter.control(record, ports));
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
      this.#ready.length >= MAX_SHARE_HOSTS ||
      this.#ready.length * this.cutter.ports.length >= this.#shareProbes
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
    return this.#give(this.cutter.discovery(records));
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
    const portCount = this.cutter.ports.length;
    const hostsWanted = Math.max(1, Math.min(MAX_SHARE_HOSTS, Math.floor(this.#shareProbes / portCount)));
    const records = this.#ready.splice(0, hostsWanted);
    const slices = records.length === 1 ? Math.ceil(portCount / this.#shareProbes) : 1;
    for (const record of records) record.sharesLeft += slices;
    const size = Math.ceil(portCount / slices);
    for (let from = size; from < portCount; from += size) {
      this.#again.unshift(this.cutter.slice(records, from, Math.min(size, portCount - from)));
    }
    return this.#give(this.cutter.slice(records, 0, Math.min(size, portCount)));
  }

  #give(open: OpenShare): OpenShare {
    const given = this.cutter.refresh(open);
    this.#open.set(given.share.id, given);
    return given;
  }
}
