/** When a host that answered nothing may be there nevertheless: its answers may all have been lost. */
import { RELIABLE_CONFIDENCE } from './doubtful-silence.ts';
import { readPortRanges } from './port-ranges.ts';
import { isAnswer, stateOfReason, type HostReason, type HostStatus, type Reason } from './port-state.ts';

/** The ports that a scan asks to find out whether a host is there, each so often (host-discovery.ts, retry-policy.ts). */
const LOOKED_AT: readonly number[] = [22, 80, 443, 445, 3389, 8080];
const TRIES = 2;
/** More probes than the search for a host ever makes: no number would do. */
export const NO_NUMBER = LOOKED_AT.length * TRIES + 1;

/**
 * How many probes of a host that would answer them have to stay unanswered in a run that loses this share of them,
 * before it is as sure that the host is not there as a port's silence has to be. 0: whatever was asked will do, as where
 * the loss is not measured (null). At most {@link NO_NUMBER}.
 */
export function probesToBeSure(lossRate: number | null): number {
  if (lossRate === null || lossRate === 0) return 0;
  if (lossRate >= 1) return NO_NUMBER;
  const needed = Math.ceil(Math.log(1 - RELIABLE_CONFIDENCE) / Math.log(lossRate) - 1e-9);
  return needed <= TRIES ? 0 : Math.min(needed, NO_NUMBER);
}

interface Judged {
  readonly status: HostStatus;
  readonly reason: HostReason;
}

/**
 * Whether a host that is absent from a run may be there after all. `absent`: the host in that run, null where the report
 * has none; `needed`: as {@link probesToBeSure} tells of the run; `answers`: as {@link answersWhenLookedFor} tells of the
 * run that has it. A host that is absent by an answer (no route, a router that says so) is not in doubt.
 */
export function isAbsenceDoubtful(
  absent: Judged | null | undefined,
  needed: number,
  answers: number,
): boolean {
  const isSilent = !absent || absent.reason === 'no-response' || absent.reason === 'user-set';
  return isSilent && needed > answers * TRIES;
}

/**
 * How many of the ports at which hosts are looked for answer at this host, at least the one by which it was found. Of a
 * port that was not asked it is taken to answer where it refuses others: then it has no firewall that drops.
 */
export function answersWhenLookedFor(host: {
  readonly ports: readonly { readonly port: number; readonly reason: Reason }[];
  readonly extraports: readonly { readonly reason: Reason; readonly ports: string }[];
}): number {
  const answers = new Map<number, boolean>();
  let refuses = false;
  const tell = (reason: Reason, isAmong: (port: number) => boolean): void => {
    refuses ||= stateOfReason(reason) === 'closed';
    for (const port of LOOKED_AT) if (isAmong(port)) answers.set(port, isAnswer(reason));
  };
  for (const { reason, ports } of host.extraports) {
    const ranges = readPortRanges(ports);
    tell(reason, (port) => ranges.some(([first, last]) => first <= port && port <= last));
  }
  for (const row of host.ports) tell(row.reason, (port) => port === row.port);
  return Math.max(1, LOOKED_AT.filter((port) => answers.get(port) ?? refuses).length);
}
