/** The measured comparison as a Markdown table, for the terminal and the README. */

export interface BenchResult {
  readonly what: string;
  readonly machine: {
    readonly cpus: number;
    readonly model: string;
    readonly kernel: string;
    readonly node: string;
  };
  readonly pairs: number;
  readonly runs: Readonly<Record<string, readonly number[]>>;
  readonly medianMs: Readonly<Record<string, number | undefined>>;
  readonly ratio: number | null;
  readonly wrongVerdicts: readonly string[];
}

/** The middle value; the mean of the two middle ones of an even number. undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

export function benchTable(result: BenchResult): string {
  const seconds = (ms: number | undefined): string =>
    ms === undefined ? '' : `${(ms / 1_000).toFixed(2)} s`;
  const rows = Object.entries(result.runs).map(
    ([name, runs]) =>
      `| ${name} | ${seconds(result.medianMs[name])} | ${runs.map((ms) => (ms / 1_000).toFixed(2)).join(', ')} |`,
  );
  const ratio = result.ratio === null ? '' : `\nRatio portolan / nmap: ${result.ratio.toFixed(2)}`;
  const wrong = result.wrongVerdicts.length === 0 ? 'No wrong verdict.' : result.wrongVerdicts.join('\n');
  return [
    `${result.what}; ${result.pairs} alternating pairs; ${result.machine.cpus} CPUs, Linux ${result.machine.kernel}`,
    '',
    '| | median | runs (s) |',
    '|---|---|---|',
    ...rows,
    ratio,
    wrong,
  ].join('\n');
}
