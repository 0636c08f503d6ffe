/** Verdicts to tell a lesson with where the person's own runs have none: of an address kept for documentation (RFC 5737). */
import type { VerdictInput } from '../../../src-shared/scan/explain-verdict.ts';
import { stateOfReason, type PortState, type Reason } from '../../../src-shared/scan/port-state.ts';

const ADDRESS = '192.0.2.10';

/** What a scan would find behind each reason. */
export function exampleOf(reason: Reason): VerdictInput {
  const isSilent = reason === 'no-response';
  return {
    address: ADDRESS,
    hostName: 'web.example',
    port: stateOfReason(reason) === 'open' ? 443 : stateOfReason(reason) === 'closed' ? 23 : 8080,
    reason,
    service:
      stateOfReason(reason) === 'open' ? 'https' : stateOfReason(reason) === 'closed' ? 'telnet' : 'http-alt',
    rttMs: isSilent ? null : 0.31,
    attempts: isSilent ? 3 : 1,
    confidence: isSilent ? 0.9999 : 1,
    // What cannot be told apart has its page too, as told by who cannot.
    dialer: reason === 'conn-refused' ? 'portable' : 'epoll',
    hostStatus: 'up',
    srttMs: 0.3,
  };
}

export const EXAMPLE_REASONS: Readonly<Record<PortState, Reason>> = {
  open: 'syn-ack',
  closed: 'reset',
  filtered: 'no-response',
};
