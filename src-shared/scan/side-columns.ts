/** What the ports of a host said in a run, one byte each, with the rows of those that are listed. */
import { hasConfidence, isDoubtful } from './doubtful-silence.ts';
import { eachPortRange, MAX_PORT } from './port-ranges.ts';
import { isAnswer, stateOfReason, type HostReason, type HostStatus, type Reason } from './port-state.ts';
import { codeOfSaid, reasonOfSaid, SAID_DOUBTFUL, SAID_UNKNOWN, type Eyes } from './said-codes.ts';
import type { Verdict } from './scan-diff.ts';

/** Of a report's host, what a comparison looks at. */
export interface ComparedHost {
  readonly address: string;
  readonly names: readonly string[];
  readonly status: HostStatus;
  readonly reason: HostReason;
  readonly ports: readonly ComparedPort[];
  readonly extraports: readonly ComparedRun[];
}

export interface ComparedPort {
  readonly port: number;
  readonly reason: Reason;
  readonly service: string | null;
  readonly confidence: number | null;
}

export interface ComparedRun {
  readonly reason: Reason;
  readonly count: number;
  readonly ports: string;
  readonly confidence?: number | null | undefined;
}

/** A host of one run, how the run sees it, and whether it stopped answering while it was asked. */
export interface HostSide extends Eyes {
  readonly host: ComparedHost;
  readonly wentQuiet: boolean;
  /** Whose names of services it has (service-register.ts). */
  readonly register: string;
}

/** The code's bits in a byte of {@link SideColumns.bytes}. */
export const CODE_BITS = 0x1f;
/** The port is a row: it may have a service and a confidence of its own. */
export const ROW_BIT = 0x20;

/** Made once and loaded again for every host. */
export class SideColumns {
  /** By port: a code of said-codes.ts, with {@link ROW_BIT}. A whole number of words. */
  readonly bytes = new Uint8Array(MAX_PORT + 1);
  readonly words = new Uint32Array(this.bytes.buffer);
  readonly rows = new Map<number, ComparedPort>();
  readonly #runConfidence = new Map<number, number | null>();
  eyes: Eyes = { sharp: false, limited: false };
  register = '';
  /** The ports that may be set. */
  first = MAX_PORT + 1;
  last = -1;

  /** Throws SpecError on ranges that are none. */
  load({ host, sharp, limited, wentQuiet, register }: HostSide): void {
    if (this.last >= 0) this.bytes.fill(0, this.first, this.last + 1);
    this.rows.clear();
    this.#runConfidence.clear();
    this.eyes = { sharp, limited };
    this.register = register;
    this.first = MAX_PORT + 1;
    this.last = -1;
    const measured = hasConfidence(host);
    const codeOf = (reason: Reason, confidence: number | null): number => {
      if (isAnswer(reason)) return codeOfSaid(reason);
      if (host.status !== 'up') return SAID_UNKNOWN;
      return wentQuiet || isDoubtful(confidence, measured) ? SAID_DOUBTFUL : codeOfSaid(reason);
    };
    for (const { reason, ports, confidence = null } of host.extraports) {
      const code = codeOf(reason, confidence);
      eachPortRange(ports, (first, last) => this.#set(code, first, last));
      const known = this.#runConfidence.get(code);
      this.#runConfidence.set(code, known === undefined ? confidence : least(known, confidence));
    }
    for (const row of host.ports) {
      this.#set(codeOf(row.reason, row.confidence) | ROW_BIT, row.port, row.port);
      this.rows.set(row.port, row);
    }
  }

  #set(byte: number, first: number, last: number): void {
    this.bytes.fill(byte, first, last + 1);
    if (first < this.first) this.first = first;
    if (last > this.last) this.last = last;
  }

  /** Whether a port is silent, and not so that it could be relied on. */
  isDoubtful(port: number): boolean {
    return (this.bytes[port]! & CODE_BITS) === SAID_DOUBTFUL;
  }

  /** What is told of a port; null: it was not asked. */
  verdict(port: number): Verdict {
    const byte = this.bytes[port]!;
    const code = byte & CODE_BITS;
    const reason = reasonOfSaid(code);
    if (reason === null) return null;
    const row = byte & ROW_BIT ? this.rows.get(port) : undefined;
    return {
      state: stateOfReason(reason),
      reason,
      service: row?.service ?? null,
      confidence: row ? row.confidence : (this.#runConfidence.get(code) ?? null),
    };
  }
}

/** The less sure of two; null, of which nothing is known, before any number. */
export function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.min(a, b);
}
