/**
 * The ports of one host in two runs -> changes, neighbours merged. Whole words of equal bytes are skipped, so two runs
 * cost what differs between them, not what they asked.
 */
import type { ChangeList } from './change-list.ts';
import { codeOfSaid, isOtherService, kindTable, reasonOfSaid, SAID_UNKNOWN } from './said-codes.ts';
import type { PortChange, PortChangeKind, Verdict } from './scan-diff.ts';
import { CODE_BITS, least, ROW_BIT, type ComparedHost, type SideColumns } from './side-columns.ts';

const OPEN = codeOfSaid('syn-ack');
/** In the bytes after: an open port under another name. Differs from every byte before, so no word with it is skipped. */
const SERVICE_BIT = 0x40;

/** Whether a host says the same in both runs, judged without looking at single ports. */
export function isSameAtOnce(before: ComparedHost, after: ComparedHost): boolean {
  if (before.extraports.length !== after.extraports.length || before.ports.length !== after.ports.length)
    return false;
  return (
    before.extraports.every(
      (run, i) => run.reason === after.extraports[i]!.reason && run.ports === after.extraports[i]!.ports,
    ) &&
    before.ports.every((row, i) => {
      const other = after.ports[i]!;
      return row.port === other.port && row.reason === other.reason && row.service === other.service;
    })
  );
}

/**
 * Adds all changes of a host, ascending by port; ports that neither run asked may lie between the ends of a merged entry.
 * Returns whether any port can be compared: both runs asked it.
 */
export function diffPorts(
  before: SideColumns,
  after: SideColumns,
  host: Pick<PortChange, 'address' | 'hostName'>,
  changes: ChangeList,
): boolean {
  markServices(before, after);
  const kinds = kindTable(before.eyes, after.eyes);
  const merger = new Merger(before, after, host, changes);
  let compared = false;
  const lastWord = Math.max(before.last, after.last) >> 2;
  for (let word = Math.min(before.first, after.first) >> 2; word <= lastWord; word++) {
    if (before.words[word] === after.words[word]) {
      if (before.words[word] === 0) continue;
      compared = true;
      merger.end();
      continue;
    }
    for (let port = 4 * word; port < 4 * word + 4; port++) {
      const was = before.bytes[port]!;
      const is = after.bytes[port]!;
      if (was === 0 && is === 0) continue;
      const kind = is & SERVICE_BIT ? 'service' : kinds.of(was & CODE_BITS, is & CODE_BITS);
      compared ||= kind !== 'not-comparable' && isUnknown(was) === isUnknown(is);
      if (kind === null) merger.end();
      else merger.add(kind, port, was, is);
    }
  }
  merger.end();
  return compared;
}

/** Asked, but of a host that answered nothing: against a verdict that compares nothing. */
function isUnknown(byte: number): boolean {
  return (byte & CODE_BITS) === SAID_UNKNOWN;
}

function markServices(before: SideColumns, after: SideColumns): void {
  if (before.register !== after.register) return;
  for (const [port, row] of after.rows) {
    if (row.service === null || (after.bytes[port]! & CODE_BITS) !== OPEN) continue;
    const other = before.rows.get(port);
    if (!other || (before.bytes[port]! & CODE_BITS) !== OPEN) continue;
    if (isOtherService(other.service, row.service)) after.bytes[port]! |= SERVICE_BIT;
  }
}

/** Makes one entry of neighbours that changed alike; the least confidence stands for all. */
class Merger {
  readonly #before: SideColumns;
  readonly #after: SideColumns;
  readonly #host: Pick<PortChange, 'address' | 'hostName'>;
  readonly #changes: ChangeList;
  #open: PortChange | null = null;
  /** The bytes of the open entry's ports; -1 where rows are among them, which may differ by more. */
  #was = -1;
  #is = -1;

  constructor(
    before: SideColumns,
    after: SideColumns,
    host: Pick<PortChange, 'address' | 'hostName'>,
    changes: ChangeList,
  ) {
    this.#before = before;
    this.#after = after;
    this.#host = host;
    this.#changes = changes;
  }

  add(kind: PortChangeKind, port: number, was: number, is: number): void {
    const open = this.#open;
    if (open && was === this.#was && is === this.#is) {
      open.lastPort = port;
      open.count++;
      return;
    }
    if (this.#changes.isFull(kind)) {
      this.end();
      this.#changes.count(kind, 1, reasonOfSaid(is & CODE_BITS));
      return;
    }
    const before = this.#before.verdict(port);
    const after = this.#after.verdict(port);
    const isPlain = ((was | is) & ROW_BIT) === 0;
    if (open?.kind === kind && isAlike(open.before, before) && isAlike(open.after, after)) {
      open.lastPort = port;
      open.count++;
      lower(open.before, before);
      lower(open.after, after);
      if (!isPlain) this.#was = -1;
      return;
    }
    this.end();
    this.#open = { kind, ...this.#host, port, lastPort: port, count: 1, before, after };
    this.#was = isPlain ? was : -1;
    this.#is = is;
  }

  /** The next change is an entry of its own. */
  end(): void {
    if (this.#open) this.#changes.add(this.#open);
    this.#open = null;
    this.#was = -1;
  }
}

function isAlike(a: Verdict, b: Verdict): boolean {
  return a?.reason === b?.reason && a?.service === b?.service;
}

function lower(verdict: Verdict, by: Verdict): void {
  if (verdict) verdict.confidence = least(verdict.confidence, by?.confidence ?? null);
}
