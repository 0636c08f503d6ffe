/**
 * The verdicts of one host in flight, in memory that follows what is known rather than what is asked: of a host that was
 * only just found, one port is known of 65,535, and thousands of hosts may be at that point.
 */
import { HostLedger, type LedgerSummary } from '../../src-shared/scan/host-ledger.ts';
import type { Tally } from '../../src-shared/scan/scan-event.ts';
import type { PortCounts } from '../../src-shared/scan/scan-report.ts';
import { indexOfPort, type VerdictEntries } from '../../src-shared/scan/verdict-columns.ts';

/** Up to this many verdicts a host has a ledger of just the ports they are of. */
const FEW = 64;

export class FlightLedger {
  readonly #ports: Uint16Array;
  #ledger: HostLedger | null = null;
  #isWhole = false;

  /** `ports`: everything that is asked of the host; ascending and distinct. Kept, not copied. */
  constructor(ports: Uint16Array) {
    this.#ports = ports;
  }

  /** As {@link HostLedger.record}. */
  record(entries: VerdictEntries): Tally[] {
    this.#ledger = this.#roomFor(entries.ports);
    return this.#ledger.record(entries);
  }

  get settled(): number {
    return this.#ledger?.settled ?? 0;
  }

  get counts(): PortCounts {
    return this.#ledger?.counts ?? { open: 0, closed: 0, filtered: 0 };
  }

  /** One flag (0/1) for each port that is asked. */
  settledFlags(): Uint8Array {
    if (this.#ledger && this.#isWhole) return this.#ledger.settledFlags();
    const flags = new Uint8Array(this.#ports.length);
    for (const { port } of this.#ledger?.rows() ?? []) flags[indexOfPort(this.#ports, port)] = 1;
    return flags;
  }

  summarise(options: { allPorts: boolean }): LedgerSummary {
    return this.#ledger?.summarise(options) ?? { ports: [], extraports: [] };
  }

  /** A ledger that holds what is known and can take these ports. */
  #roomFor(ports: ArrayLike<number>): HostLedger {
    const known = this.#ledger;
    if (known && this.#isWhole) return known;
    const union = new Set(known?.columns.ports);
    for (let i = 0; i < ports.length && union.size <= FEW; i++) {
      const port = ports[i]!;
      if (indexOfPort(this.#ports, port) === -1)
        throw new RangeError(`Port ${port} was not asked of this host`);
      union.add(port);
    }
    this.#isWhole = union.size > FEW;
    const grown = new HostLedger(this.#isWhole ? this.#ports : Uint16Array.from(union).sort());
    if (known) {
      const { columns } = known;
      grown.record({ ...columns, reasons: columns.reasons.map((code) => code - 1) });
    }
    return grown;
  }
}
