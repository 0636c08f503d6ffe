/** Thread entry: one {@link ShareRunner} with a real clock and a real dialer, wired to the main thread. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { createAddressList } from '../../src-shared/scan/address-list.ts';
import { systemClock } from './clock.ts';
import type { Dialer, DialListener } from './dialers/dialer.ts';
import { createEpollDialer } from './dialers/epoll-dialer.ts';
import { testEpollDialer } from './dialers/epoll-self-test.ts';
import { guardDialer } from './dialers/guarded-dialer.ts';
import { loadLibc, type Libc } from './dialers/libc.ts';
import { createPortableDialer } from './dialers/portable-dialer.ts';
import { loadThroughGate, type FfiGate } from './ffi-gate.ts';
import { createGreetingReader } from './greeting-reader.ts';
import { systemNeighbours } from './neighbour-table.ts';
import { refusedAddress } from './refused-addresses.ts';
import { ShareRunner } from './share-runner.ts';
import type { ForThread, ToWorker, WorkerSetup } from './worker-messages.ts';

// A refused connection is an Error object in node:net; its stack would cost more than the connection.
Error.stackTraceLimit = 0;

const port = parentPort;
if (!port) throw new Error('scan-worker.ts is the entry of a worker thread; it does nothing by itself.');

let runner: ShareRunner | undefined;

// What comes after the setup is the runner's to hear.
port.on('message', (message: ForThread | ToWorker) => {
  if (message.type === 'scan') runner = createRunner(message, port);
  else if (message.type === 'check-dialer')
    void testEpollDialer(loadFfi).then((problem) => port.postMessage(problem));
  else runner?.receive(message);
});

function loadFfi(): Libc {
  return loadThroughGate(workerData as FfiGate, loadLibc);
}

function createRunner(setup: WorkerSetup, port: MessagePort): ShareRunner {
  const targets = createAddressList(setup.targets);
  const isAllowed = (address: string): boolean => targets.has(address) && refusedAddress(address) === null;
  return new ShareRunner(setup, {
    clock: systemClock,
    createDialer: (listener, capacity) =>
      guardDialer(openDialer(setup.dialer, listener, capacity), isAllowed),
    openGreeting: createGreetingReader(isAllowed),
    neighbours: systemNeighbours(() => systemClock.now()),
    post: (message, transfer) => {
      port.postMessage(message, transfer);
    },
  });
}

function openDialer(name: WorkerSetup['dialer'], listener: DialListener, capacity: number): Dialer {
  return name === 'epoll'
    ? createEpollDialer(listener, { libc: loadFfi(), capacity, now: systemClock.now })
    : createPortableDialer(listener);
}
