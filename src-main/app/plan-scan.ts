/** Options -> a decided scan: names resolved, excludes taken away, what must not be dialed refused, a seed drawn. */
import { PortolanError, type FieldProblem } from '../../src-shared/contract/wire.ts';
import { type AddressList } from '../../src-shared/scan/address-list.ts';
import { formatPortRanges } from '../../src-shared/scan/port-spec.ts';
import type { ScanOptions } from '../../src-shared/scan/scan-options.ts';
import type { ReportOptions, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import {
  collectAddresses,
  publicTargets,
  targetNames,
  type TargetSpec,
} from '../../src-shared/scan/target-spec.ts';
import { TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';
import type { ScanPlan } from '../engine/engine-event.ts';
import type { Engine } from './engine-door.ts';
import { parseScan } from './parse-scan.ts';
import { pickDialer } from './pick-dialer.ts';
import { removeRefused } from './remove-refused.ts';

/** Literals of each name: the one to scan of a target, all of them of an exclude. */
export type ResolvedNames = ReadonlyMap<string, readonly string[]>;

export interface DecidedScan {
  readonly options: ScanOptions;
  readonly plan: ScanPlan;
  /** All that was asked for, refused addresses too: a host's index in it is the same whenever the scan is decided. */
  readonly positions: AddressList;
  readonly reportOptions: ReportOptions;
  readonly resolved: ResolvedNames;
  /** The names a person gave for an address. */
  readonly namesOf: ReadonlyMap<string, readonly string[]>;
  readonly warnings: readonly ScanWarning[];
}

export interface PlanContext {
  readonly engine: Engine;
  readonly confirmPublic: boolean;
  /** Draws a uint32 where the options hold no seed. */
  drawSeed(): number;
  readonly signal?: AbortSignal;
}

/** Throws PortolanError: `invalid-input` (nothing to scan, or not understood), `needs-confirmation` (public targets). */
export async function planScan(options: ScanOptions, context: PlanContext): Promise<DecidedScan> {
  const { engine, signal } = context;
  const parsed = parseScan(options, engine);
  if (parsed.problems.length > 0) throw invalidInput(parsed.problems);
  const names = [...new Set([...targetNames(parsed.targets), ...targetNames(parsed.excludes)])];
  const wishes = { preferIpv6: options.preferIpv6 };
  const answers =
    names.length === 0
      ? new Map()
      : await engine.resolveNames(names, signal ? { ...wishes, signal } : wishes);
  signal?.throwIfAborted();

  const warnings: ScanWarning[] = [];
  const resolved = new Map<string, readonly string[]>();
  const excluded = new Set(
    targetNames({ items: excludeItems(parsed.targets, parsed.excludes), problems: [] }),
  );
  for (const name of names) {
    const answer: unknown = answers.get(name);
    const reading = readAnswer(name, answer, excluded.has(name));
    resolved.set(name, reading.literals);
    if (reading.warning) warnings.push(reading.warning);
  }
  const dialer = await pickDialer(options.dialer, engine);
  if (dialer.warning) warnings.push(dialer.warning);
  const decided = decide(options, resolved, engine, {
    seed: options.seed ?? context.drawSeed(),
    dialer: dialer.name,
  });
  const list = decided.plan.addresses;
  const everyWarning = [...warnings, ...decided.warnings];
  if (list.size === 0) throw nothingLeft(everyWarning);
  const needsWord = context.confirmPublic ? [] : publicTargets(list, 4);
  if (needsWord.length > 0) throw needsConfirmation(needsWord);
  return { ...decided, warnings: everyWarning };
}

/** The same decision again from what was kept of it: no name is resolved, no question asked. */
export function decide(
  options: ScanOptions,
  resolved: ResolvedNames,
  engine: Engine,
  { seed, dialer }: Pick<ScanPlan, 'seed' | 'dialer'>,
): DecidedScan {
  const parsed = parseScan(options, engine);
  const { asked, list, warnings } = removeRefused(parsed.targets, resolved, parsed.excludes, collect, engine);
  const timing = TIMING_TEMPLATES[options.timing];
  const ports = parsed.ports;
  return {
    options,
    resolved,
    warnings,
    positions: asked,
    plan: {
      addresses: list,
      ports,
      timing,
      maxRetries: options.maxRetries ?? timing.maxRetries,
      hostTimeoutMs: options.hostTimeoutMs ?? timing.hostTimeoutMs,
      maxRate: options.maxRate ?? null,
      discovery: options.discovery,
      seed,
      dialer,
      banners: options.banners,
    },
    reportOptions: { ...options, ports: formatPortRanges(ports), portsAsked: options.ports, seed },
    namesOf: namesByAddress(parsed.targets, resolved),
  };
}

function collect(targets: TargetSpec, resolved: ResolvedNames, excludes: TargetSpec): AddressList {
  try {
    return collectAddresses(targets, resolved, excludes);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw invalidInput([{ field: 'targets', message: error.message, example: error.example }]);
  }
}

function excludeItems(targets: TargetSpec, excludes: TargetSpec): TargetSpec['items'] {
  return [...targets.items.filter((item) => item.exclude), ...excludes.items];
}

interface Reading {
  readonly literals: readonly string[];
  readonly warning?: ScanWarning;
}

function readAnswer(name: string, answer: unknown, isExclude: boolean): Reading {
  if (!isResolution(answer)) return { literals: [] };
  if ('error' in answer) {
    // What must not be scanned has to be known before anything is.
    if (isExclude) throw unresolvedExclude(name, answer.error);
    const message = `${answer.error} It is not scanned.`;
    return { literals: [], warning: { code: 'name-unresolved', message } };
  }
  const { address, others } = answer;
  if (isExclude) return { literals: [address, ...others] };
  if (others.length === 0) return { literals: [address] };
  const message = `Other addresses for ${name} (not scanned): ${others.slice(0, 20).join(' ')}${others.length > 20 ? ' …' : ''}`;
  return { literals: [address], warning: { code: 'other-addresses', message, address } };
}

function unresolvedExclude(name: string, why: string): PortolanError {
  const message = `${name} is to be left out, and what it stands for is not known: ${why}`;
  return invalidInput([{ field: 'exclude', message, example: '10.0.0.7' }]);
}

type KnownResolution = { address: string; others: readonly string[] } | { error: string };

function isResolution(value: unknown): value is KnownResolution {
  return typeof value === 'object' && value !== null;
}

function namesByAddress(targets: TargetSpec, resolved: ResolvedNames): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { meaning, exclude } of targets.items) {
    // "name/24" stands for a block: the name belongs to the one address it resolved to.
    if (exclude || meaning.kind !== 'name') continue;
    for (const literal of resolved.get(meaning.name) ?? []) {
      const known = names.get(literal) ?? [];
      if (!known.includes(meaning.name)) names.set(literal, [...known, meaning.name]);
    }
  }
  return names;
}

export function invalidInput(problems: readonly FieldProblem[]): PortolanError {
  const first = problems[0];
  const sentence = first ? withExample(first) : 'The options are wrong.';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new PortolanError('invalid-input', sentence + more, { fields: problems });
}

function withExample({ message, example }: FieldProblem): string {
  if (example === undefined) return message;
  // A bare number in the sentence ("is over 65535") does not show what to write.
  const isSaid = message.includes(example) && !/^\d+$/.test(example);
  return isSaid ? message : `${message} Example: ${example}`;
}

function nothingLeft(warnings: readonly ScanWarning[]): PortolanError {
  const why = warnings[0]?.message;
  const message = why
    ? `There is nothing to scan: ${why}`
    : 'There is nothing to scan: the excludes cover every target.';
  return new PortolanError('invalid-input', message, {
    fields: [{ field: 'targets', message: message.slice(0, 1_024) }],
  });
}

function needsConfirmation(targets: readonly string[]): PortolanError {
  const named = targets.slice(0, 3).join(', ') + (targets.length > 3 ? ' and more' : '');
  return new PortolanError(
    'needs-confirmation',
    `${named} ${targets.length === 1 ? 'is' : 'are'} on the public internet: confirm that you are authorised to scan there.`,
  );
}
