/** Parts the chunks of many runs so that each host stands in the chunks of one part only. */
import type { Database } from './database.ts';
import type { ContentReader } from './shared-content.ts';
import type { TimelineRun } from './timeline-runs.ts';

/** Keys of chunks. Runs of one scope have the same rosters, or parts of them, so that a part is some hundred hosts. */
export function linkedRosters(
  database: Database,
  runs: readonly TimelineRun[],
  content: ContentReader,
): number[][] {
  const chunks = database.allValues(
    `SELECT key, roster FROM host_chunks WHERE run IN (SELECT value FROM json_each(?))`,
    JSON.stringify(runs.map(({ key }) => key)),
  );
  const part = partsOf(new Set(chunks.map(([, roster]) => Number(roster))), content);
  const parts = new Map<number, number[]>();
  for (const [key, roster] of chunks) {
    const name = part(Number(roster));
    const known = parts.get(name);
    if (known) known.push(Number(key));
    else parts.set(name, [Number(key)]);
  }
  return [...parts.values()];
}

/** Which part a roster is in, by the roster that stands for it: rosters that share a host are in one. */
function partsOf(rosters: ReadonlySet<number>, content: ContentReader): (roster: number) => number {
  const above = new Map<number, number>();
  const find = (roster: number): number => {
    let top = roster;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    if (top !== roster) above.set(roster, top);
    return top;
  };
  if (rosters.size === 1) return find;
  const firstWith = new Map<string, number>();
  for (const roster of rosters) {
    for (const address of content.roster(roster).addresses) {
      const other = firstWith.get(address);
      if (other === undefined) firstWith.set(address, roster);
      else if (find(other) !== find(roster)) above.set(find(roster), find(other));
    }
  }
  return find;
}
