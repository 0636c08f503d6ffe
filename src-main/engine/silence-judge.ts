/**
 * Whether the silence of a host's ports may be believed: while the host still answers where it did (host-pulse.ts),
 * after a last look in calm where it once did not (calm-round.ts), and after the slow asking that limited ICMP errors
 * need (icmp-patience.ts).
 */
import { needsCalmRound } from './calm-round.ts';
import type { PortRef } from './host-pulse.ts';
import type { HostTask } from './host-task.ts';
import type { WorkerHost } from './worker-host.ts';

export interface SilenceJudgeOptions {
  /** Asks a port that has its verdict once more. */
  readonly askCanary: (task: HostTask, offset: number) => void;
  /** A host that had answered does so no more. */
  readonly onQuiet: (nowMs: number) => void;
  /** Asks silent ports again that have not been asked often or long enough. Returns how many. */
  readonly reopen: (task: HostTask) => number;
  /** The host's tasks may send again, or have ended. */
  readonly onMoved: (host: WorkerHost, nowMs: number) => void;
}

export class SilenceJudge {
  readonly #o: SilenceJudgeOptions;
  /** Hosts of which something is waited for that no answer or silence brings about. */
  readonly #attended = new Set<WorkerHost>();

  constructor(o: SilenceJudgeOptions) {
    this.#o = o;
  }

  /** A try on that port ended without an answer. */
  heard(task: HostTask, offset: number, nowMs: number): void {
    if (task.share.kind === 'ports') task.host.pulse.silent({ task, offset });
    this.#checkPulse(task.host, nowMs, false);
  }

  /** A port that had answered was asked again, as a check or a sample, and did so or not. */
  canaryEnded(host: WorkerHost, canary: 'check' | 'sample', isAnswered: boolean, nowMs: number): void {
    if (isAnswered) host.progressed();
    if (canary === 'sample') {
      this.#doubt(host, host.pulse.sampled(isAnswered, nowMs, host.waiting), nowMs);
    } else if (isAnswered) {
      host.pulse.proven(nowMs);
    } else {
      const missed = host.pulse.missed(nowMs, host.waiting);
      if ('again' in missed) {
        this.#o.askCanary(missed.again.task, missed.again.offset);
        return;
      }
      this.#doubt(host, missed.doubtful, nowMs);
    }
    this.#o.onMoved(host, nowMs);
  }

  /** The host does not answer where it did: what was silent meanwhile is asked again. */
  #doubt(host: WorkerHost, ports: readonly PortRef<HostTask>[], nowMs: number): void {
    for (const { task, offset } of ports) task.doubt(offset);
    if (ports.length > 0) this.#o.onQuiet(nowMs);
    if (host.pulse.isAsking) this.#attended.add(host);
  }

  /** What falls due by time alone. */
  beat(nowMs: number): void {
    for (const host of this.#attended) {
      if (host.icmp.isSlow && host.icmp.endsAt(nowMs, silentPortsOf(host))) {
        for (const task of host.tasks) task.dropAgain();
        this.#o.onMoved(host, nowMs);
      }
      this.#checkPulse(host, nowMs, false);
      const isWaiting = host.icmp.isSlow || host.pulse.isAsking;
      if (host.tasks.size === 0 || !isWaiting) this.#attended.delete(host);
    }
  }

  #checkPulse(host: WorkerHost, nowMs: number, atEnd: boolean): void {
    const canary = host.pulse.next(nowMs, atEnd);
    if (canary) this.#o.askCanary(canary.task, canary.offset);
  }

  /** Whether silent ports of a host that answers are not to be believed yet. */
  areDoubtful(task: HostTask, nowMs: number): boolean {
    const { host } = task;
    const { pulse, icmp } = host;
    if (pulse.isAsking) return true;
    if (icmp.isSlow) return task.reopenAllSilent() > 0;
    // More loss than was thought.
    if (this.#o.reopen(task) > 0) return true;
    this.#checkPulse(host, nowMs, true);
    if (pulse.isAsking) return true;
    if (needsCalmRound(task, nowMs)) return true;
    if (task.silent === 0 || !icmp.isWanted) return false;
    icmp.begin(nowMs);
    this.#attended.add(host);
    return task.reopenAllSilent() > 0;
  }
}

function silentPortsOf(host: WorkerHost): number {
  let silent = 0;
  for (const task of host.tasks) silent += task.silent + task.againLeft;
  return silent;
}
