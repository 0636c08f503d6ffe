/** Whose turn it is: tasks that may send now, round and round, and tasks that wait for a moment. */
import type { HostTask } from './host-task.ts';

export class TaskRing {
  #ready: HostTask[] = [];
  #head = 0;
  readonly #sleeping = new Set<HostTask>();

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** Tasks that stand in line. */
  get length(): number {
    return this.#ready.length - this.#head;
  }

  /** Lines the task up if it has anything to send and its host may be sent to. */
  offer(task: HostTask, nowMs: number): void {
    if (task.queued || !mayEverSend(task)) return;
    if (task.host.notBeforeMs > nowMs) {
      this.#sleeping.add(task);
      return;
    }
    task.queued = true;
    this.#ready.push(task);
  }

  /** The next task that may send at this moment. */
  take(nowMs: number): HostTask | undefined {
    while (this.#head < this.#ready.length) {
      const task = this.#ready[this.#head];
      this.#head += 1;
      if (this.#head > 1_024 && this.#head * 2 > this.#ready.length) {
        this.#ready = this.#ready.slice(this.#head);
        this.#head = 0;
      }
      if (!task) continue;
      task.queued = false;
      if (mayEverSend(task) && task.host.notBeforeMs <= nowMs) return task;
      this.offer(task, nowMs);
    }
    return undefined;
  }

  /** Lines up those whose moment has come. */
  wake(nowMs: number): void {
    for (const task of this.#sleeping) {
      if (task.host.notBeforeMs > nowMs) continue;
      this.#sleeping.delete(task);
      this.offer(task, nowMs);
    }
  }
}

/** Not for lack of time: a task at its host's cap is offered again when an attempt of the host ends. */
function mayEverSend(task: HostTask): boolean {
  const { host, share } = task;
  // A greeting takes its host's time, but tells nothing of how much the way bears.
  const most = Math.min(share.inFlightPerHost - host.reading, host.mostWaiting, host.pulse.window);
  return !task.ended && host.waiting < most && task.hasWork();
}
