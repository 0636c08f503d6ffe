/** The matrix of a run: its answering hosts, and the ports that are open or out of the ordinary anywhere. */
import { isInRanges, readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { reasonOfCode, stateOfReason, type PortState } from '../../src-shared/scan/port-state.ts';
import { MAX_MATRIX_HOSTS, MAX_MATRIX_PORTS, type ScanMatrix } from '../../src-shared/scan/scan-matrix.ts';
import type { RunData, RunHost } from './run-data.ts';

/** A longer run of equal answers is a rule of the host, not an exception. */
const FEW = 64;
/** An open port anywhere goes before any number of other exceptions. */
const OPEN_WEIGHT = 100_000;
const LETTERS: Readonly<Record<PortState, string>> = { open: 'o', closed: 'c', filtered: 'f' };

export function buildMatrix(run: RunData): ScanMatrix {
  const answering = run
    .hosts()
    .filter(
      ({ head, columns }) => head.status === 'up' || columns.ports.length > 0 || columns.runs.length > 0,
    );
  const hosts = answering.slice(0, MAX_MATRIX_HOSTS);
  const weights = new Map<number, number>();
  for (const host of hosts) weigh(host, weights);
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
    moreHosts: answering.length - hosts.length,
  };
}

function weigh({ head, columns }: RunHost, weights: Map<number, number>): void {
  const { open, closed, filtered } = head.counts;
  const most = Math.max(open, closed, filtered);
  const usual: PortState = most === closed ? 'closed' : most === filtered ? 'filtered' : 'open';
  const add = (port: number, state: PortState): void => {
    if (state === 'open') weights.set(port, (weights.get(port) ?? 0) + OPEN_WEIGHT);
    else if (state !== usual) weights.set(port, (weights.get(port) ?? 0) + 1);
  };
  for (let i = 0; i < columns.ports.length; i++) {
    add(columns.ports[i] ?? 0, stateOfReason(reasonOfCode(columns.reasons[i] ?? 0)));
  }
  for (const { state, count, ports } of columns.runs) {
    if (state === usual || count > FEW) continue;
    for (const [first, last] of readPortRanges(ports)) {
      for (let port = first; port <= last; port++) add(port, state);
    }
  }
}

function cellsOf({ columns }: RunHost, ports: readonly number[]): string {
  const listed = new Map<number, string>();
  for (let i = 0; i < columns.ports.length; i++) {
    listed.set(columns.ports[i] ?? 0, LETTERS[stateOfReason(reasonOfCode(columns.reasons[i] ?? 0))]);
  }
  const runs = columns.runs.map(({ state, ports: text }) => ({
    letter: LETTERS[state],
    ranges: readPortRanges(text),
  }));
  const inRun = (port: number): string => runs.find(({ ranges }) => isInRanges(ranges, port))?.letter ?? '-';
  return ports.map((port) => listed.get(port) ?? inRun(port)).join('');
}
