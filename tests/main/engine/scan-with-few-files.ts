/**
 * A program of its own: `scan-with-few-files.ts DIALER THREADS` scans loopback believing in far more descriptors than its
 * process may have, and prints what came of it. The scanned ports: one listener of its own, and 400 ports that nobody
 * listens on.
 */
import { createServer, type Server } from 'node:net';
import { runScan } from '../../../src-main/engine/run-scan.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { listOf, planOf } from './scripted-network.ts';
import { REASONS } from '../../../src-shared/scan/port-state.ts';

// An address of loopback that nothing else on this machine is likely to listen on.
const ADDRESS = '127.66.0.1';

const server = await listen();
const bound = server.address();
if (bound === null || typeof bound === 'string') throw new Error('no port');
const timing = { ...TIMING_TEMPLATES.T4, maxInFlight: 500, maxInFlightPerHost: 500 };
// Ports below 1024 need a privilege, so ordinary programs do not come and go there; those in use are left out.
const closed = await portsWithoutListener(400);
const ports = Uint16Array.from([...closed, bound.port]).toSorted();
const dialer = process.argv[2] === 'epoll' ? 'epoll' : 'portable';
const scan = runScan(planOf({ addresses: listOf([ADDRESS]), ports, timing, dialer }), {
  threads: Number(process.argv[3] ?? 1),
  descriptors: 2_000,
});

const states: Record<string, number> = {};
const codes = new Set<string>();
let outcome = '';
for await (const event of scan.events) {
  if (event.type === 'warning') codes.add(event.warning.code);
  if (event.type === 'done') outcome = event.outcome;
  if (event.type !== 'verdicts') continue;
  for (const { reasons } of event.batches) {
    for (const code of reasons) {
      const reason = REASONS[code] ?? 'unknown';
      states[reason] = (states[reason] ?? 0) + 1;
    }
  }
}
server.close();
process.stdout.write(JSON.stringify({ outcome, states, codes: [...codes] }));

async function listen(): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => {}).resume());
  await new Promise<void>((resolve) => {
    server.listen({ host: ADDRESS, port: 0 }, resolve);
  });
  return server;
}

async function portsWithoutListener(count: number): Promise<number[]> {
  const { readFile } = await import('node:fs/promises');
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map(async (path) => readFile(path, 'utf8').catch(() => '')),
  );
  const taken = new Set(
    Array.from(tables.join('\n').matchAll(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /gmu), ([, hex]) =>
      Number.parseInt(hex ?? '0', 16),
    ),
  );
  return Array.from({ length: 1_023 }, (_, index) => index + 1)
    .filter((port) => !taken.has(port))
    .slice(0, count);
}
