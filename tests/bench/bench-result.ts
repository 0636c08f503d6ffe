/** What a bench came to, as test-results/bench.json has it. */
import { cpus, release } from 'node:os';
import type { BenchCase, Length } from './bench-case.ts';
import { median, type CaseRun, type CaseRuns } from './case-runs.ts';
import type { Judgement } from './lab-truth.ts';
import type { TargetResult } from './targets.ts';

export interface BenchResult {
  readonly length: Length;
  readonly machine: {
    readonly cpus: number;
    readonly model: string;
    readonly kernel: string;
    readonly node: string;
  };
  readonly cases: readonly CaseResult[];
}

export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly contenders: readonly ContenderResult[];
  readonly targets: readonly (TargetResult & { readonly what: string })[];
  /** Why the bench fails by it: Portolan's verdicts are further from the truth than the case allows; otherwise null. */
  readonly fault: string | null;
}

export interface ContenderResult {
  readonly name: string;
  readonly role: CaseRun['role'];
  /** Medians. */
  readonly wallMs: number;
  /** Its runs were stopped: the wall time is a lower bound. */
  readonly isBound: boolean;
  readonly cpuMs: number | null;
  /** The most of all runs. */
  readonly peakBytes: number | null;
  /** Portolan's wall time in relation to its, median over the pairs; null for Portolan itself. */
  readonly ratio: number | null;
  /** All runs together; null where it gives none. */
  readonly verdicts: Judgement | null;
  readonly runs: readonly Pick<CaseRun, 'pair' | 'wallMs' | 'cpuMs' | 'peakBytes' | 'isStopped'>[];
}

export function describeMachine(): BenchResult['machine'] {
  const [first] = cpus();
  return { cpus: cpus().length, model: first?.model ?? '', kernel: release(), node: process.version };
}

export function summarise(benchCase: BenchCase, runs: CaseRuns): CaseResult {
  return {
    name: benchCase.name,
    title: benchCase.title,
    contenders: runs.names.map((name) => summariseContender(name, runs)),
    targets: benchCase.targets.map((target) => ({ what: target.what, ...target.judge(runs) })),
    fault: faultOf(benchCase, runs),
  };
}

function summariseContender(name: string, runs: CaseRuns): ContenderResult {
  const its = runs.of(name);
  const role = its[0]?.role ?? 'peer';
  const wall = runs.wall(name);
  const peaks = its.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    name,
    role,
    wallMs: wall?.ms ?? Number.NaN,
    isBound: wall?.isBound ?? false,
    cpuMs: median(its.flatMap(({ cpuMs }) => cpuMs ?? [])) ?? null,
    peakBytes: peaks.length === 0 ? null : Math.max(...peaks),
    ratio: role === 'ours' ? null : (runs.ratioTo(name)?.ratio ?? null),
    verdicts: runs.verdicts(name) ?? null,
    runs: its.map(({ pair, wallMs, cpuMs, peakBytes, isStopped }) => ({
      pair,
      wallMs,
      cpuMs,
      peakBytes,
      isStopped,
    })),
  };
}

/** A peer's mistakes are told; Portolan's are a failure. A port told as open that is not is one in every case. */
function faultOf({ rightShare = 1 }: BenchCase, runs: CaseRuns): string | null {
  const verdicts = runs.verdicts('Portolan');
  if (!verdicts) return null;
  const isRight = 1 - verdicts.wrong / verdicts.checked >= rightShare && verdicts.falseOpen === 0;
  if (isRight) return null;
  return `${verdicts.wrong} of ${verdicts.checked} verdicts are wrong, for instance: ${verdicts.examples.join('; ')}`;
}
