/** The real threads: one is started early to try the epoll dialer, and is the first to scan if it may. */
import { Worker } from 'node:worker_threads';
import { createFfiGate, shutFfiGate, type FfiGate } from './ffi-gate.ts';
import type { WorkerLink } from './worker-pool.ts';
import type { DialerCheck, ForThread, WorkerSetup } from './worker-messages.ts';
import { workerUrl } from './worker-url.ts';

/** A machine so busy that a thread needs longer than this is scanned from by the portable dialer. */
const PATIENCE_MS = 10_000;

const YOUNG_GENERATION_MB = 8;

/** A thread that has passed its check and waits for work; it does not keep the process alive. */
let spare: Worker | undefined;

/** Threads that are alive. */
const gates = new Map<Worker, FfiGate>();

/** A thread for one scan: the spare one, or a new one. */
export function startThread(setup: WorkerSetup): WorkerLink {
  const worker = spare ?? openThread();
  spare = undefined;
  worker.ref();
  let lastError: string | null = null;
  worker.on('error', (error) => {
    lastError = messageOf(error);
  });
  tell(worker, setup);
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    onMessage: (listener) => {
      worker.on('message', listener);
    },
    onExit: (listener) => {
      worker.on('exit', () => {
        listener(lastError);
      });
    },
    terminate: () => {
      endThread(worker);
    },
  };
}

/** Tries the epoll dialer in a thread, so that the FFI is never loaded in this one. Null: it works; else why not. */
export function checkEpollDialer(): Promise<string | null> {
  const request: DialerCheck = { type: 'check-dialer' };
  return new Promise((resolve) => {
    const worker = openThread();
    const onError = (error: unknown): void =>
      settle(`The self-test of the epoll dialer broke off: ${messageOf(error)}.`);
    const onExit = (): void => settle('The self-test of the epoll dialer ended without a word.');
    const settle = (problem: string | null): void => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', onError).off('exit', onExit);
      if (problem === null) keepSpare(worker);
      else endThread(worker);
      resolve(problem);
    };
    const timer = setTimeout(
      () => settle('The self-test of the epoll dialer did not end in time.'),
      PATIENCE_MS,
    );
    worker.on('message', settle).on('error', onError).on('exit', onExit);
    tell(worker, request);
  });
}

function keepSpare(worker: Worker): void {
  spare = worker;
  worker.unref();
  worker.on('error', () => {});
  worker.on('exit', () => {
    if (spare === worker) spare = undefined;
  });
}

function openThread(): Worker {
  // Its own environment, output and flags: nothing of ours, so that no debugger or loader of a host slows it down.
  const gate = createFfiGate();
  const worker = new Worker(workerUrl(import.meta.url), {
    name: 'scan-worker',
    execArgv: [],
    // A thread's own data is small; without a limit its garbage would lie about by the hundred megabytes.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    workerData: gate,
  });
  gates.set(worker, gate);
  worker.once('exit', () => gates.delete(worker));
  return worker;
}

function endThread(worker: Worker): void {
  const end = (): void => void worker.terminate();
  const gate = gates.get(worker);
  if (gate) shutFfiGate(gate, end);
  else end();
}

/** Resolves once the process may end, which ends its threads too. */
export async function threadsMayEnd(): Promise<void> {
  await Promise.all(
    Array.from(gates.values(), (gate) => new Promise<void>((resolve) => shutFfiGate(gate, resolve))),
  );
}

function tell(worker: Worker, message: ForThread): void {
  worker.postMessage(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
