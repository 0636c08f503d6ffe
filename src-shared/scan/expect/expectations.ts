/** What should be: which hosts must answer, which of their ports must be open and which may. The form, without YAML. */
import { z } from 'zod';
import type { ScanOptionsInput } from '../scan-options.ts';
import type { TargetSpec } from '../target-spec.ts';

const position = z.number().int().positive();

/** A stretch of the expectation file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export const placeSchema = z.strictObject({
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
});
export type Place = z.infer<typeof placeSchema>;

/** What is wrong in an expectation file, and where. */
export const expectProblemSchema = z.strictObject({ message: z.string().max(1_024), place: placeSchema });
export type ExpectProblem = z.infer<typeof expectProblemSchema>;

/** Some ports as one entry of the file names them. */
export interface PortEntry {
  /** Ascending, distinct. */
  readonly ports: Uint16Array;
  readonly place: Place;
}

/** Whether the hosts of a rule have to answer at all. */
export const ANSWERS = ['must', 'may', 'never'] as const;
export type Answers = (typeof ANSWERS)[number];

/** A host is judged by the first rule that matches it, and by no other. */
export interface HostRule {
  readonly name: string | null;
  /** Of what it matches. */
  readonly place: Place;
  /** Names, addresses, blocks and ranges, "!x" taken away. */
  readonly match: TargetSpec;
  /** Of each text of `match`, by the `item` of its parts. */
  readonly placesOfMatch: readonly Place[];
  /** "any": every host, without those taken away. */
  readonly matchesAny: boolean;
  readonly must: readonly PortEntry[];
  readonly may: readonly PortEntry[];
  /** Null, not said: hosts that are named one by one and have ports that must be open must answer; others may. */
  readonly answers: Answers | null;
}

/** What is scanned where no run is given to be checked. */
export interface ExpectedScan {
  readonly place: Place;
  readonly options: Omit<ScanOptionsInput, 'targets'> & { readonly targets: string[] };
}

export interface Expectations {
  readonly rules: readonly HostRule[];
  readonly scan: ExpectedScan | null;
}

/** Longest text that is read as an expectation file, in UTF-16 code units. */
export const MAX_EXPECT_LENGTH = 262_144;

/** The most addresses that may have to answer; each is looked for by itself. */
export const MAX_DEMANDED = 65_536;
