/** The words of a comparison that its readable forms share. */
import type {
  HostChange,
  PortChange,
  PortChangeKind,
  ScanDiff,
  Verdict,
} from '../../src-shared/scan/scan-diff.ts';
import { describeConfidence } from '../../src-shared/scan/verdict-numbers.ts';
import { escapeTerminal } from './escape-terminal.ts';

/** In the order of what a person wants to know first. */
const TITLES: Readonly<Record<PortChangeKind, string>> = {
  opened: 'Opened',
  closed: 'Closed',
  filtered: 'Became filtered',
  service: 'Other service',
  'reason-only': 'Other reason, no change of state proven',
  doubtful: 'In doubt: silence that may be lost packets',
  'not-comparable': 'Asked in one scan only',
};

export const HOST_WORDS: Readonly<Record<HostChange['kind'], string>> = {
  appeared: 'appeared',
  gone: 'gone',
  'may-be-new': 'may have been there before (lost packets not excluded)',
  'may-be-gone': 'may be gone (lost packets not excluded)',
  'not-scanned-before': 'not scanned before',
  'not-scanned-after': 'not scanned after',
};

export interface DiffSection {
  readonly title: string;
  readonly changes: readonly PortChange[];
  /** Ports of this kind that the comparison counts and does not list. */
  readonly unlisted: number;
}

/** The kinds of change that there are, each with its changes in the order of addresses and ports. */
export function* sectionsOf({ ports, counts }: ScanDiff): Generator<DiffSection> {
  const byKind = Map.groupBy(ports, ({ kind }) => kind);
  for (const kind of Object.keys(TITLES) as PortChangeKind[]) {
    const changes = byKind.get(kind) ?? [];
    const unlisted = counts[kind] - changes.reduce((sum, { count }) => sum + count, 0);
    if (changes.length > 0 || unlisted > 0) yield { title: TITLES[kind], changes, unlisted };
  }
}

/** Its name is cut where it is longer than `most`; its address never. */
export function hostOf(
  { address, hostName }: { address: string; hostName: string | null },
  most: number,
): string {
  const name = shorten(escapeTerminal(hostName ?? ''), most);
  return name === '' ? escapeTerminal(address) : `${name} (${escapeTerminal(address)})`;
}

/** "80/tcp", "20-25/tcp", "20-29/tcp (3 ports)" where only some between the ends were asked. */
export function portsOf({ port, lastPort, count }: PortChange): string {
  if (port === lastPort) return `${port}/tcp`;
  return `${port}-${lastPort}/tcp${count === lastPort - port + 1 ? '' : ` (${count} ports)`}`;
}

export function serviceOf({ before, after }: PortChange): string {
  const names = [before?.service ?? null, after?.service ?? null].filter((name) => name !== null);
  return escapeTerminal([...new Set(names)].join(' -> '));
}

/** "open (syn-ack)"; what was not asked proves nothing. In doubt it says how sure the silence is. */
export function verdictOf(verdict: Verdict, kind: PortChangeKind): string {
  if (verdict === null) return 'not scanned';
  const { state, reason, confidence } = verdict;
  const isInDoubt = kind === 'doubtful' && reason === 'no-response' && confidence !== null;
  return `${state} (${reason}${isInDoubt ? `, ${describeConfidence(confidence)}` : ''})`;
}

/** "22, 80, 443 and 12 more"; "" for none. */
export function openPortsOf({ openPorts }: HostChange, most: number): string {
  const shown = openPorts.slice(0, most).join(', ');
  return openPorts.length > most ? `${shown} and ${openPorts.length - most} more` : shown;
}

/** "2026-01-31 23:59:59 UTC" */
export function readableTime(iso: string): string {
  return escapeTerminal(iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*$/, '$1 $2 UTC'));
}

/** Cut to a length, with a sign that it is. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, Math.max(0, length - 1))}…` : text;
}

export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}
