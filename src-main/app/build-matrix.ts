/** The matrix of a run: its answering hosts, and the ports that are open or out of the ordinary anywhere, or asked for. */
import { isInRanges, readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import {
  codeOfReason,
  reasonOfCode,
  stateOfReason,
  type PortState,
} from '../../src-shared/scan/port-state.ts';
import { MAX_MATRIX_HOSTS, MAX_MATRIX_PORTS, type ScanMatrix } from '../../src-shared/scan/scan-matrix.ts';
import { rowQuerySchema, type RowFilterQuery } from '../../src-shared/scan/scan-row.ts';
import { createRowFilter, type RowFilter } from './row-filter.ts';
import { createRunCache } from './run-cache.ts';
import type { RunData, RunHost } from './run-data.ts';

/** A longer run of equal answers is a rule of the host, not an exception. */
const FEW = 64;
/** An open port anywhere goes before any number of other exceptions. */
const OPEN_WEIGHT = 100_000;
const LETTERS: Readonly<Record<PortState, string>> = { open: 'o', closed: 'c', filtered: 'f' };
const MAX_KEPT = 4;

export interface Matrices {
  matrix(run: RunData, filter: RowFilterQuery): ScanMatrix;
}

/** `services` holds the registered name of each port, or null. A matrix is kept until its run changes. */
export function createMatrices(services: readonly (string | null)[], monotonicMs: () => number): Matrices {
  const kept = createRunCache<ScanMatrix>(MAX_KEPT, monotonicMs);
  return {
    matrix: (run, filter) => kept(run, JSON.stringify(filter), () => buildMatrix(run, filter, services)),
  };
}

/**
 * Without a filter: what tells hosts apart. With one: the hosts where something matches, and the ports that match on any
 * of them; each of their cells tells what is there, also where it does not match.
 */
export function buildMatrix(
  run: RunData,
  query: RowFilterQuery,
  services: readonly (string | null)[],
): ScanMatrix {
  const filter = createRowFilter(rowQuerySchema.parse(query));
  const weigh = filter.isNarrow
    ? (host: RunHost, weights: Weights) => weighMatches(host, filter, services, weights)
    : weighExceptions;
  const weights: Weights = new Map();
  const hosts: RunHost[] = [];
  let moreHosts = 0;
  for (const host of run.hosts()) {
    if (!filter.admitsHost(host) || !hasAnswered(host)) continue;
    if (hosts.length === MAX_MATRIX_HOSTS) {
      if (!filter.isNarrow || weigh(host, new Map())) moreHosts++;
    } else if (weigh(host, weights) || !filter.isNarrow) {
      hosts.push(host);
    }
  }
  const ports = [...weights]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MAX_MATRIX_PORTS)
    .map(([port]) => port)
    .sort((a, b) => a - b);
  return {
    ports,
    hosts: hosts.map((host) => ({
      address: host.head.address,
      name: host.head.names[0] ?? null,
      cells: cellsOf(host, ports),
    })),
    morePorts: weights.size - ports.length,
    moreHosts,
  };
}

type Weights = Map<number, number>;

function hasAnswered({ head, columns }: RunHost): boolean {
  return head.status === 'up' || columns.ports.length > 0 || columns.runs.length > 0;
}

function add(weights: Weights, port: number, weight: number): void {
  weights.set(port, (weights.get(port) ?? 0) + weight);
}

function stateAt({ columns }: RunHost, index: number): PortState {
  return stateOfReason(reasonOfCode(columns.reasons[index] ?? 0));
}

/** Open ports, and those unlike most of the host's. Gives whether there was any. */
function weighExceptions(host: RunHost, weights: Weights): boolean {
  const { head, columns } = host;
  const { open, closed, filtered } = head.counts;
  const most = Math.max(open, closed, filtered);
  const usual: PortState = most === closed ? 'closed' : most === filtered ? 'filtered' : 'open';
  let any = false;
  const note = (port: number, state: PortState): void => {
    if (state !== 'open' && state === usual) return;
    any = true;
    add(weights, port, state === 'open' ? OPEN_WEIGHT : 1);
  };
  for (let i = 0; i < columns.ports.length; i++) note(columns.ports[i] ?? 0, stateAt(host, i));
  for (const { state, count, ports } of columns.runs) {
    if (state === usual || count > FEW) continue;
    for (const [first, last] of readPortRanges(ports)) {
      for (let port = first; port <= last; port++) note(port, state);
    }
  }
  return any;
}

/** What the filter admits, as the table would show it. Gives whether there was any. */
function weighMatches(
  host: RunHost,
  filter: RowFilter,
  services: readonly (string | null)[],
  weights: Weights,
): boolean {
  const { columns } = host;
  const wanted = filter.forHost(host);
  let any = false;
  for (let i = 0; i < columns.ports.length; i++) {
    const port = columns.ports[i] ?? 0;
    if (!wanted.admits(port, columns.reasons[i] ?? 0, columns.services[i] ?? null)) continue;
    any = true;
    add(weights, port, stateAt(host, i) === 'open' ? OPEN_WEIGHT : 1);
  }
  for (const { reason, state, ports } of columns.runs) {
    const code = codeOfReason(reason);
    if (!wanted.expandsRun(code)) continue;
    for (const [first, last] of readPortRanges(ports)) {
      for (let port = first; port <= last; port++) {
        if (!wanted.admitsHidden(port, code, services[port] ?? null)) continue;
        any = true;
        add(weights, port, state === 'open' ? OPEN_WEIGHT : 1);
      }
    }
  }
  return any;
}

function cellsOf(host: RunHost, ports: readonly number[]): string {
  const { columns } = host;
  const listed = new Map<number, string>();
  for (let i = 0; i < columns.ports.length; i++) {
    listed.set(columns.ports[i] ?? 0, LETTERS[stateAt(host, i)]);
  }
  const runs = columns.runs.map(({ state, ports: text }) => ({
    letter: LETTERS[state],
    ranges: readPortRanges(text),
  }));
  const inRun = (port: number): string => runs.find(({ ranges }) => isInRanges(ranges, port))?.letter ?? '-';
  return ports.map((port) => listed.get(port) ?? inRun(port)).join('');
}
