/** What a scan would cost, while a person still types: no name is resolved, nothing is sent. */
import type { ParsedInputOf } from '../../src-shared/contract/define.ts';
import type { PortolanContract, ScanPreview } from '../../src-shared/contract/portolan-contract.ts';
import type { FieldProblem } from '../../src-shared/contract/wire.ts';
import { estimateCost } from '../../src-shared/scan/estimate-cost.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { collectAddresses, publicTargets, type TargetSpec } from '../../src-shared/scan/target-spec.ts';
import { TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';
import type { Engine } from './engine-door.ts';
import { excludedSpec } from './never-scanned.ts';
import { parseScan } from './parse-scan.ts';

const MAX_PROBLEMS = 20;
const MAX_PUBLIC = 5;

export type PreviewInput = ParsedInputOf<PortolanContract, 'scan.preview'>;

/** Never throws for what is typed: problems stand beside a preview of the rest. `excluded`: what no scan ever asks. */
export function previewScan(
  input: PreviewInput,
  engine: Pick<Engine, 'portsOfService' | 'topPorts'>,
  excluded = '',
): ScanPreview {
  const parsed = parseScan({ ...input, targets: [input.targets] }, engine);
  const problems = [...parsed.problems];
  const literal = countLiterals(parsed.targets, parsed.excludes, excluded, problems);
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
    ...(literal.neverScanned > 0 ? { neverScanned: literal.neverScanned } : {}),
  };
}

function countLiterals(
  targets: TargetSpec,
  excludes: TargetSpec,
  excluded: string,
  problems: FieldProblem[],
): { hosts: number; publicTargets: string[]; neverScanned: number } {
  try {
    const asked = collectAddresses(targets, new Map(), excludes);
    if (excluded.trim() === '') {
      return { hosts: asked.size, publicTargets: publicTargets(asked, MAX_PUBLIC), neverScanned: 0 };
    }
    const items = [...excludes.items, ...excludedSpec(excluded).items];
    const list = collectAddresses(targets, new Map(), { items, problems: [] });
    return {
      hosts: list.size,
      publicTargets: publicTargets(list, MAX_PUBLIC),
      neverScanned: asked.size - list.size,
    };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    problems.push({ field: 'targets', message: error.message, example: error.example });
    return { hosts: 0, publicTargets: [], neverScanned: 0 };
  }
}
