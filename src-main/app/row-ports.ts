/** Rows brought together by their port: one group a port, its hosts in the order they came. */
import type { Group } from './row-collect.ts';
import { sortByKey } from './row-order.ts';
import { portOf, type Context, type Rows } from './row-table.ts';

/** Ports ascend, or descend where they are sorted by and asked for so. Ports that are summed up take no part. */
export function groupByPort({ hosts, query }: Context, rows: Rows): { rows: Rows; groups: Group[] } {
  const ports = new Uint32Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const host = hosts[rows.hosts[row] ?? 0];
    if (host) ports[row] = portOf(host, rows.refs[row] ?? 0);
  }
  const order = sortByKey(ports, 0, rows.length, query.sort === 'port' && query.descending);
  const sorted = { hosts: pick(rows.hosts, order), refs: pick(rows.refs, order), length: rows.length };
  const groups: Group[] = [];
  let from = 0;
  for (let row = 1; row <= order.length; row++) {
    if (row < order.length && ports[order[row]!] === ports[order[from]!]) continue;
    groups.push({ host: null, from, to: row, hasNotShown: false });
    from = row;
  }
  return { rows: sorted, groups };
}

function pick(values: Uint32Array, order: Uint32Array): Uint32Array {
  const picked = new Uint32Array(order.length);
  for (let row = 0; row < order.length; row++) picked[row] = values[order[row]!]!;
  return picked;
}
