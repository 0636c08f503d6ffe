/** Every port of a host as a row, in order, whether it was listed or summarised. */
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { ExtraPorts, HostReport, PortReport } from '../../src-shared/scan/scan-report.ts';

/** A port out of a run has no service and no round-trip; tries and confidence are its run's. */
export function* everyPort(host: HostReport): Generator<PortReport, void, undefined> {
  const runs = host.extraports.map((run) => ({ run, ranges: readPortRanges(run.ports), at: 0 }));
  const summarised = function* (): Generator<PortReport, void, undefined> {
    for (;;) {
      // The run whose next range begins first; there are as many runs as reasons, at most.
      const next = runs
        .filter(({ ranges, at }) => at < ranges.length)
        .sort((a, b) => (a.ranges[a.at]?.[0] ?? 0) - (b.ranges[b.at]?.[0] ?? 0))[0];
      const range = next?.ranges[next.at++];
      if (!next || !range) return;
      for (let port = range[0]; port <= range[1]; port++) yield rowOfRun(port, next.run);
    }
  };
  let index = 0;
  const listed = [...host.ports].sort((a, b) => a.port - b.port);
  for (const row of summarised()) {
    for (let port = listed[index]; port && port.port < row.port; port = listed[index]) {
      yield port;
      index++;
    }
    yield row;
  }
  yield* listed.slice(index);
}

function rowOfRun(port: number, { state, reason, attempts, confidence }: ExtraPorts): PortReport {
  return {
    port,
    protocol: 'tcp',
    state,
    reason,
    service: null,
    rttMs: null,
    attempts: attempts ?? 0,
    confidence: confidence ?? null,
  };
}
