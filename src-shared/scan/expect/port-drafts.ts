/** The ports of a host that are worth a word, neighbours that say the same put together. */
import type { Verdict } from '../scan-diff.ts';
import { least, type SideColumns } from '../side-columns.ts';
import type { FindingKind } from './expect-finding.ts';
import type { Place, PortEntry } from './expectations.ts';

export interface PortDraft {
  readonly kind: Extract<FindingKind, 'unexpected-open' | 'missing-open' | 'doubtful' | 'not-judged'>;
  readonly port: number;
  lastPort: number;
  count: number;
  /** Null: none; `wasAsked` tells whether the run meant to have one. The least confidence stands for all. */
  readonly verdict: Verdict;
  readonly wasAsked: boolean;
  readonly place: Place | null;
}

/** What must be open and was not seen so. `columns` holds the host. */
export function* missingPorts(
  must: readonly PortEntry[],
  columns: SideColumns,
  asked: Uint8Array,
): Generator<PortDraft> {
  for (const { ports, place } of must) {
    for (const port of ports) {
      const verdict = columns.verdict(port);
      if (verdict?.state === 'open') continue;
      const kind = verdict === null ? 'not-judged' : columns.isDoubtful(port) ? 'doubtful' : 'missing-open';
      yield { kind, port, lastPort: port, count: 1, verdict, wasAsked: asked[port] === 1, place };
    }
  }
}

/** Joins neighbours that differ in nothing but their number; each entry of the file stays apart. */
export function joinNeighbours(drafts: Iterable<PortDraft>): PortDraft[] {
  const joined: PortDraft[] = [];
  for (const draft of drafts) {
    const before = joined.at(-1);
    if (before === undefined || !isNeighbour(before, draft)) {
      joined.push({ ...draft, verdict: draft.verdict && { ...draft.verdict } });
      continue;
    }
    before.lastPort = draft.lastPort;
    before.count += draft.count;
    if (before.verdict && draft.verdict) {
      before.verdict.confidence = least(before.verdict.confidence, draft.verdict.confidence);
    }
  }
  return joined;
}

function isNeighbour(before: PortDraft, draft: PortDraft): boolean {
  return (
    before.lastPort + 1 === draft.port &&
    before.kind === draft.kind &&
    before.place === draft.place &&
    before.wasAsked === draft.wasAsked &&
    before.verdict?.reason === draft.verdict?.reason &&
    before.verdict?.service === draft.verdict?.service
  );
}
