/** One host against its rule. What was not asked is never called closed, and a doubtful silence never missing. */
import { couldNotBeAsked, isCutShort } from '../is-cut-short.ts';
import { readPortRanges } from '../port-ranges.ts';
import { stateOfReason } from '../port-state.ts';
import type { ComparedHost, SideColumns } from '../side-columns.ts';
import { describeMissingHost, describePorts, describeUnexpectedHost } from './describe-finding.ts';
import { FINDING_KINDS, type Finding, type FindingKind } from './expect-finding.ts';
import type { HostRule, Place } from './expectations.ts';
import { joinNeighbours, missingPorts, type PortDraft } from './port-drafts.ts';
import type { RuleSide } from './rule-side.ts';

export interface HostCase {
  readonly address: string;
  /** Undefined: the run's report does not have it. */
  readonly host: ComparedHost | undefined;
  /** As `RunScope.presence` tells it. */
  readonly presence: 'present' | 'absent' | 'unsettled' | 'not-asked';
  /** Null: no rule speaks of it, so nothing may be open there. */
  readonly rule: HostRule | null;
  readonly side: RuleSide;
  /** It stopped answering while it was asked: then no silence of it can be relied on. */
  readonly wentQuiet: boolean;
}

/** What the run asked of every host: how many ports, and a flag for each of the 65,536. */
export interface AskedPorts {
  readonly count: number;
  readonly flags: Uint8Array;
}

/** `columns` is lent: the host is loaded into it. Findings come by kind, and ascending within it. */
export function judgeHost(one: HostCase, asked: AskedPorts, columns: SideColumns): Finding[] {
  const { host, rule } = one;
  const open = host ? openPorts(host) : [];
  if (!host || (one.presence !== 'present' && open.length === 0)) return judgeAbsent(one, asked);
  if (rule?.answers === 'never') return [ofHost(one, 'unexpected-host', describeUnexpectedHost(open))];
  columns.load({ host, sharp: false, limited: false, wentQuiet: one.wentQuiet, register: '' });
  const drafts: PortDraft[] = open
    .filter((port) => !one.side.isAllowed(port))
    .map((port) => ({
      kind: 'unexpected-open',
      port,
      lastPort: port,
      count: 1,
      verdict: columns.verdict(port),
      wasAsked: true,
      place: rule?.place ?? null,
    }));
  const missing = [...missingPorts(one.side.must, columns, asked.flags)].sort((a, b) => a.port - b.port);
  const findings = joinNeighbours([...drafts, ...missing].sort(byKind)).map((draft) => ofPorts(one, draft));
  return isCutShort(host, asked.count)
    ? [...findings, ofHost(one, 'not-judged', lacking(host, asked))]
    : findings;
}

/** Ports of a host that are open, ascending; a stranger's report may sum even those up. */
export function openPorts(host: ComparedHost): number[] {
  const open = host.ports.filter(({ reason }) => stateOfReason(reason) === 'open').map(({ port }) => port);
  for (const { reason, ports } of host.extraports) {
    if (stateOfReason(reason) !== 'open') continue;
    for (const [first, last] of readPortRanges(ports)) {
      for (let port = first; port <= last; port++) open.push(port);
    }
  }
  return open.sort((a, b) => a - b);
}

/** Ports of a host with a verdict. */
export function countVerdicts(host: ComparedHost): number {
  return host.extraports.reduce((sum, { count }) => sum + count, host.ports.length);
}

/** A host that gave no sign: absent where the run asked it to the end, otherwise nothing is known of it. */
function judgeAbsent(one: HostCase, asked: AskedPorts): Finding[] {
  const { host, presence, side } = one;
  const demanded = side.demanded.has(one.address);
  if (presence === 'absent') {
    if (!demanded) return [];
    const must = side.must.flatMap(({ ports }) => [...ports]).sort((a, b) => a - b);
    return [ofHost(one, 'missing-host', describeMissingHost(must))];
  }
  if (host && couldNotBeAsked(host)) {
    return [ofHost(one, 'not-judged', 'It could not be asked in this run, so nothing is known of it.')];
  }
  if (host && isCutShort(host, asked.count)) return [ofHost(one, 'not-judged', lacking(host, asked))];
  if (!demanded) return [];
  const why =
    presence === 'not-asked' ? 'it is not among the targets of this run' : 'the run did not get to it';
  return [ofHost(one, 'not-judged', `It must answer, and ${why}.`)];
}

function lacking(host: ComparedHost, { count }: AskedPorts): string {
  const missing = count - countVerdicts(host);
  const left = `${missing.toLocaleString('en-US')} of its ${count.toLocaleString('en-US')} ports`;
  return `${left} ${missing === 1 ? 'has' : 'have'} no verdict: what is open there is not known.`;
}

function byKind(a: PortDraft, b: PortDraft): number {
  return FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind);
}

function ofHost(one: HostCase, kind: FindingKind, message: string): Finding {
  return { ...headOf(one, kind, one.rule?.place ?? null), message };
}

function ofPorts(one: HostCase, draft: PortDraft): Finding {
  const { kind, port, lastPort, count, verdict, place } = draft;
  return {
    ...headOf(one, kind, place),
    port,
    lastPort,
    count,
    state: verdict?.state ?? null,
    reason: verdict?.reason ?? null,
    service: verdict?.service ?? null,
    confidence: verdict?.confidence ?? null,
    message: describePorts(draft, one.rule, one.side.allowed),
  };
}

function headOf({ address, host, rule }: HostCase, kind: FindingKind, place: Place | null): Finding {
  return {
    kind,
    address,
    hostName: host?.names[0] ?? null,
    port: null,
    lastPort: null,
    count: 1,
    state: null,
    reason: null,
    service: null,
    confidence: null,
    rule: rule?.name ?? null,
    place,
    message: '',
  };
}
