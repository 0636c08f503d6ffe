/** The text of a scan's options -> what it means, with every problem and its place. Resolves nothing, does no I/O. */
import type { FieldProblem } from '../../src-shared/contract/wire.ts';
import { parsePorts } from '../../src-shared/scan/port-spec.ts';
import type { ScanOptions } from '../../src-shared/scan/scan-options.ts';
import type { SpecProblem } from '../../src-shared/scan/spec-problem.ts';
import { parseTargetList, type TargetSpec } from '../../src-shared/scan/target-spec.ts';
import type { Engine } from './engine-door.ts';

export interface ParsedScan {
  readonly targets: TargetSpec;
  readonly excludes: TargetSpec;
  readonly ports: Uint16Array;
  /** Fields are named as in `ScanOptions`; offsets are given where the field is one text. */
  readonly problems: readonly FieldProblem[];
}

export function parseScan(
  options: Pick<ScanOptions, 'targets' | 'exclude' | 'ports'>,
  engine: Pick<Engine, 'portsOfService' | 'topPorts'>,
): ParsedScan {
  const targets = parseTargetList(options.targets);
  const excludes = parseTargetList(options.exclude, 'excludes');
  const ports = parsePorts(options.ports, { serviceName: engine.portsOfService, topPorts: engine.topPorts });
  return {
    targets,
    excludes,
    ports: ports.ports,
    problems: [
      ...toFieldProblems('targets', targets.problems, options.targets.length),
      ...toFieldProblems('exclude', excludes.problems, options.exclude.length),
      ...toFieldProblems('ports', ports.problems, 1),
    ],
  };
}

function toFieldProblems(field: string, problems: readonly SpecProblem[], texts: number): FieldProblem[] {
  return problems.map(({ message, start, end, example }) => {
    const problem = { field, message, example };
    // Offsets into one text of many would point at the wrong place of the field; the message quotes the part.
    return texts === 1 ? { ...problem, start, end } : problem;
  });
}
