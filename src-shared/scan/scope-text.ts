/**
 * What a run asked, as a text that is equal for equal scopes: the same addresses and names without the same excludes,
 * on the same ports, however they were typed. Runs of one scope belong together.
 */
import { mergeIntervals, subtractIntervals, type AddressInterval } from './address-list.ts';
import { expandPattern } from './octet-pattern.ts';
import { formatPortRanges, parsePortRanges } from './port-ranges.ts';
import type { ReportOptions } from './scan-report.ts';
import { parseTargetList, type TargetItem } from './target-spec.ts';

/** Never throws: what cannot be read (a stranger's report may hold anything) stands for itself. */
export function scopeText({ targets, exclude, ports }: Pick<ReportOptions, 'targets' | 'exclude' | 'ports'>) {
  return `${hostsText(targets, exclude)} on ${portsText(ports)}`;
}

function hostsText(targets: readonly string[], exclude: readonly string[]): string {
  try {
    const asked = parseTargetList(targets);
    const left = parseTargetList(exclude, 'excludes');
    if (asked.problems.length > 0 || left.problems.length > 0) return typedText(targets, exclude);
    const wanted = asked.items.filter((item) => !item.exclude);
    const unwanted = [...asked.items.filter((item) => item.exclude), ...left.items];
    const without = intervalsOf(unwanted);
    const names = namesOf(wanted);
    const parts = [
      ...subtractIntervals(intervalsOf(wanted), without).map(intervalText),
      ...names,
      ...namesOf(unwanted).map((name) => `!${name}`),
      // What a name stands for is known only when it is asked: an exclude may be among it.
      ...(names.length > 0 ? without.map((interval) => `!${intervalText(interval)}`) : []),
    ];
    return parts.join(' ');
  } catch {
    return typedText(targets, exclude);
  }
}

function intervalsOf(items: readonly TargetItem[]): AddressInterval[] {
  const intervals: AddressInterval[] = [];
  for (const { meaning } of items) {
    if (meaning.kind === 'interval') intervals.push(meaning.interval);
    if (meaning.kind === 'pattern') for (const each of expandPattern(meaning.octets)) intervals.push(each);
  }
  return mergeIntervals(intervals);
}

function namesOf(items: readonly TargetItem[]): string[] {
  const names = items.flatMap(({ meaning }) =>
    meaning.kind === 'name' ? [`${meaning.name.toLowerCase()}/${meaning.prefix ?? ''}`] : [],
  );
  return distinct(names);
}

function intervalText({ family, first, last }: AddressInterval): string {
  return `${family}:${first}-${last}`;
}

function typedText(targets: readonly string[], exclude: readonly string[]): string {
  return `typed ${JSON.stringify([distinct(targets), distinct(exclude)])}`;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function portsText(ports: string): string {
  try {
    return formatPortRanges(parsePortRanges(ports));
  } catch {
    return `typed ${ports}`;
  }
}
