/** Which ports a person wants: nmap's lists and ranges, service names, "top:100" and presets -> a set of ports. */
import { MAX_PORT, portsOfFlags } from './port-ranges.ts';
import { PORT_PRESETS } from './port-presets.ts';
import { ProblemList, quote, type SpecProblem } from './spec-problem.ts';

export { formatPortRanges, parsePortRanges } from './port-ranges.ts';

/** What the parser has to be told: it knows no registry and no ranking. */
export interface PortLookup {
  /** TCP ports registered for a lower-case service name; empty for none. */
  serviceName(name: string): readonly number[];
  /** Most likely open first. */
  readonly topPorts: readonly number[];
}

export interface PortSpec {
  /** Ascending, distinct. */
  readonly ports: Uint16Array;
  readonly problems: readonly SpecProblem[];
}

/** Blanks around a range's hyphen are read only when they are on both sides; "22 -100" could mean two things. */
const TOKEN =
  /top[\s:]*\d*(?![^\s,])|remote\s+access(?![^\s,])|\d+\s+-\s+\d+|\d+\s+-\d+|\d+-\s+\d+|[^\s,]+/giu;
const PRESETS = new Map<string, readonly number[]>(PORT_PRESETS.map(({ name, ports }) => [name, ports]));
const EXAMPLE = '22,80,8000-8100';

/**
 * Reads ports separated by commas or blanks, in any case: "22", "8000-8100", "-100" (from 1), "60000-" (to 65535), "-" or
 * "all" (1-65535; port 0 only where it is written), "http,ssh", "top:100", "web", "databases", "remote". Never throws: each
 * part that cannot be read is one problem with its place in the text; the other parts count.
 */
export function parsePorts(text: string, lookup: PortLookup): PortSpec {
  const flags = new Uint8Array(MAX_PORT + 1);
  const problems = new ProblemList();
  let parts = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (problems.isHopeless) break;
    parts++;
    const start = match.index;
    const problem = addPart(match[0].toLowerCase(), flags, lookup);
    if (problem) problems.add({ ...problem, start, end: start + match[0].length });
  }
  if (parts === 0)
    problems.add({ message: 'No ports are given.', start: 0, end: text.length, example: EXAMPLE });
  return { ports: portsOfFlags(flags), problems: problems.toArray() };
}

interface Complaint {
  readonly message: string;
  readonly example: string;
}

function addPart(part: string, flags: Uint8Array, lookup: PortLookup): Complaint | null {
  if (/^\d+(\s+-\d+|-\s+\d+)$/.test(part)) return explainBlank(part);
  const range = /^(\d*)\s*-\s*(\d*)$/.exec(part);
  if (range) return addRange(part, range[1] ?? '', range[2] ?? '', flags);
  if (/^\d+$/.test(part)) return addRange(part, part, part, flags);
  const top = /^top[\s:]*(\d*)$/.exec(part);
  if (top) return addTop(part, top[1] ?? '', flags, lookup.topPorts);
  return addName(part, flags, lookup);
}

function explainBlank(part: string): Complaint {
  const [from = '', to = ''] = part.split(/[\s-]+/);
  const works = addRange(part, from, to, new Uint8Array(MAX_PORT + 1)) === null;
  const message = `${quote(part)} can mean two things: write the range without blanks, or a comma between.`;
  return { message, example: works ? `${from}-${to}` : EXAMPLE };
}

function addRange(part: string, from: string, to: string, flags: Uint8Array): Complaint | null {
  for (const number of [from, to]) {
    if (Number(number) > MAX_PORT) {
      return {
        message:
          part === number
            ? `${quote(part)} is over 65535.`
            : `${quote(number)} in ${quote(part)} is over 65535.`,
        example: part.replace(number, String(MAX_PORT)),
      };
    }
  }
  const first = from === '' ? 1 : Number(from);
  const last = to === '' ? MAX_PORT : Number(to);
  if (first > last) {
    return {
      message: `${quote(part)} runs backwards: put the lower port first.`,
      example: `${last}-${first}`,
    };
  }
  flags.fill(1, first, last + 1);
  return null;
}

function addTop(
  part: string,
  digits: string,
  flags: Uint8Array,
  ranking: readonly number[],
): Complaint | null {
  const count = Number(digits);
  if (count >= 1 && count <= ranking.length) {
    for (const port of ranking.slice(0, count)) flags[port] = 1;
    return null;
  }
  const message = `${quote(part)} needs a number from 1 to ${ranking.length}, the ports that are ranked; '-' means all ports.`;
  return { message, example: 'top:100' };
}

function addName(part: string, flags: Uint8Array, lookup: PortLookup): Complaint | null {
  const preset =
    part === 'all' ? null : PRESETS.get(part.startsWith('remote') ? part.replace(/\s+access$/, '') : part);
  if (preset === null) return addRange(part, '', '', flags);
  const ports = preset ?? lookup.serviceName(part);
  for (const port of ports) flags[port] = 1;
  return ports.length > 0 ? null : explainName(part);
}

function explainName(part: string): Complaint {
  const prefixed = /^([tusp]):(.*)$/.exec(part);
  if (prefixed?.[1] === 't')
    return { message: `${quote(part)}: every port here is TCP, leave 'T:' out.`, example: EXAMPLE };
  if (prefixed) return { message: `${quote(part)}: only TCP ports can be scanned.`, example: EXAMPLE };
  const shape = /^[a-z0-9][\w.+-]*$/.test(part) && /[a-z]/.test(part);
  const what = shape
    ? 'is not a service that the IANA registry has on TCP'
    : 'is neither a port, a range nor a service name';
  return { message: `${quote(part)} ${what}.`, example: shape ? 'http,ssh' : EXAMPLE };
}
