/** What a scan would cost, while a person still types: no name is resolved, nothing is sent. */
import type { ParsedInputOf } from '../../src-shared/contract/define.ts';
import type { PortolanContract, ScanPreview } from '../../src-shared/contract/portolan-contract.ts';
import type { FieldProblem } from '../../src-shared/contract/wire.ts';
import { estimateCost } from '../../src-shared/scan/estimate-cost.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { collectAddresses, publicTargets, type TargetSpec } from '../../src-shared/scan/target-spec.ts';
import { TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';
import type { Engine } from './engine-door.ts';
import { parseScan } from './parse-scan.ts';

const MAX_PROBLEMS = 20;
const MAX_PUBLIC = 5;

export type PreviewInput = ParsedInputOf<PortolanContract, 'scan.preview'>;

/** Never throws for what is typed: problems stand beside a preview of the rest. */
export function previewScan(
  input: PreviewInput,
  engine: Pick<Engine, 'portsOfService' | 'topPorts'>,
): ScanPreview {
  const parsed = parseScan({ ...input, targets: [input.targets] }, engine);
  const problems = [...parsed.problems];
  const literal = countLiterals(parsed.targets, parsed.excludes, problems);
  const names = new Set(
    parsed.targets.items.flatMap(({ exclude, meaning }) =>
      !exclude && meaning.kind === 'name' ? [meaning.name] : [],
    ),
  ).size;
  const hosts = literal.hosts + names;
  const portsPerHost = parsed.ports.length;
  const timing = TIMING_TEMPLATES[input.timing];
  const cost = estimateCost({ hosts, portsPerHost, timing, discovery: input.discovery });
  return {
    hosts,
    names,
    portsPerHost,
    probes: cost.probes,
    likelyMs: cost.likelyMs,
    worstMs: cost.worstMs,
    publicTargets: literal.publicTargets,
    problems: problems.slice(0, MAX_PROBLEMS),
  };
}

function countLiterals(
  targets: TargetSpec,
  excludes: TargetSpec,
  problems: FieldProblem[],
): { hosts: number; publicTargets: string[] } {
  try {
    const list = collectAddresses(targets, new Map(), excludes);
    return { hosts: list.size, publicTargets: publicTargets(list, MAX_PUBLIC) };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    problems.push({ field: 'targets', message: error.message, example: error.example });
    return { hosts: 0, publicTargets: [] };
  }
}
