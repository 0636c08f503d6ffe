/** Whether two ended runs differ, remembered: what they hold changes no more. */
import { diffScans } from '../../src-shared/scan/diff-scans.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import type { Database } from '../store/database.ts';
import { readHosts } from '../store/read-hosts.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { RunRepository } from '../store/run-repository.ts';
import { reportOf } from './run-data.ts';
import { loadStoredRun } from './stored-run.ts';
import { readTimelineInput } from './timeline-input.ts';

/** As many as lists of series show, several times over. */
const MAX_KNOWN = 5_000;

export interface DifferencesOptions {
  readonly database: Database;
  readonly repository: Pick<RunRepository, 'find' | 'warnings'>;
  serviceName(port: number): string | null;
}

/** Runs that are not there or not ended, or whose targets cannot be read (a stranger's report), are not comparable: no difference. */
export function createDifferences(options: DifferencesOptions): (before: string, after: string) => boolean {
  const { database, repository } = options;
  const known = new Map<string, boolean>();
  return (before, after) => {
    const records = [before, after].map((scanId) => repository.find(scanId));
    const [first, second] = records;
    if (!first || !second || first.status === 'running' || second.status === 'running') return false;
    // A run that is taken up again ends later than it had.
    const pair = records.map((record) => `${record?.id} ${record?.finishedAt}`).join(' ');
    const found = known.get(pair);
    if (found !== undefined) return found;
    const differ = database.read(() => compare(options, first, second));
    if (known.size === MAX_KNOWN) known.clear();
    known.set(pair, differ);
    return differ;
  };
}

/** Only hosts that did not say the same are looked at: as a rule few, or none. */
function compare(options: DifferencesOptions, before: RunRecord, after: RunRecord): boolean {
  const { database, serviceName } = options;
  const addresses = new Set<string>();
  for (const { address, outcomes } of readTimelineInput(database, [before.id, after.id], serviceName).hosts) {
    if (outcomes[0] !== outcomes[1]) addresses.add(address);
  }
  if (addresses.size === 0) return false;
  try {
    return diffScans(partOf(options, before, addresses), partOf(options, after, addresses)).different;
  } catch (error) {
    if (error instanceof SpecError) return false;
    throw error;
  }
}

function partOf(
  { database, repository, serviceName }: DifferencesOptions,
  record: RunRecord,
  addresses: ReadonlySet<string>,
): ScanReport {
  const warnings = repository.warnings(record.id);
  const hosts = [];
  for (const host of readHosts(database, record.id)) if (addresses.has(host.report.address)) hosts.push(host);
  const report = reportOf(loadStoredRun({ record, warnings, hosts, serviceName }), warnings);
  return { ...report, hosts: [...report.hosts] };
}
