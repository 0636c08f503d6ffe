/** A host of a timeline, judged as a whole and by its ports: once for all ports that were alike in every run. */
import { codeInCell, type HostHistory } from './host-history.ts';
import { parseIp, type IpValue } from './ip-address.ts';
import type { PortGroup, PortGrouper } from './port-groups.ts';
import { isKnown, SAID_LETTERS } from './said-codes.ts';
import type { TimelineChangeKind } from './run-timeline.ts';
import { walkPorts, type FoundChange, type PortStory } from './walk-history.ts';

export interface JudgedHost {
  readonly history: HostHistory;
  /** In any run. Where only errors of a router came for it, its ports may be told of nevertheless. */
  readonly wasThere: boolean;
  /** For the order of hosts; null: the address is no literal. */
  readonly ip: IpValue | null;
  readonly changes: readonly HostChangeFound[];
  /** Of its ports, those that were ever not in its usual state, and those of which a change is told. */
  readonly ports: readonly JudgedPorts[];
}

export interface HostChangeFound {
  readonly kind: 'host-appeared' | 'host-gone';
  readonly run: number;
  readonly since: number;
}

export interface JudgedPorts {
  readonly group: PortGroup;
  /** By cell of the host. */
  readonly codes: Uint8Array;
  /** Of its state or service, and of its reason only. */
  readonly changes: number;
  readonly reasonChanges: number;
  /** Ever not in its host's usual state. */
  readonly isUnusual: boolean;
  readonly story: PortStory;
}

/** Told of every change of ports, unusual or not, with how many ports it is. */
export type TellPorts = (kind: TimelineChangeKind, run: number, ports: number) => void;

/** Null: nothing of the host answered in any run, so nothing is to be told of it. */
export function judgeHost(history: HostHistory, grouper: PortGrouper, tell: TellPorts): JudgedHost | null {
  const { cells, stretches, layers, kinds } = history;
  const wasThere = cells.some(({ presence }) => presence === 'present');
  if (!wasThere && !cells.some(({ answered }) => answered)) return null;
  const runs = new Float64Array(cells.length);
  for (const { cell, from, to } of stretches) runs[cell]! += to - from + 1;
  const groups = grouper.group(layers, kinds).map((group) => ({
    group,
    codes: Uint8Array.from(cells, (cell) => codeInCell(cell, group.values)),
  }));
  const usual = usualLetter(groups, runs);
  const ports: JudgedPorts[] = [];
  for (const { group, codes } of groups) {
    if (!codes.some(isKnown)) continue;
    let changes = 0;
    let reasonChanges = 0;
    const count = ({ kind, run }: FoundChange): void => {
      if (kind === 'reason-only') reasonChanges++;
      else changes++;
      tell(kind, run, group.count);
    };
    const story = walkPorts(history, codes, group.values, count);
    const isUnusual = codes.some((code) => isKnown(code) && SAID_LETTERS[code] !== usual);
    if (isUnusual || reasonChanges > 0) {
      ports.push({ group, codes, changes, reasonChanges, isUnusual, story });
    }
  }
  return { history, wasThere, ip: parseIp(history.address), changes: walkHost(history), ports };
}

/** The one of closed and filtered that most ports had in most runs; open is never usual, as it is what people look for. */
function usualLetter(
  groups: readonly { readonly group: PortGroup; readonly codes: Uint8Array }[],
  runs: Float64Array,
): string {
  const weights: Record<string, number> = { c: 0, f: 0 };
  for (const { group, codes } of groups) {
    for (const [cell, code] of codes.entries()) {
      const letter = SAID_LETTERS[code]!;
      if (isKnown(code) && letter !== 'o') weights[letter]! += group.count * runs[cell]!;
    }
  }
  return weights['f']! > weights['c']! ? 'f' : 'c';
}

/** Told against the latest run before that asked for the host to the end. */
function walkHost({ cells, stretches }: HostHistory): HostChangeFound[] {
  const changes: HostChangeFound[] = [];
  let before: { presence: string; run: number } | null = null;
  for (const { cell, from, to } of stretches) {
    const { presence } = cells[cell]!;
    if (presence !== 'present' && presence !== 'absent') continue;
    if (before && before.presence !== presence) {
      const kind = presence === 'present' ? 'host-appeared' : 'host-gone';
      changes.push({ kind, run: from, since: before.run });
    }
    before = { presence, run: to };
  }
  return changes;
}
