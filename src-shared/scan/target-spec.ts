/** What a person wants scanned: text -> items with problems -> the addresses, once names are resolved. */
import {
  countAddresses,
  createAddressList,
  MAX_ADDRESSES,
  mergeIntervals,
  subtractIntervals,
  type AddressInterval,
  type AddressList,
} from './address-list.ts';
import { parseIp } from './ip-address.ts';
import { countPieces, expandPattern } from './octet-pattern.ts';
import { ProblemList, SpecError, type SpecProblem } from './spec-problem.ts';
import { describeInterval, needsAuthorisation } from './special-addresses.ts';
import { ipv4Block, ipv6Block, MAX_PIECES, readTarget, type TargetMeaning } from './target-token.ts';

export type { SpecProblem } from './spec-problem.ts';

export interface TargetItem {
  /** As typed, without "!". */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Which text of a list. */
  readonly item?: number;
  /** Written as "!x": left out. */
  readonly exclude: boolean;
  readonly meaning: TargetMeaning;
}

export interface TargetSpec {
  readonly items: readonly TargetItem[];
  readonly problems: readonly SpecProblem[];
}

/** `excludes` may be of any size: they are only ever taken away. */
export type TargetRole = 'targets' | 'excludes';

/**
 * Reads targets separated by spaces, line ends or commas; "#" begins a comment, "!" an exclude. Never throws: each part
 * that cannot be read is one problem with its place in the text. Names stay names.
 */
export function parseTargets(text: string, role: TargetRole = 'targets'): TargetSpec {
  return parseTargetTexts([text], role, false);
}

/** The same over a list of texts, as `ScanOptions` hold them; `item` says which text. */
export function parseTargetList(texts: readonly string[], role: TargetRole = 'targets'): TargetSpec {
  return parseTargetTexts(texts, role, true);
}

function parseTargetTexts(texts: readonly string[], role: TargetRole, numbered: boolean): TargetSpec {
  const items: TargetItem[] = [];
  const problems = new ProblemList();
  for (const [index, text] of texts.entries()) {
    const where = numbered ? { item: index } : {};
    for (const { token, start } of splitTargets(text)) {
      if (problems.isHopeless) break;
      const exclude = token.startsWith('!');
      const target = exclude ? token.slice(1) : token;
      const offset = exclude && target !== '' ? start + 1 : start;
      const reading = readTarget(target, role === 'targets' && !exclude);
      if ('problem' in reading) {
        const { problem } = reading;
        problems.add({ ...problem, start: offset + problem.start, end: offset + problem.end, ...where });
      } else {
        items.push({
          text: target,
          start,
          end: start + token.length,
          exclude,
          meaning: reading.meaning,
          ...where,
        });
      }
    }
  }
  return { items, problems: problems.toArray() };
}

interface Token {
  readonly token: string;
  readonly start: number;
}

function* splitTargets(text: string): Generator<Token> {
  for (const match of text.matchAll(/#[^\n\r]*|[^\s#]+/gu)) {
    if (!match[0].startsWith('#')) yield* splitCommas(match[0], match.index);
  }
}

/** Commas part targets, except inside an octet list: there the next part adds to the four numbers it has so far. */
function* splitCommas(chunk: string, offset: number): Generator<Token> {
  let start = 0;
  let end = -1;
  let dots = 0;
  for (let from = 0; from <= chunk.length;) {
    const comma = chunk.indexOf(',', from);
    const to = comma === -1 ? chunk.length : comma;
    const part = chunk.slice(from, to);
    const partDots = /^!?[\d.*-]+$/.test(part) ? part.split('.').length - 1 : Infinity;
    if (end !== -1 && part !== '' && !part.startsWith('!') && dots + partDots <= 3) {
      end = to;
      dots += partDots;
    } else {
      if (end > start) yield { token: chunk.slice(start, end), start: offset + start };
      start = from;
      end = part === '' ? -1 : to;
      dots = partDots;
    }
    from = to + 1;
  }
  if (end > start) yield { token: chunk.slice(start, end), start: offset + start };
}

/** The distinct names in a specification, excludes included: what is to be resolved. */
export function targetNames(spec: TargetSpec): string[] {
  return [...new Set(spec.items.flatMap(({ meaning }) => (meaning.kind === 'name' ? [meaning.name] : [])))];
}

/**
 * The addresses to scan: targets, without the "!x" among them and without the excludes. `resolved` gives each name its
 * literals (of an excluded name: all of them); a name that is not in it stands for nothing.
 * Throws SpecError where that makes over 2^32 addresses or over 2^20 separate ranges.
 */
export function collectAddresses(
  targets: TargetSpec,
  resolved: ReadonlyMap<string, readonly string[]>,
  excludes: TargetSpec,
): AddressList {
  const left = collectIntervals(targets, resolved, excludes);
  const count = countAddresses(left);
  if (count > BigInt(MAX_ADDRESSES)) {
    throw new SpecError('The targets hold more than 2^32 addresses: give smaller blocks.', '10.0.0.0/16');
  }
  return createAddressList(left);
}

/** The same as merged intervals of any size. Throws SpecError where they are over 2^20 separate ranges. */
export function collectIntervals(
  targets: TargetSpec,
  resolved: ReadonlyMap<string, readonly string[]>,
  excludes: TargetSpec,
): AddressInterval[] {
  const wanted = targets.items.filter((item) => !item.exclude);
  const unwanted = [...targets.items.filter((item) => item.exclude), ...excludes.items];
  return subtractIntervals(intervalsOf(wanted, resolved), intervalsOf(unwanted, resolved));
}

function intervalsOf(
  items: readonly TargetItem[],
  resolved: ReadonlyMap<string, readonly string[]>,
): AddressInterval[] {
  const intervals: AddressInterval[] = [];
  for (const item of items) {
    const pieces = item.meaning.kind === 'pattern' ? countPieces(item.meaning.octets) : 1;
    if (intervals.length + pieces > MAX_PIECES) {
      throw new SpecError('The targets make more than a million separate ranges: give fewer.', '10.0.0.0/16');
    }
    for (const interval of intervalsOfItem(item, resolved)) intervals.push(interval);
  }
  return mergeIntervals(intervals);
}

function intervalsOfItem(
  { meaning }: TargetItem,
  resolved: ReadonlyMap<string, readonly string[]>,
): readonly AddressInterval[] {
  if (meaning.kind === 'interval') return [meaning.interval];
  if (meaning.kind === 'pattern') return expandPattern(meaning.octets);
  return (resolved.get(meaning.name) ?? []).map((literal) =>
    blockAround(literal, meaning.name, meaning.prefix),
  );
}

function blockAround(literal: string, name: string, prefix: number | null): AddressInterval {
  const ip = parseIp(literal);
  if (!ip) throw new SpecError(`${name} resolved to ${literal}, which is not an address.`, '10.0.0.1');
  const width = ip.family === 4 ? 32 : 128;
  const length = prefix ?? width;
  if (length > width) {
    throw new SpecError(
      `${name} is the IPv4 address ${literal}: a prefix of /${length} is over 32.`,
      `${name}/24`,
    );
  }
  return ip.family === 4 ? ipv4Block(ip.value, length) : ipv6Block(ip.value, length);
}

/** The first few addresses or blocks in a list that need a person's authorisation: "198.41.0.4", "9.0.0.0/24". */
export function publicTargets(list: AddressList, limit: number): string[] {
  return needsAuthorisation(list.intervals).slice(0, limit).map(describeInterval);
}
