/** Findings as sentences; the host stands beside them. */
import { formatPortRanges } from '../port-ranges.ts';
import type { HostRule } from './expectations.ts';
import type { PortDraft } from './port-drafts.ts';

/** More ports than this are not read, they are counted. */
const MAX_LISTED = 60;

/** "8080 (http-alt) is open and may not be: the rule lets 22, 443 be open." */
export function describePorts(draft: PortDraft, rule: HostRule | null, allowed: Uint16Array): string {
  const { kind, verdict, count } = draft;
  const [is, has] = count === 1 ? ['is', 'has'] : ['are', 'have'];
  switch (kind) {
    case 'unexpected-open':
      return `${nameOf(draft)} ${is} open and may not be: ${describeAllowed(rule, allowed)}.`;
    case 'missing-open':
      return `${nameOf(draft)} must be open and ${is} ${verdict?.state} (${verdict?.reason}).`;
    case 'doubtful':
      return `${nameOf(draft)} must be open and did not answer, which may be lost packets (${describeSureness(verdict?.confidence ?? null)}): scan again.`;
    case 'not-judged':
      return draft.wasAsked
        ? `${nameOf(draft)} must be open and ${has} no verdict: the run did not get to it.`
        : `${nameOf(draft)} must be open and ${count === 1 ? 'was' : 'were'} not asked in this run.`;
  }
}

function nameOf({ port, lastPort, verdict }: PortDraft): string {
  const service = verdict?.service ?? null;
  return `${port === lastPort ? port : `${port}-${lastPort}`}${service === null ? '' : ` (${service})`}`;
}

function describeAllowed(rule: HostRule | null, allowed: Uint16Array): string {
  if (rule === null) return 'no rule speaks of this host';
  if (allowed.length === 0) return 'the rule lets no port be open';
  return `the rule lets ${listPorts(allowed)} be open`;
}

/** Ranges where they are few, otherwise how many. Ascending, distinct. */
export function listPorts(ports: Uint16Array | readonly number[]): string {
  const ranges = formatPortRanges(ports).replaceAll(',', ', ');
  return ranges.length <= MAX_LISTED ? ranges : `${ports.length.toLocaleString('en-US')} ports`;
}

function describeSureness(confidence: number | null): string {
  return confidence === null ? 'how sure is not known' : `${Math.floor(confidence * 100)} % sure`;
}

export function describeMissingHost(must: readonly number[]): string {
  const why = must.length > 0 ? `: ${listPorts(must)} must be open there` : '';
  return `It must answer and did not${why}.`;
}

export function describeUnexpectedHost(open: readonly number[]): string {
  return `It answers and should not${open.length > 0 ? `; open: ${listPorts(open)}` : ''}.`;
}
