/** The lines of the table "Changes": what changed, by kind, the loud kinds first. */
import type { HostChange, PortChange, PortChangeKind, ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { formatCount, formatPlural } from '../../components/format.ts';

export type ChangeLine =
  | { readonly line: 'kind'; readonly title: string; readonly count: string }
  | { readonly line: 'port'; readonly key: string; readonly change: PortChange }
  | { readonly line: 'host'; readonly key: string; readonly change: HostChange };

const PORT_TITLES: Readonly<Record<PortChangeKind, string>> = {
  opened: 'Opened',
  closed: 'Closed',
  filtered: 'Now filtered',
  'reason-only': 'Reason only',
  service: 'Service',
  doubtful: 'In doubt: silence that may be lost packets',
  'not-comparable': 'Not comparable',
};

/** Every change of a comparison under the heading of its kind; kinds without changes have no heading. */
export function changeLines(diff: ScanDiff): ChangeLine[] {
  const ports = Map.groupBy(diff.ports, (change) => change.kind);
  const hosts = Map.groupBy(diff.hosts, (change) => change.kind);
  const lines: ChangeLine[] = [];
  for (const kind of ['opened', 'closed', 'filtered', 'reason-only', 'service', 'doubtful'] as const) {
    const list = ports.get(kind);
    add(lines, titleOf(kind, list), formatCount(diff.counts[kind]), list, undefined);
  }
  for (const [kind, title] of [
    ['appeared', 'Hosts appeared'],
    ['gone', 'Hosts gone'],
    ['may-be-gone', 'Hosts in doubt: may be gone, or lost packets'],
    ['may-be-new', 'Hosts in doubt: may have been there before'],
  ] as const) {
    const list = hosts.get(kind);
    add(lines, title, formatCount(list?.length ?? 0), undefined, list);
  }
  const unasked = [...(hosts.get('not-scanned-before') ?? []), ...(hosts.get('not-scanned-after') ?? [])];
  const count = [
    diff.counts['not-comparable'] > 0 ? formatPlural(diff.counts['not-comparable'], 'port') : null,
    unasked.length > 0 ? formatPlural(unasked.length, 'host') : null,
  ].filter((part) => part !== null);
  add(lines, PORT_TITLES['not-comparable'], count.join(', '), ports.get('not-comparable'), unasked);
  return lines;
}

/** A port that is now filtered went silent, unless something answers for it. */
function titleOf(kind: PortChangeKind, changes: readonly PortChange[] = []): string {
  const silent = kind === 'filtered' && changes.every(({ after }) => after?.reason === 'no-response');
  return silent ? 'Went silent' : PORT_TITLES[kind];
}

function add(
  lines: ChangeLine[],
  title: string,
  count: string,
  ports: readonly PortChange[] = [],
  hosts: readonly HostChange[] = [],
): void {
  if (ports.length + hosts.length === 0) return;
  lines.push({ line: 'kind', title, count });
  for (const change of hosts) lines.push({ line: 'host', key: `${change.kind} ${change.address}`, change });
  for (const change of ports) {
    lines.push({ line: 'port', key: `${change.kind} ${change.address} ${change.port}`, change });
  }
}
