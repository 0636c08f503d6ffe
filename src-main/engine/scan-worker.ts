/** Thread entry: one {@link ShareRunner} with a real clock and a real dialer, wired to the main thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { createAddressList } from '../../src-shared/scan/address-list.ts';
import { systemClock } from './clock.ts';
import { guardDialer } from './dialers/guarded-dialer.ts';
import { createPortableDialer } from './dialers/portable-dialer.ts';
import { systemNeighbours } from './neighbour-table.ts';
import { refusedAddress } from './refused-addresses.ts';
import { ShareRunner } from './share-runner.ts';
import type { ToWorker, WorkerSetup } from './worker-messages.ts';

// A refused connection is an Error object in node:net; its stack would cost more than the connection.
Error.stackTraceLimit = 0;

const port = parentPort;
if (!port) throw new Error('scan-worker.ts is the entry of a worker thread; it does nothing by itself.');

const setup = workerData as WorkerSetup;
const targets = createAddressList(setup.targets);

const runner = new ShareRunner(setup, {
  clock: systemClock,
  createDialer: (listener) =>
    guardDialer(
      createPortableDialer(listener),
      (address) => targets.has(address) && refusedAddress(address) === null,
    ),
  post: (message, transfer) => {
    port.postMessage(message, transfer);
  },
  neighbours: systemNeighbours(() => systemClock.now()),
});

port.on('message', (message: ToWorker) => {
  runner.receive(message);
});
