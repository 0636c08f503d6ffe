/** What each run of a timeline asked and how it saw it; runs that asked the same share one answer. */
import { probesToBeSure } from './doubtful-absence.ts';
import { limitedHosts, quietHosts } from './diff-reasons.ts';
import { needsNames, presenceIn, type Presence } from './diff-scope.ts';
import { AskedPorts } from './read-outcomes.ts';
import { HOST_WENT_QUIET, ICMP_LIMITED } from './scan-report.ts';
import { SpecError } from './spec-problem.ts';
import type { HostOutcome, TimelineInput, TimelineInputHost, TimelineInputRun } from './timeline-input.ts';

/** A way of asking that runs have in common. */
export interface AskedScope {
  readonly id: number;
  readonly dialer: string;
  readonly asked: AskedPorts;
  presence(address: string, outcome: HostOutcome | null): Presence;
}

export interface RunView {
  readonly run: TimelineInputRun;
  readonly scope: AskedScope;
  /** See {@link probesToBeSure}. */
  readonly needed: number;
  /** Null: none. */
  readonly isLimited: ((address: string) => boolean) | null;
  readonly isQuiet: ((address: string) => boolean) | null;
}

/** The runs from `skip` on, and the hosts to go through. Throws SpecError where a run's targets or ports cannot be read. */
export function viewRuns(
  input: TimelineInput,
  skip: number,
): { views: RunView[]; hosts: Iterable<TimelineInputHost> } {
  const runs = input.runs.slice(skip);
  const firsts = firstAlike(runs);
  const byNames = new Set(firsts.filter((first, index) => first === index && needsNames(runs[first]!)));
  const all = byNames.size > 0 ? [...input.hosts] : [];
  const scopes = new Map<number, AskedScope>();
  const views = runs.map((run, index): RunView => {
    const first = firsts[index]!;
    const key = byNames.has(first) ? index : first;
    let scope = scopes.get(key);
    if (!scope) {
      const named = byNames.has(first) ? namedIn(all, skip + index) : [];
      scopes.set(key, (scope = readScope(run, named, key)));
    }
    const warned = (wanted: string): boolean => run.warnings.some(({ code }) => code === wanted);
    return {
      run,
      scope,
      needed: probesToBeSure(run.lossRate),
      isLimited: warned(ICMP_LIMITED) ? limitedHosts(run.warnings) : null,
      isQuiet: warned(HOST_WENT_QUIET) ? quietHosts(run.warnings) : null,
    };
  });
  return { views, hosts: byNames.size > 0 ? all : input.hosts };
}

/** For each run the first that asked the same in the same way; most runs asked what the one before did. */
function firstAlike(runs: readonly TimelineInputRun[]): number[] {
  const firsts: number[] = [];
  const known = new Map<string, number>();
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1];
    if (before && isAlike(before, run)) {
      firsts.push(firsts[index - 1]!);
      continue;
    }
    const { targets, exclude, ports } = run.options;
    const key = JSON.stringify([targets, exclude, ports, run.dialer, run.status === 'completed']);
    const first = known.get(key) ?? index;
    known.set(key, first);
    firsts.push(first);
  }
  return firsts;
}

function isAlike(a: TimelineInputRun, b: TimelineInputRun): boolean {
  return (
    a.dialer === b.dialer &&
    (a.status === 'completed') === (b.status === 'completed') &&
    a.options.ports === b.options.ports &&
    isSameList(a.options.targets, b.options.targets) &&
    isSameList(a.options.exclude, b.options.exclude)
  );
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, i) => text === b[i]));
}

function readScope(
  run: TimelineInputRun,
  named: readonly { address: string; names: readonly string[] }[],
  id: number,
): AskedScope {
  try {
    const asked = new AskedPorts(run.options.ports);
    return { id, dialer: run.dialer, asked, presence: presenceIn(run, named) };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(`The run ${run.scanId}: ${error.message}`, error.example);
  }
}

function namedIn(
  hosts: readonly TimelineInputHost[],
  run: number,
): { address: string; names: readonly string[] }[] {
  return hosts.flatMap(({ address, outcomes }) => {
    const names = outcomes[run]?.names ?? [];
    return names.length > 0 ? [{ address, names }] : [];
  });
}
