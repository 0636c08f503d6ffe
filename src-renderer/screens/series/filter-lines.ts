/** Which lines of a series a typed text leaves. Pure. */
import type { RunTimeline, TimelinePort } from '../../../src-shared/scan/run-timeline.ts';
import type { SeriesLine } from './series-lines.ts';

/** From so many lines on, looking for one is work. */
const MANY_LINES = 8;

export function hasManyLines({ ports, hosts }: Pick<RunTimeline, 'ports' | 'hosts'>): boolean {
  return Math.max(ports.length, hosts.length) >= MANY_LINES;
}

/**
 * The lines that every word of the text is found in: address, host name, service, or a port's number from its first digit
 * on. A host's line stays for what one of its ports has, too. The same array where nothing is typed.
 */
export function filterLines(
  lines: readonly SeriesLine[],
  text: string,
  { ports }: Pick<RunTimeline, 'ports'>,
): readonly SeriesLine[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return lines;
  const hostsOfPorts = new Set(
    ports.filter((port) => hasWords(port, words, port)).map(({ address }) => address),
  );
  return lines.filter((line) =>
    line.port
      ? hasWords(line, words, line.port)
      : hasWords(line, words, null) || hostsOfPorts.has(line.address),
  );
}

function hasWords(
  { address, hostName }: Pick<TimelinePort, 'address' | 'hostName'>,
  words: readonly string[],
  port: TimelinePort | null,
): boolean {
  const names = `${hostName ?? ''} ${port?.service ?? ''}`.toLowerCase();
  return words.every((word) => {
    if (names.includes(word)) return true;
    // Numbers alone are a port's: nearly every address has some of them in it.
    return /^\d+$/.test(word) ? port !== null && hasNumber(port, word) : address.includes(word);
  });
}

function hasNumber({ port, group }: TimelinePort, digits: string): boolean {
  const number = Number(digits);
  return group ? port <= number && number <= group.lastPort : String(port).startsWith(digits);
}
