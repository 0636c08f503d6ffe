/** How long the page's main thread was kept from answering, task by task, from Chromium's own trace. */
import type { Browser, Page } from '@playwright/test';

export interface TaskTime {
  /** Processor time: what the page itself is to blame for, however busy the machine is with others. */
  readonly cpuMs: number;
  /** Time on the clock, waiting for the processor included. */
  readonly wallMs: number;
  /** What most of it was, in the trace's words. */
  readonly doing: string;
}

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly url?: string; readonly functionName?: string };
  };
}

/** Runs `act` under Chromium's trace and returns the page's tasks of at least 10 ms processor time, longest first. */
export async function traceTasks(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<TaskTime[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] };
  return longTasks(trace.traceEvents);
}

const THREAD_TASK = 'ThreadControllerImpl::RunTask';
const NOTABLE_US = 10_000;

function longTasks(events: readonly TraceEvent[]): TaskTime[] {
  const mainThreads = new Set(
    events
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const onMain = events.filter((event) => event.ph === 'X' && mainThreads.has(`${event.pid} ${event.tid}`));
  const tasks = onMain.filter((event) => event.name === THREAD_TASK && (event.tdur ?? 0) >= NOTABLE_US);
  return tasks
    .map((task) => ({
      cpuMs: (task.tdur ?? 0) / 1_000,
      wallMs: (task.dur ?? 0) / 1_000,
      doing: longestPart(task, onMain),
    }))
    .sort((a, b) => b.cpuMs - a.cpuMs);
}

function longestPart(task: TraceEvent, events: readonly TraceEvent[]): string {
  const end = task.ts + (task.dur ?? 0);
  const [longest] = events
    .filter(
      (event) => event.pid === task.pid && event.ts > task.ts && event.ts < end && event.name !== THREAD_TASK,
    )
    .filter((event) => event.cat.includes('devtools'))
    .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0));
  return longest ? `${longest.name} ${longest.args?.data?.functionName ?? ''}`.trim() : 'unknown';
}
