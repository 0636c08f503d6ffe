/** The ranges that a person has excluded for good: the engine's own refusals, and these, are never dialed. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { parseTargets, targetNames, type TargetSpec } from '../../src-shared/scan/target-spec.ts';
import type { Engine } from './engine-door.ts';

type Refusing = Pick<Engine, 'refusedAddress' | 'refusedBlocks'>;

/** The engine with the excluded ranges of the settings among what it refuses, as they are at each asking. */
export function refuseExcluded(engine: Engine, excluded: () => string): Engine {
  const refusing: Refusing = {
    refusedBlocks: () => [...engine.refusedBlocks(), ...blocksOf(excluded())],
    refusedAddress: (address) =>
      engine.refusedAddress(address) ??
      (blocksOf(excluded()).length > 0
        ? `${address} is in the ranges that Settings exclude from every scan.`
        : null),
  };
  return { ...engine, ...refusing };
}

/** Throws PortolanError `invalid-input` for what is not a list of addresses, blocks and ranges. */
export function assertExcludable(text: string): void {
  const spec = parseTargets(text, 'excludes');
  const [problem] = spec.problems;
  const [name] = targetNames(spec);
  if (!problem && name === undefined) return;
  const message =
    problem?.message ??
    `"${name?.slice(0, 80)}" is a name: what it stands for can change, so give addresses.`;
  const place = problem ? { start: problem.start, end: problem.end } : {};
  throw new PortolanError('invalid-input', message, {
    fields: [{ field: 'excluded', message, example: '10.0.0.0/24, 192.168.1.1', ...place }],
  });
}

/** What is excluded, for a list of targets: nothing where nothing is. */
export function excludedSpec(text: string): TargetSpec {
  return parseTargets(text, 'excludes');
}

function blocksOf(text: string): string[] {
  // Whole: a comma may also stand inside an octet ("10.0.0.1,7").
  return text.trim() === '' ? [] : [text];
}
