/** How first tries of a thread went, and what that says of the work that is left. */
import type { WorkerHost } from './worker-host.ts';

export class FirstTries {
  #ended = 0;
  #silent = 0;

  answered(): void {
    this.#ended += 1;
  }

  wasSilent(): void {
    this.#ended += 1;
    this.#silent += 1;
  }

  /** The share of them that ended in silence; 0 while there were none. */
  get silentShare(): number {
    return this.#ended === 0 ? 0 : this.#silent / this.#ended;
  }

  /**
   * Silent ports held back, and connection attempts still expected, if things go on as they went. `portsLeft`: of hosts
   * not begun; `triesFor`: how often a silent port of a host is asked in all.
   */
  outlook(
    hosts: Iterable<WorkerHost>,
    portsLeft: number,
    triesFor: (host: WorkerHost) => number,
  ): { held: number; dialsLeft: number } {
    const { silentShare } = this;
    let held = 0;
    let dialsLeft = portsLeft * (1 + silentShare);
    for (const host of hosts) {
      const dialsPerPort = 1 + silentShare * (triesFor(host) - 1);
      for (const task of host.tasks) {
        held += task.silent;
        dialsLeft += task.freshLeft * dialsPerPort + task.againLeft;
      }
    }
    return { held, dialsLeft };
  }
}
