/** Makes shares: which slice of the ports, which of them need no asking, and what is known of the hosts by now. */
import type { ScanPlan } from './engine-event.ts';
import { COMMON_PORTS } from './host-discovery.ts';
import type { HostRecord } from './host-record.ts';
import { createProbeOrder } from './probe-order.ts';
import type { Share, ShareHost } from './worker-messages.ts';

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

export interface ShareCutterOptions {
  readonly plan: ScanPlan;
  readonly threads: number;
  readonly timeLeftMs: (record: HostRecord) => number | null;
}

export class ShareCutter {
  /** The scan's ports in the order in which they are asked. */
  readonly ports: Uint16Array<ArrayBuffer>;
  /** So many of them are likely to answer and come first, so that a host's own time-out is known early. */
  readonly leading: number;
  readonly #o: ShareCutterOptions;
  /** Place of each port in {@link ports}; -1: not asked. */
  readonly #placeOfPort = new Int32Array(65_536).fill(-1);
  /** The plan's index (ascending ports) of each place, for flags of an earlier run. */
  readonly #planIndex: Uint32Array;
  #nextId = 1;

  constructor(o: ShareCutterOptions) {
    this.#o = o;
    const { ports, seed } = o.plan;
    const order = createProbeOrder(ports.length, (seed ^ 0x5bd1e995) >>> 0);
    const drawn = Array.from({ length: ports.length }, (_, place) => order.at(place));
    const isLikely = (index: number): boolean => COMMON_PORTS.has(ports[index] ?? 0);
    const likely = drawn.filter(isLikely);
    this.leading = likely.length;
    this.#planIndex = Uint32Array.from([...likely, ...drawn.filter((index) => !isLikely(index))]);
    this.ports = Uint16Array.from(this.#planIndex, (index) => ports[index] ?? 0);
    for (const [place, port] of this.ports.entries()) this.#placeOfPort[port] = place;
  }

  /** The place of a port among the scan's ports; -1 where it is not one of them. */
  placeOf(port: number): number {
    return this.#placeOfPort[port] ?? -1;
  }

  /** The plan's own index of a port that is asked. */
  planIndexOf(port: number): number {
    return this.#planIndex[this.placeOf(port)] ?? -1;
  }

  /** Are these hosts there? */
  discovery(records: readonly HostRecord[]): OpenShare {
    return this.#create('discover', records, 0, 0, null);
  }

  /** A slice of the port order, without what an earlier run or discovery settled. */
  slice(records: readonly HostRecord[], portFrom: number, portCount: number): OpenShare {
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

  /** These ports of one host, once more. */
  repeat(record: HostRecord, ports: Iterable<number>): OpenShare {
    const settled = new Uint8Array(this.ports.length).fill(1);
    for (const port of ports) settled[this.placeOf(port)] = 0;
    return { ...this.#create('ports', [record], 0, this.ports.length, settled), isRepeat: true };
  }

  /** Ports outside the plan (or nearly all of it is asked anyway): their verdicts are not the host's. */
  control(record: HostRecord, ports: Uint16Array<ArrayBuffer>): OpenShare {
    return withPorts(this.#create('control', [record], 0, ports.length, null), ports);
  }

  /** What is left of a share; null: all its hosts have ended. */
  remainder(open: OpenShare): OpenShare | null {
    const { kind, portFrom, portCount } = open.share;
    const left = open.records.flatMap((record, index) => (open.ended.has(index) ? [] : [{ record, index }]));
    if (left.length === 0) return null;
    const settled = new Uint8Array(left.length * portCount);
    for (const [to, { index }] of left.entries()) {
      settled.set(open.settled.subarray(index * portCount, (index + 1) * portCount), to * portCount);
    }
    const records = left.map(({ record }) => record);
    const flags = kind === 'ports' ? settled : null;
    const rest = this.#create(kind, records, portFrom, portCount, flags);
    return { ...withPorts(rest, open.share.ports), isRepeat: true };
  }

  /** The same with what was learned of its hosts since it was cut. */
  refresh(open: OpenShare): OpenShare {
    return {
      ...open,
      share: { ...open.share, hosts: open.records.map((record) => this.#shareHost(record)) },
    };
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
      ports: null,
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

  #shareHost(record: HostRecord): ShareHost {
    return {
      address: record.address,
      answered: record.upReason !== null,
      times: record.times,
      timeLeftMs: this.#o.timeLeftMs(record),
    };
  }
}

function withPorts(open: OpenShare, ports: Share['ports']): OpenShare {
  return { ...open, share: { ...open.share, ports } };
}
