/** What an answer settles: the port's verdict, the host's times, and what it says of loss, limits and who is there. */
import { codeOfReason, isIcmp, type Reason } from '../../src-shared/scan/port-state.ts';
import type { GreetingDesk, HeldPort } from './greeting-desk.ts';
import { SETTLED, UNREACHABLE } from './host-task.ts';
import { KERNEL_RETRANSMIT_MS } from './host-timing.ts';
import type { Attempt, InFlight } from './in-flight.ts';
import type { LossEstimate } from './retry-policy.ts';
import type { RunnerReport } from './runner-report.ts';
import type { TaskEnding } from './task-ending.ts';
import type { WorkerHost } from './worker-host.ts';
import type { WorkerSetup } from './worker-messages.ts';

const SYN_ACK = codeOfReason('syn-ack');
/** Reasons that only the host itself, or a firewall in its name, gives; the others may be a router's. */
const OWN_REASONS: ReadonlySet<Reason> = new Set([
  'syn-ack',
  'reset',
  'conn-refused',
  'port-unreach',
  'proto-unreach',
]);

export interface AnswerDeskOptions {
  readonly setup: WorkerSetup;
  readonly loss: LossEstimate;
  readonly inFlight: InFlight;
  readonly report: RunnerReport;
  /** Null where greetings are not wanted. */
  readonly greetings: GreetingDesk | null;
  readonly ending: TaskEnding;
  /** The host has said something for the first time. */
  readonly onAnswered: (host: WorkerHost, nowMs: number) => void;
}

export class AnswerDesk {
  readonly #o: AnswerDeskOptions;

  constructor(o: AnswerDeskOptions) {
    this.#o = o;
  }

  settle({ task, offset, tries, rttMs }: Attempt, reason: Reason, nowMs: number): void {
    const { host, share, index } = task;
    const { inFlight, loss, report, ending } = this.#o;
    inFlight.abandonPort(task, offset);
    host.timing.sample(rttMs);
    // Later ones answer the kernel's own second SYN: neither a round-trip nor a loss can be read from them.
    const isMeasured = rttMs < KERNEL_RETRANSMIT_MS;
    const code = codeOfReason(reason);
    const isOwn = OWN_REASONS.has(reason);
    // ICMP errors that come late were limited, not lost.
    if (isIcmp(reason)) host.icmp.heard(tries, nowMs);
    else if (isMeasured) loss.record(tries);
    if (share.kind === 'ports' && (reason === 'reset' || reason === 'syn-ack'))
      host.pulse.answered({ task, offset }, reason === 'reset');
    if (isOwn && !host.answered) {
      report.heard({ share: share.id, host: index, reason: code, times: host.timing.times });
      this.#o.onAnswered(host, nowMs);
    }
    if (!isOwn) host.weakReason ??= code;
    if (share.kind === 'discover' && !isOwn) {
      task.become(offset, UNREACHABLE);
      return;
    }
    task.become(offset, SETTLED);
    const toldMs = isMeasured ? rttMs : Number.NaN;
    if (code === SYN_ACK && this.#isHeld({ task, offset, rttMs: toldMs })) {
      if (share.kind === 'discover') ending.stopAsking(task);
      return;
    }
    ending.pushVerdict(task, offset, code, toldMs, 1);
    if (share.kind === 'discover') ending.end(task);
  }

  /** Whether an open port is told only with its greeting. Discovery asks ports, too, that the scan does not ask. */
  #isHeld(port: HeldPort): boolean {
    const { greetings, setup } = this.#o;
    const { share } = port.task;
    const isAsked = share.kind === 'ports' || setup.ports.includes(port.task.portAt(port.offset));
    return isAsked && greetings !== null && greetings.hold(port);
  }
}
