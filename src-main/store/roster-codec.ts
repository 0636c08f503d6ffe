/** Which hosts a chunk of a run holds: their places and addresses, and the names they had. Equal from run to run. */
import { z } from 'zod';

export interface Roster {
  /** Ascending indexes in the run's address list, counted from the first. */
  readonly offsets: readonly number[];
  readonly addresses: readonly string[];
  /** A list for each host; most are empty. */
  readonly names: readonly (readonly string[])[];
}

const NO_NAMES: readonly string[] = [];

/** `names`: a line a host, JSON where it has some; apart from the rest, as it is searched. */
export function encodeRoster({ offsets, addresses, names }: Roster): { body: string; names: string } {
  const isUnbroken = offsets.every((offset, index) => offset === index);
  const lines = names.map((each) => (each.length === 0 ? '' : JSON.stringify(each)));
  return {
    body: JSON.stringify(isUnbroken ? [addresses] : [addresses, offsets]),
    names: lines.join('\n').trimEnd(),
  };
}

const bodySchema = z.union([
  z.tuple([z.array(z.string())]),
  z.tuple([z.array(z.string()), z.array(z.number())]),
]);
const namesSchema = z.array(z.string());

/** Throws for texts that no version wrote. */
export function decodeRoster(body: string, names: string): Roster {
  const [addresses, offsets] = bodySchema.parse(JSON.parse(body));
  const lines = names === '' ? [] : names.split('\n');
  return {
    addresses,
    offsets: offsets ?? addresses.map((_, index) => index),
    names: addresses.map((_, index) =>
      lines[index] ? namesSchema.parse(JSON.parse(lines[index])) : NO_NAMES,
    ),
  };
}
