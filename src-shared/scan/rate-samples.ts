/** The line of rates: how many probes were sent in each stretch of a scan, in at most {@link MAX_RATE_SAMPLES} points. */
import type { ScanProgress } from './scan-event.ts';

export interface RateSample {
  readonly elapsedMs: number;
  /** Probes per second since the sample before. */
  readonly rate: number;
  /** Median round-trip in that time, where one was measured. */
  readonly rttMs?: number | undefined;
  /** The scan slowed itself down in that time. */
  readonly slowed?: true | undefined;
}

export const MAX_RATE_SAMPLES = 240;
/** A shorter stretch than this has no rate of its own, in ms. */
const MIN_SAMPLE_MS = 50;

/** The line, longer by what was sent between two reports of progress. */
export function addRate(
  rates: readonly RateSample[],
  before: ScanProgress,
  now: ScanProgress,
): readonly RateSample[] {
  const elapsed = now.elapsedMs - before.elapsedMs;
  if (elapsed <= 0) return rates;
  const rate = Math.max(0, ((now.probesSent - before.probesSent) / elapsed) * 1_000);
  const grown = [...rates, sampleOf(now, rate, (now.slowdowns ?? 0) > (before.slowdowns ?? 0))];
  const last = grown.length - 1;
  // What was sent in next to no time is a pace only together with what came before or after it.
  if (last > 0 && (elapsed < MIN_SAMPLE_MS || before.elapsedMs - startOf(grown, last - 1) < MIN_SAMPLE_MS)) {
    return joinPair(grown, last);
  }
  return grown.length > MAX_RATE_SAMPLES ? joinClosest(grown) : grown;
}

/** When a sample's stretch of time begins. */
const startOf = (rates: readonly RateSample[], index: number): number => rates[index - 1]?.elapsedMs ?? 0;

function sampleOf(
  { elapsedMs, rttMs }: Pick<RateSample, 'elapsedMs' | 'rttMs'>,
  rate: number,
  slowed: boolean,
): RateSample {
  return {
    elapsedMs,
    rate,
    ...(rttMs === undefined ? {} : { rttMs }),
    ...(slowed ? { slowed: true } : {}),
  };
}

/** One sample fewer: the two that together span the least time become one of their mean rate. */
function joinClosest(rates: readonly RateSample[]): readonly RateSample[] {
  let closest = 1;
  let least = Infinity;
  for (let index = 1; index < rates.length; index++) {
    const span = rates[index]!.elapsedMs - startOf(rates, index - 1);
    if (span < least) [closest, least] = [index, span];
  }
  return joinPair(rates, closest);
}

/** A sample and the one before it as one, of their mean rate. */
function joinPair(rates: readonly RateSample[], index: number): readonly RateSample[] {
  const [first, second] = [rates[index - 1]!, rates[index]!];
  const firstMs = first.elapsedMs - startOf(rates, index - 1);
  const secondMs = second.elapsedMs - first.elapsedMs;
  const mean = (a: number, b: number): number => (a * firstMs + b * secondMs) / (firstMs + secondMs);
  const rttMs = mean(first.rttMs ?? second.rttMs ?? Number.NaN, second.rttMs ?? first.rttMs ?? Number.NaN);
  const { elapsedMs } = second;
  const joined = { elapsedMs, rttMs: Number.isNaN(rttMs) ? undefined : rttMs };
  const slowed = first.slowed === true || second.slowed === true;
  return rates.toSpliced(index - 1, 2, sampleOf(joined, mean(first.rate, second.rate), slowed));
}
