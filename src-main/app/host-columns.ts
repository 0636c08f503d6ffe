/** A host's ports in memory: columns for those listed, runs for the rest; no object a port until someone looks. */
import { codeOfReason, reasonOfCode, stateOfReason } from '../../src-shared/scan/port-state.ts';
import type { ExtraPorts, PortReport } from '../../src-shared/scan/scan-report.ts';
import { shorten } from '../../src-shared/scan/verdict-columns.ts';

export interface HostColumns {
  /** Ascending. */
  readonly ports: Uint16Array;
  /** Wire codes of port-state.ts. */
  readonly reasons: Uint8Array;
  readonly attempts: Uint16Array;
  /** NaN: not measured. */
  readonly rttMs: Float32Array;
  /** NaN: nothing can be known. */
  readonly confidence: Float32Array;
  readonly services: readonly (string | null)[];
  /** By port; few have one. */
  readonly banners: ReadonlyMap<number, string>;
  readonly runs: readonly ExtraPorts[];
}

const NO_BANNERS: ReadonlyMap<number, string> = new Map();

/** Most hosts of a large network are not there, or have nothing to list: they share the empty columns. */
const NO_COLUMNS = makeColumns([], []);

export function columnsOf(ports: readonly PortReport[], runs: readonly ExtraPorts[]): HostColumns {
  if (ports.length > 0) return makeColumns(ports, runs);
  return runs.length === 0 ? NO_COLUMNS : { ...NO_COLUMNS, runs };
}

function makeColumns(ports: readonly PortReport[], runs: readonly ExtraPorts[]): HostColumns {
  const { length } = ports;
  const banners = new Map<number, string>();
  const columns = {
    ports: new Uint16Array(length),
    reasons: new Uint8Array(length),
    attempts: new Uint16Array(length),
    rttMs: new Float32Array(length),
    confidence: new Float32Array(length),
  };
  for (const [index, port] of ports.entries()) {
    columns.ports[index] = port.port;
    columns.reasons[index] = codeOfReason(port.reason);
    columns.attempts[index] = Math.min(port.attempts, 0xffff);
    columns.rttMs[index] = port.rttMs ?? Number.NaN;
    columns.confidence[index] = port.confidence ?? Number.NaN;
    if (port.banner !== undefined) banners.set(port.port, port.banner);
  }
  return {
    ...columns,
    services: ports.map(({ service }) => service),
    banners: banners.size > 0 ? banners : NO_BANNERS,
    runs,
  };
}

/** The listed port at an index. */
export function portAt(columns: HostColumns, index: number): PortReport {
  const port = columns.ports[index];
  if (port === undefined) throw new RangeError(`There is no listed port ${index}`);
  const reason = reasonOfCode(columns.reasons[index] ?? 0);
  const row: PortReport = {
    port,
    protocol: 'tcp',
    state: stateOfReason(reason),
    reason,
    service: columns.services[index] ?? null,
    rttMs: shorten(columns.rttMs[index] ?? Number.NaN),
    attempts: columns.attempts[index] ?? 0,
    confidence: shorten(columns.confidence[index] ?? Number.NaN),
  };
  const banner = columns.banners.get(port);
  return banner === undefined ? row : { ...row, banner };
}

export function listedPorts(columns: HostColumns): PortReport[] {
  return Array.from(columns.ports, (_, index) => portAt(columns, index));
}
