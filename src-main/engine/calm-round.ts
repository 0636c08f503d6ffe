/**
 * A last look at the silent ports of a host that did not answer all it was asked (host-pulse.ts). BSD answers the first
 * 200 refused ports of a second and none of the others (net.inet.icmp.icmplim), so a check that falls into the next
 * second proves nothing. After a second without any probe, the ports are asked once more, slower than such limits.
 */
import type { HostTask } from './host-task.ts';

/** The time over which the limits of known systems are counted. */
const CALM_MS = 1_000;
/** Between two tries: Solaris sends 40 resets a second (tcp_rst_sent_rate), others more. */
export const CALM_PACE_MS = 25;
/** Three seconds of asking. The likeliest ports come first; of so many silent ones more is not to be had in bearable time. */
const MOST_PORTS = 120;

/** Whether the task's silent ports have to wait for their last look, or are being asked. Begins it when it is due. */
export function needsCalmRound(task: HostTask, nowMs: number): boolean {
  const { host } = task;
  if (task.silent === 0 || task.calm !== 'before' || !host.pulse.wasShort || host.pulse.isGone) return false;
  if (isBusy(task)) return true;
  task.calm = 'now';
  host.notBeforeMs = Math.max(host.notBeforeMs, nowMs + CALM_MS);
  return task.reopenSilent(Number.POSITIVE_INFINITY, 0, 0, MOST_PORTS) > 0;
}

/** Other tasks' probes of the host would use its limit up. */
function isBusy({ host }: HostTask): boolean {
  for (const other of host.tasks) if (other.waiting > 0 || other.hasWork()) return true;
  return false;
}
