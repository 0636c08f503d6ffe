/** Expectations for tests, without a file: rules short to write, each on a line of its own. */
import type { Expectations, HostRule, Place } from '../../../src-shared/scan/expect/expectations.ts';
import { parsePortRanges } from '../../../src-shared/scan/port-ranges.ts';
import { parseTargets } from '../../../src-shared/scan/target-spec.ts';

export interface RuleDraft {
  /** "any" and "any !x" too. */
  readonly match: string;
  /** Ranges: "22,80-81". */
  readonly must?: string;
  readonly may?: string;
  readonly answers?: HostRule['answers'];
  readonly name?: string;
}

/** The first rule stands in line 1, the second in line 2. */
export function makeExpectations(...drafts: readonly RuleDraft[]): Expectations {
  return { scan: null, rules: drafts.map((draft, index) => makeRule(draft, placeInLine(index + 1))) };
}

function placeInLine(line: number): Place {
  return { line, column: 1, endLine: line, endColumn: 2 };
}

function makeRule({ match, must = '', may = '', answers = null, name }: RuleDraft, place: Place): HostRule {
  const matchesAny = /^any\b/.test(match);
  const { items } = parseTargets(match.replace(/^any\b/, ''), 'excludes');
  const entries = (ranges: string): HostRule['must'] =>
    ranges === '' ? [] : [{ ports: parsePortRanges(ranges), place }];
  return {
    name: name ?? null,
    place,
    match: { items: items.map((item) => ({ ...item, item: 0 })), problems: [] },
    placesOfMatch: [place],
    matchesAny,
    must: entries(must),
    may: entries(may),
    answers,
  };
}
