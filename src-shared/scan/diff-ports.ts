/** The ports of one host in two runs -> changes, neighbours merged. Works on columns: a row only where one is kept. */
import { classifyChange, type SeenReason } from './diff-reasons.ts';
import { codeOfReason, reasonOfCode, REASONS, stateOfReason } from './port-state.ts';
import { MAX_PORT, readPortRanges } from './port-ranges.ts';
import type { PortChange, PortChangeKind, Verdict } from './scan-diff.ts';
import type { HostReport, PortReport } from './scan-report.ts';

/** A host of one run, whether that run's dialer sees what came back, and whether the host limits its errors. */
export interface HostSide {
  readonly host: HostReport;
  readonly sharp: boolean;
  readonly limited: boolean;
}

/** The verdicts of a host, indexed by port number. Made once and loaded again for every host. */
export class SideColumns {
  /** Reason code plus one; 0: the port was not asked, or has no verdict. */
  readonly codes = new Uint8Array(MAX_PORT + 1);
  readonly rows = new Map<number, PortReport>();
  readonly #runConfidence = new Map<number, number | null>();
  sharp = false;
  limited = false;
  /** The ports that may be set. */
  first = MAX_PORT + 1;
  last = -1;

  load({ host, sharp, limited }: HostSide): void {
    if (this.last >= 0) this.codes.fill(0, this.first, this.last + 1);
    this.rows.clear();
    this.#runConfidence.clear();
    this.sharp = sharp;
    this.limited = limited;
    this.first = MAX_PORT + 1;
    this.last = -1;
    for (const run of host.extraports) {
      const code = codeOfReason(run.reason) + 1;
      for (const [first, last] of readPortRanges(run.ports)) this.#set(code, first, last);
      const known = this.#runConfidence.get(code);
      this.#runConfidence.set(
        code,
        known === undefined ? (run.confidence ?? null) : least(known, run.confidence ?? null),
      );
    }
    for (const row of host.ports) {
      this.#set(codeOfReason(row.reason) + 1, row.port, row.port);
      this.rows.set(row.port, row);
    }
  }

  #set(code: number, first: number, last: number): void {
    this.codes.fill(code, first, last + 1);
    this.first = Math.min(this.first, first);
    this.last = Math.max(this.last, last);
  }

  verdict(port: number): Verdict {
    const code = this.codes[port]!;
    if (code === 0) return null;
    const reason = reasonOfCode(code - 1);
    const row = this.rows.get(port);
    return {
      state: stateOfReason(reason),
      reason,
      service: row?.service ?? null,
      confidence: row ? row.confidence : (this.#runConfidence.get(code) ?? null),
    };
  }

  seen(code: number): SeenReason {
    return { reason: reasonOfCode(code - 1), sharp: this.sharp, limited: this.limited };
  }
}

/** Whether a host says the same in both runs, judged without looking at single ports. */
export function isSameAtOnce(before: HostReport, after: HostReport): boolean {
  if (before.extraports.length !== after.extraports.length || before.ports.length !== after.ports.length)
    return false;
  return (
    before.extraports.every(
      (run, i) => run.reason === after.extraports[i]!.reason && run.ports === after.extraports[i]!.ports,
    ) && before.ports.every((row, i) => isSameRow(row, after.ports[i]!))
  );
}

function isSameRow(before: PortReport, after: PortReport): boolean {
  return before.port === after.port && before.reason === after.reason && before.service === after.service;
}

/** All changes of a host, ascending by port. Ports that both runs asked may lie between the ends of a merged entry. */
export function diffPorts(
  before: SideColumns,
  after: SideColumns,
  address: string,
  hostName: string | null,
): PortChange[] {
  const changes: PortChange[] = [];
  const kinds = new KindTable(before, after);
  let open: PortChange | null = null;
  const last = Math.max(before.last, after.last);
  for (let port = Math.min(before.first, after.first); port <= last; port++) {
    const codeBefore = before.codes[port]!;
    const codeAfter = after.codes[port]!;
    if (codeBefore === 0 && codeAfter === 0) continue;
    const kind =
      kinds.of(codeBefore, codeAfter) ?? serviceChange(before.rows.get(port), after.rows.get(port));
    if (kind === null) {
      open = null;
      continue;
    }
    const change: PortChange = {
      kind,
      address,
      hostName,
      port,
      lastPort: port,
      count: 1,
      before: before.verdict(port),
      after: after.verdict(port),
    };
    if (open && extend(open, change)) continue;
    open = change;
    changes.push(change);
  }
  return changes;
}

/** The kind for every pair of codes, judged once a pair. */
class KindTable {
  readonly #kinds: (PortChangeKind | null | undefined)[] = [];
  readonly #before: SideColumns;
  readonly #after: SideColumns;

  constructor(before: SideColumns, after: SideColumns) {
    this.#before = before;
    this.#after = after;
  }

  of(before: number, after: number): PortChangeKind | null {
    if (before === 0 || after === 0) return 'not-comparable';
    const key = before * (REASONS.length + 1) + after;
    let kind = this.#kinds[key];
    if (kind === undefined) {
      kind = classifyChange(this.#before.seen(before), this.#after.seen(after));
      this.#kinds[key] = kind;
    }
    return kind;
  }
}

/** The same open port under another name; a name that is missing on one side says nothing. */
function serviceChange(before: PortReport | undefined, after: PortReport | undefined): 'service' | null {
  if (before?.state !== 'open' || after?.state !== 'open') return null;
  if (before.service === null || after.service === null) return null;
  return before.service === after.service ? null : 'service';
}

/** Lengthens an entry by the next port where both say the same; the least confidence stands for all. */
function extend(open: PortChange, next: PortChange): boolean {
  if (open.kind !== next.kind || !isAlike(open.before, next.before) || !isAlike(open.after, next.after))
    return false;
  open.lastPort = next.lastPort;
  open.count++;
  for (const side of ['before', 'after'] as const) {
    const verdict = open[side];
    if (verdict) verdict.confidence = least(verdict.confidence, next[side]?.confidence ?? null);
  }
  return true;
}

function isAlike(a: Verdict, b: Verdict): boolean {
  return a?.reason === b?.reason && a?.service === b?.service;
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.min(a, b);
}
