/**
 * Which addresses an nmap run asked. Nmap lists hosts that are down only with -v, so whoever is asked and not listed did
 * not answer; but who was asked stands only in its command line. It is believed where it can be read whole and agrees
 * with nmap's own counts; otherwise only the listed hosts count as asked.
 */
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { collectAddresses, parseTargetList } from '../../src-shared/scan/target-spec.ts';
import type { HostReport } from '../../src-shared/scan/scan-report.ts';
import type { NmapCommand } from './nmap-command.ts';
import type { NmapRun } from './nmap-run.ts';

export interface NmapScope {
  readonly targets: readonly string[];
  readonly exclude: readonly string[];
  /** Why the targets are only those that are listed; null: they are as asked. */
  readonly doubt: string | null;
}

/** `notAsked`: addresses that the file lists as not asked. */
export function scopeOfNmap(
  command: NmapCommand,
  run: Pick<NmapRun, 'skipped' | 'counts' | 'listedUp'>,
  hosts: readonly HostReport[],
  notAsked: readonly string[],
): NmapScope {
  const typed = new Set(command.targets);
  const skipped = [...run.skipped].filter((spec) => !typed.has(spec) && isLiteral(spec));
  const targets = command.targets.filter((target) => !run.skipped.has(target));
  const exclude = [...command.exclude, ...skipped, ...notAsked];
  const doubt = command.doubt ?? doubtOf({ ...command, targets, exclude }, run);
  if (doubt === null) return { targets, exclude, doubt };
  return { targets: hosts.map(({ address }) => address), exclude: [], doubt };
}

function isLiteral(text: string): boolean {
  const { items, problems } = parseTargetList([text], 'excludes');
  return problems.length === 0 && items.length === 1 && items[0]?.meaning.kind !== 'name';
}

function doubtOf(
  command: Pick<NmapCommand, 'targets' | 'exclude'>,
  { counts, listedUp }: Pick<NmapRun, 'counts' | 'listedUp'>,
): string | null {
  const targets = parseTargetList(command.targets);
  const excludes = parseTargetList(command.exclude, 'excludes');
  if (targets.problems.length + excludes.problems.length > 0) return 'its command line cannot be read whole';
  if (targets.items.some(({ exclude }) => exclude)) return 'its command line cannot be read whole';
  let literals: number;
  try {
    literals = collectAddresses(targets, new Map(), excludes).size;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return 'they are too many to be counted';
  }
  // An unfinished run has no counts; who it did not get to is not said to be gone anyway.
  if (counts === null) return null;
  if (counts.up !== listedUp) return 'it leaves hosts out of the file that are up (--open)';
  if (literals > counts.total) return 'it asked fewer than its command line names';
  return null;
}
