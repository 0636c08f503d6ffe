/** Whole reports, one after the other -> what a timeline is built from, the plain way: the store has a faster one. */
import { canonicalAddress } from '../../src-shared/scan/ip-address.ts';
import { doubtfulPorts } from '../../src-shared/scan/doubtful-silence.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import type { ComparedHost } from '../../src-shared/scan/side-columns.ts';
import type {
  HostOutcome,
  PortRange,
  TimelineInput,
  TimelineInputHost,
  TimelineInputRun,
} from '../../src-shared/scan/timeline-input.ts';

/** A report, its hosts made while they are read or not. */
export interface CollectedReport extends Omit<ScanReport, 'hosts'> {
  readonly hosts: Iterable<ComparedHost>;
}

export class RunCollector {
  readonly #runs: TimelineInputRun[] = [];
  readonly #outcomes = new Map<string, HostOutcome>();
  readonly #hosts = new Map<string, (HostOutcome | null)[]>();
  /** By address and run; few have any. */
  readonly #doubts = new Map<string, Map<number, readonly PortRange[]>>();

  /** The next newer run. Throws SpecError on ranges that are none. */
  add(
    report: CollectedReport,
    marks: Pick<TimelineInputRun, 'tags' | 'note'> = { tags: [], note: '' },
  ): void {
    const run = this.#runs.length;
    this.#runs.push({ ...headOf(report), ...marks });
    for (const host of report.hosts) {
      const address = canonicalAddress(host.address);
      let outcomes = this.#hosts.get(address);
      if (!outcomes) this.#hosts.set(address, (outcomes = []));
      while (outcomes.length < run) outcomes.push(null);
      outcomes.push(this.#intern(host));
      const ranges = doubtfulPorts(host);
      if (ranges.length === 0) continue;
      const doubts = this.#doubts.get(address) ?? new Map<number, readonly PortRange[]>();
      this.#doubts.set(address, doubts.set(run, ranges));
    }
  }

  input(): TimelineInput {
    const hosts = Array.from(this.#hosts, ([address, outcomes]): TimelineInputHost => ({
      address,
      outcomes: this.#runs.map((_, run) => outcomes[run] ?? null),
      doubts: this.#doubts.get(address) ?? null,
    }));
    return { runs: this.#runs, hosts };
  }

  #intern({ names, status, reason, ports, extraports }: ComparedHost): HostOutcome {
    const outcome: HostOutcome = {
      names,
      status,
      reason,
      ports: ports
        .map((row) => ({ port: row.port, reason: row.reason, service: row.service }))
        .sort((a, b) => a.port - b.port),
      extraports: extraports.map((run) => ({ reason: run.reason, ports: run.ports })),
    };
    const key = JSON.stringify(outcome);
    const known = this.#outcomes.get(key);
    if (!known) this.#outcomes.set(key, outcome);
    return known ?? outcome;
  }
}

function headOf(report: CollectedReport): Omit<TimelineInputRun, 'tags' | 'note'> {
  const { id, startedAt, status, stats, scanner, options, warnings } = report;
  return {
    scanId: id,
    startedAt,
    status,
    elapsedMs: stats.elapsedMs,
    counts: stats.ports,
    hostsUp: stats.hosts.up,
    lossRate: stats.lossRate,
    dialer: scanner.dialer,
    options: { targets: options.targets, exclude: options.exclude, ports: options.ports },
    warnings: warnings.map(({ code, address }) => (address === undefined ? { code } : { code, address })),
  };
}
