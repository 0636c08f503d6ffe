/** Runs a case: everybody in turn, pair after pair, every run of Portolan and of its peers held against the truth. */
import type { BenchCase, Length, RaisedCase } from './bench-case.ts';
import { CaseRuns, type CaseRun } from './case-runs.ts';
import type { Contender, Told } from './contenders/contender.ts';
import { judge } from './lab-truth.ts';
import { runMeasured } from './measured-process.ts';
import { PATIENCE, planPairs } from './pairs.ts';

/** Portolan is never stopped for being slow, only for hanging. */
const HANGING_MS = 1_800_000;

/**
 * `say`: a line for each run as it ends. Throws where Portolan cannot be run or its report not be read; a peer that
 * cannot takes no further part.
 */
export async function measureCase(
  benchCase: BenchCase,
  raised: RaisedCase,
  length: Length,
  say: (line: string) => void,
): Promise<CaseRuns> {
  const runs: CaseRun[] = [];
  const firstMs = new Map<Contender, number>();
  const out = new Set<Contender>();
  let plan = new Map<Contender, number>(raised.contenders.map((each) => [each, 1]));
  for (let pair = 0; ; pair += 1) {
    const turn = raised.contenders.filter((each) => !out.has(each) && pair < (plan.get(each) ?? 0));
    if (turn.length === 0) break;
    // Who goes first changes from pair to pair: what one leaves behind must not favour another.
    for (const contender of pair % 2 === 0 ? turn : turn.toReversed()) {
      try {
        const run = await runOnce(contender, raised, pair, length);
        runs.push(run);
        say(lineOf(run));
        if (pair === 0) firstMs.set(contender, run.wallMs);
      } catch (error) {
        if (contender.role === 'ours') throw error;
        out.add(contender);
        say(
          `  ${contender.name} takes no further part: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    if (pair === 0) plan = planPairs(benchCase, firstMs, length);
  }
  return new CaseRuns(runs);
}

async function runOnce(
  contender: Contender,
  { truth }: RaisedCase,
  pair: number,
  length: Length,
): Promise<CaseRun> {
  const limitMs = contender.role === 'peer' ? PATIENCE[length].peerLimitMs : HANGING_MS;
  const { stdout, ...measured } = await runMeasured(contender.command(pair), limitMs);
  if (measured.isStopped && contender.role !== 'peer') throw new Error(`${contender.name} hangs.`);
  const told: Told | undefined = measured.isStopped ? undefined : await contender.read?.(stdout);
  return {
    ...measured,
    contender: contender.name,
    role: contender.role,
    pair,
    judgement: told && truth ? judge(truth, told.hosts, told.knowledge, told.tells) : null,
  };
}

function lineOf({ contender, wallMs, isStopped, judgement }: CaseRun): string {
  const wrong = judgement === null || judgement.wrong === 0 ? '' : `, ${judgement.wrong} wrong verdicts`;
  return `  ${contender}: ${isStopped ? '>= ' : ''}${(wallMs / 1_000).toFixed(2)} s${wrong}`;
}
