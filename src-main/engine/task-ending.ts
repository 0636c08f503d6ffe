/** How the host tasks of one thread end, and what is told of them: verdicts, and what else the thread knows of the host. */
import { codeOfReason } from '../../src-shared/scan/port-state.ts';
import type { GreetingDesk, HeldPort } from './greeting-desk.ts';
import { SETTLED, UNREACHABLE, type HostTask } from './host-task.ts';
import type { InFlight } from './in-flight.ts';
import { confidenceOfSilence, type LossEstimate } from './retry-policy.ts';
import type { RunnerReport } from './runner-report.ts';
import type { WorkerHost } from './worker-host.ts';

const NO_RESPONSE = codeOfReason('no-response');
const HOST_UNREACH = codeOfReason('host-unreach');
const SYN_ACK = codeOfReason('syn-ack');

export interface TaskEndingOptions {
  readonly loss: LossEstimate;
  readonly inFlight: InFlight;
  readonly report: RunnerReport;
  readonly greetings: GreetingDesk | null;
  /** The last task of the host here has ended. */
  readonly onHostEnded: (host: WorkerHost) => void;
}

export class TaskEnding {
  readonly #o: TaskEndingOptions;
  /** Host tasks of each open share that have not ended. */
  readonly #tasksLeft = new Map<number, number>();

  constructor(o: TaskEndingOptions) {
    this.#o = o;
  }

  get openShares(): number {
    return this.#tasksLeft.size;
  }

  open(share: number, tasks: number): void {
    this.#tasksLeft.set(share, tasks);
  }

  /** With what is known: provisional verdicts of an answering host are final, others go to the main thread. */
  end(task: HostTask): void {
    if (task.ended) return;
    task.ended = true;
    const { host, share, index } = task;
    this.stopAsking(task);
    for (const port of this.#o.greetings?.release(task) ?? []) this.pushOpen(port, null);
    const isPorts = share.kind === 'ports';
    if (isPorts && host.answered) this.settleProvisional(task);
    const isLimited = isPorts && host.answered && host.icmp.isLimited && task.hasSilence;
    host.pulse.forget(task);
    host.tasks.delete(task);
    if (host.tasks.size === 0) this.#o.onHostEnded(host);
    this.#o.report.ended({
      share: share.id,
      host: index,
      times: host.timing.times,
      weakReason: host.weakReason,
      unreachable: host.unreachable,
      noRoute: host.noRoute,
      timedOut: host.timedOut,
      gaveUp: host.gaveUp,
      icmpLimited: isLimited,
      wentQuiet: host.pulse.isGone,
      greetingsSkipped: host.greetingsSkipped,
      held: isPorts && !host.answered ? task.held() : null,
    });
    host.greetingsSkipped = 0;
    const left = (this.#tasksLeft.get(share.id) ?? 1) - 1;
    if (left > 0) {
      this.#tasksLeft.set(share.id, left);
    } else {
      this.#tasksLeft.delete(share.id);
      this.#o.report.endedShare(share.id);
    }
  }

  /** What is held back of an answering host is told as it stands. */
  settleProvisional(task: HostTask): void {
    const lossRate = this.#o.loss.expected;
    for (const offset of Array.from(task.provisional())) {
      const isUnreachable = task.state[offset] === UNREACHABLE;
      const confidence = isUnreachable
        ? 1
        : task.host.pulse.isGone
          ? Number.NaN
          : confidenceOfSilence(lossRate, task.attempts[offset] ?? 0);
      if (!isUnreachable) task.hasSilence = true;
      task.become(offset, SETTLED);
      this.pushVerdict(task, offset, isUnreachable ? HOST_UNREACH : NO_RESPONSE, Number.NaN, confidence);
    }
  }

  /** An open port, with what it says or null. */
  pushOpen({ task, offset, rttMs }: HeldPort, banner: string | null): void {
    this.pushVerdict(task, offset, SYN_ACK, rttMs, 1);
    if (banner !== null) this.#o.report.banner(banner);
  }

  pushVerdict(task: HostTask, offset: number, reason: number, rttMs: number, confidence: number): void {
    const { share, index, attempts } = task;
    const port = task.portAt(offset);
    this.#o.report.verdict({
      share: share.id,
      host: index,
      port,
      reason,
      attempts: attempts[offset] ?? 0,
      rttMs,
      confidence,
    });
  }

  /** Nothing more is asked for the task, and nothing under way is waited for. */
  stopAsking(task: HostTask): void {
    task.dropWork();
    this.#o.inFlight.abandonTask(task);
  }
}
