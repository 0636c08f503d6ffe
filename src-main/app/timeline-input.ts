/** Many runs of the history as a timeline is built from them. */
import { parsePortRanges } from '../../src-shared/scan/port-spec.ts';
import type { TimelineInput } from '../../src-shared/scan/timeline-input.ts';
import type { Database } from '../store/database.ts';
import { readHostOutcomes } from '../store/host-outcomes.ts';
import { readTimelineRuns } from '../store/timeline-runs.ts';
import { runHostOf } from './kept-hosts.ts';
import { hostReportOf } from './run-data.ts';

/**
 * Ended runs, oldest first; others, deleted and unknown ones are left out. Within `database.read`, and used there: its
 * hosts are read as they are gone through.
 */
export function readTimelineInput(
  database: Database,
  scanIds: readonly string[],
  serviceName: (port: number) => string | null,
): TimelineInput {
  const runs = readTimelineRuns(database, scanIds);
  const ports = new Map<number, Uint16Array>();
  const portsOf = (run: number): Uint16Array => {
    const known = ports.get(run) ?? parsePortRanges(runs[run]?.options.ports ?? '');
    ports.set(run, known);
    return known;
  };
  return {
    runs,
    hosts: {
      [Symbol.iterator]: () =>
        readHostOutcomes(database, runs, (host, run) =>
          host.finished
            ? host.report
            : // Whether a port is a row or in a run says the same.
              hostReportOf(runHostOf(host, { ports: portsOf(run), allPorts: false, serviceName })),
        ),
    },
  };
}
