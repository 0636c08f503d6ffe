/** The measured comparison as the README's table. */
import type { BenchResult, CaseResult, ContenderResult } from './bench-result.ts';

const MEGABYTE = 1_000_000;
const HEADER = [
  '| scanned | Portolan: wall, CPU, memory | nmap: wall, CPU, memory | nmap / Portolan | others | wrong: Portolan, nmap | targets |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

/** One row a case, and one line about the machine. */
export function benchTable(result: BenchResult): string {
  const { cpus, model, kernel, node } = result.machine;
  return [
    ...HEADER,
    ...result.cases.map((each) => rowOf(each)),
    '',
    `Medians of alternating pairs in one run; ${cpus} CPUs (${model}), Linux ${kernel}, Node ${node}.`,
    ...(result.length === 'quick' ? ['This was a quick run: few pairs, and peers stopped early.'] : []),
  ].join('\n');
}

function rowOf({ title, contenders, targets }: CaseResult): string {
  const ours = contenders.find(({ role }) => role === 'ours');
  const nmap = contenders.find(({ name }) => name === 'nmap');
  const others = contenders.filter((each) => each !== ours && each !== nmap);
  const cells = [
    title,
    figures(ours),
    figures(nmap),
    nmap?.ratio ? `${nmap.isBound ? '>= ' : ''}${(1 / nmap.ratio).toFixed(2)}` : '',
    others.map((each) => `${each.name} ${wallOf(each)}${wrongOf(each)}`).join('; '),
    [ours, nmap].flatMap((each) => (each?.verdicts ? [countOf(each)] : [])).join(', '),
    targets.map((target) => targetWords(target)).join('; '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function targetWords({ what, got, isMet }: CaseResult['targets'][number]): string {
  return `${what}: ${isMet === null ? 'not decided' : isMet ? 'met' : '**not met**'} (${got})`;
}

function figures(contender: ContenderResult | undefined): string {
  if (!contender) return '';
  const cpu = contender.cpuMs === null ? [] : [seconds(contender.cpuMs)];
  const memory = contender.peakBytes === null ? [] : [`${Math.round(contender.peakBytes / MEGABYTE)} MB`];
  return [wallOf(contender), ...cpu, ...memory].join(', ');
}

function wallOf({ wallMs, isBound }: ContenderResult): string {
  return `${isBound ? '>= ' : ''}${seconds(wallMs)}`;
}

/** Two digits behind the point, three where it is less than a second's tenth. */
function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(ms < 100 ? 3 : 2)} s`;
}

function countOf({ verdicts }: ContenderResult): string {
  return `${(verdicts?.wrong ?? 0).toLocaleString('en')} of ${(verdicts?.checked ?? 0).toLocaleString('en')}`;
}

function wrongOf(contender: ContenderResult): string {
  return contender.verdicts && contender.verdicts.wrong > 0 ? ` (${countOf(contender)} wrong)` : '';
}
