/** Lists of ports in an expectation file: "22", "8000-8100", "ssh, http", "top:100". */
import type { PortEntry } from '../../../src-shared/scan/expect/expectations.ts';
import { MAX_PORT } from '../../../src-shared/scan/port-ranges.ts';
import { parsePorts, type PortLookup, type PortSpec } from '../../../src-shared/scan/port-spec.ts';
import type { YamlNode } from './yaml-tree.ts';
import type { YamlReader } from './yaml-reader.ts';

export type ReadPorts = (text: string) => PortSpec;

/** Different texts, and ports in them all, that are more than a person writes and more than should be kept. */
const MAX_TEXTS = 5_000;
const MAX_PORTS = 8_000_000;

/** Reads each text once, plain numbers and ranges without the parser: a file may hold very many. */
export function createPortReader(lookup: PortLookup): ReadPorts {
  const known = new Map<string, PortSpec>();
  let ports = 0;
  let parsed = 0;
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    if (ports > MAX_PORTS) return tooMuch(text);
    const plain = readPlain(text);
    if (!plain) parsed++;
    const spec = plain ?? (parsed > MAX_TEXTS ? tooMuch(text) : parsePorts(text, lookup));
    ports += spec.ports.length;
    known.set(text, spec);
    return spec;
  };
}

function readPlain(text: string): PortSpec | null {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const first = Number(match?.[1] ?? Number.NaN);
  const last = Number(match?.[2] ?? first);
  if (!(first <= last && last <= MAX_PORT)) return null;
  const ports = new Uint16Array(last - first + 1);
  for (let index = 0; index < ports.length; index++) ports[index] = first + index;
  return { ports, problems: [] };
}

function tooMuch(text: string): PortSpec {
  const message = 'The file names too many different ports to be read: name ranges once, by an anchor.';
  return {
    ports: new Uint16Array(),
    problems: [{ message, start: 0, end: text.length, example: '8000-8100' }],
  };
}

/** One entry for each text of the list; problems point at the wrong part of it. */
export function readEntries(
  reader: YamlReader,
  list: YamlNode,
  what: string,
  readPorts: ReadPorts,
): PortEntry[] {
  return reader.texts(list, what).map(({ text, node }) => {
    const { ports, problems } = readPorts(text);
    for (const { message, start, end, example } of problems) {
      reader.fault(reader.tree.placeOfPart(node, start, end), withExample(message, example));
    }
    return { ports, place: reader.tree.placeOf(node) };
  });
}

/** What would be right, where the sentence does not say it. */
export function withExample(message: string, example: string): string {
  // A bare number in the sentence ("is over 65535") does not show what to write.
  const isSaid = message.includes(example) && !/^\d+$/.test(example);
  return isSaid ? message : `${message} Example: ${example}`;
}
