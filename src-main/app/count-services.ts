/** How many listed ports each service has: what the filter by service offers. */
import type { ServiceCount } from '../../src-shared/scan/scan-row.ts';
import type { RunData } from './run-data.ts';

/** More than anyone looks through; the text filter finds the rest. */
const MAX_SERVICES = 300;

/** The most frequent first, equals by name. Ports in "Not shown" runs are not counted. */
export function countServices(run: RunData): ServiceCount[] {
  const counts = new Map<string, number>();
  for (const { columns } of run.hosts()) {
    for (const service of columns.services) {
      if (service !== null) counts.set(service, (counts.get(service) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([service, count]) => ({ service, count }))
    .sort((a, b) => b.count - a.count || (a.service < b.service ? -1 : 1))
    .slice(0, MAX_SERVICES);
}
