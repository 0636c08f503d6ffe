/** The changes of a comparison as they are found: all are counted, and as many are kept as a message holds. */
import type { Reason } from './port-state.ts';
import { PORT_CHANGE_KINDS, type PortChange, type PortChangeKind } from './scan-diff.ts';

/** The schema's limit. */
const MAX_PORT_CHANGES = 200_000;

/** What matters least goes first where there are too many. */
const LEAST_LAST: readonly PortChangeKind[] = [
  'opened',
  'closed',
  'filtered',
  'service',
  'reason-only',
  'doubtful',
  'not-comparable',
];

export class ChangeList {
  /** Ports, not entries. */
  readonly counts = Object.fromEntries(PORT_CHANGE_KINDS.map((kind) => [kind, 0])) as Record<
    PortChangeKind,
    number
  >;
  /** Of the doubtful ports, those that may have fallen silent; the others may have been so before. */
  mayBeSilent = 0;
  readonly #kept: PortChange[] = [];
  /** By kind, once there are too many: no more than {@link MAX_PORT_CHANGES} of each. */
  #byKind: Record<PortChangeKind, PortChange[]> | null = null;

  add(change: PortChange): void {
    this.count(change.kind, change.count, change.after?.reason ?? null);
    if (this.isFull(change.kind)) return;
    if (this.#byKind) {
      this.#byKind[change.kind].push(change);
      return;
    }
    this.#kept.push(change);
    if (this.#kept.length > MAX_PORT_CHANGES) this.#part();
  }

  /** Counts ports without keeping an entry of them. */
  count(kind: PortChangeKind, ports: number, reasonAfter: Reason | null): void {
    this.counts[kind] += ports;
    if (kind === 'doubtful' && reasonAfter === 'no-response') this.mayBeSilent += ports;
  }

  /** Whether no more entries of a kind are kept: then they need not be made. */
  isFull(kind: PortChangeKind): boolean {
    return this.#byKind !== null && this.#byKind[kind].length >= MAX_PORT_CHANGES;
  }

  #part(): void {
    this.#byKind = Object.fromEntries(PORT_CHANGE_KINDS.map((kind) => [kind, []])) as unknown as Record<
      PortChangeKind,
      PortChange[]
    >;
    for (const change of this.#kept) this.#byKind[change.kind].push(change);
  }

  /** In the order in which they were added, unless some had to go. */
  toArray(): PortChange[] {
    const byKind = this.#byKind;
    if (!byKind) return this.#kept;
    return LEAST_LAST.flatMap((kind) => byKind[kind]).slice(0, MAX_PORT_CHANGES);
  }
}
