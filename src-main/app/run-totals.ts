/** What a scan came to: for its report and for the list of runs. */
import type { PortCounts, ScanStats } from '../../src-shared/scan/scan-report.ts';
import type { EngineStats } from '../engine/engine-event.ts';
import type { RunTotals } from '../store/run-record.ts';

export const NO_STATS: EngineStats = { probesSent: 0, retries: 0, elapsedMs: 0, lossRate: null };

/** A scan that was taken up goes on counting where it stood. */
export function addStats(earlier: EngineStats, now: EngineStats): EngineStats {
  return {
    elapsedMs: earlier.elapsedMs + now.elapsedMs,
    probesSent: earlier.probesSent + now.probesSent,
    retries: earlier.retries + now.retries,
    lossRate: now.lossRate ?? earlier.lossRate,
  };
}

export function totalsOf(
  { probesSent, retries, elapsedMs, lossRate }: EngineStats,
  ports: PortCounts,
  hosts: RunTotals['hosts'],
): RunTotals {
  return { probesSent, retries, elapsedMs, lossRate, ports, hosts };
}

/** Hosts that were never decided count as unknown, so that the three make the total. */
export function statsOf({ hosts, ...totals }: RunTotals, hostsTotal: number): ScanStats {
  const unknown = Math.max(0, hostsTotal - hosts.up - hosts.down);
  return { ...totals, hosts: { total: hostsTotal, ...hosts, unknown } };
}
