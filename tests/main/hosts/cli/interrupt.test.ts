import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onInterrupt } from '../../../../src-main/hosts/cli/interrupts.ts';
import { type ScanEvent, scanEventSchema } from '../../../../src-shared/scan/scan-event.ts';
import { type ScanReport, scanReportSchema } from '../../../../src-shared/scan/scan-report.ts';
import { type ChildResult, killGroup, startChild } from '../../../helpers/child.ts';
import { type Listener, openListener } from '../../../helpers/listeners.ts';
import { longRun, programFile } from '../../../helpers/repository.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

let folder: TempFolder;
let open: Listener;
beforeEach(async () => {
  folder = await createTempFolder();
  open = await openListener('127.0.0.1');
});
afterEach(async () => {
  await open.close();
  await folder.dispose();
});

const portolan = (...args: string[]): Promise<ChildResult> => runCli(args, { dataFolder: folder.path });

interface RunningCli {
  readonly child: ChildProcess;
  /** Resolves with the next event of a kind, and `null` where the program ended without one. */
  next(type: ScanEvent['type']): Promise<ScanEvent | null>;
  stderr(): string;
}

const PORTS = 800;
const ROUNDS = longRun ? 20 : 1;

/** A scan slow enough to be caught in the middle: loopback ports at 200 a second, and the one that is open. */
function startSlowScan(...more: string[]): RunningCli {
  const ports = `1-${PORTS},${open.port}`;
  const args = ['scan', '127.0.0.1', '-p', ports, '--max-rate', '200', '--events', ...more];
  const child = startChild(process.execPath, [programFile('cli'), ...args], {
    env: { ...process.env, PORTOLAN_DATA_DIR: folder.path },
  });
  if (!child.stdout) throw new Error('The child has no standard output.');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return {
    child,
    stderr: () => stderr,
    async next(type) {
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) return null;
        const event = scanEventSchema.parse(JSON.parse(value));
        if (event.type === type) return event;
      }
    },
  };
}

/** The last `committed` of at least so many verdicts. */
async function waitForCommitted(
  running: RunningCli,
  atLeast: number,
): Promise<{ scanId: string; ports: number }> {
  for (;;) {
    const event = await running.next('committed');
    if (event === null) throw new Error(`The scan ended early: ${running.stderr()}`);
    if (event.type === 'committed' && event.ports >= atLeast) return event;
  }
}

function toldPorts(report: ScanReport): number {
  return report.hosts.reduce(
    (sum, host) => sum + host.ports.length + host.extraports.reduce((count, run) => count + run.count, 0),
    0,
  );
}

async function exportReport(scanId: string): Promise<ScanReport> {
  const { stdout } = await portolan('history', 'export', scanId, '-oJ', '-');
  return scanReportSchema.parse(JSON.parse(stdout));
}

describe.each(['SIGINT', 'SIGTERM'] as const)('%s once', (signal) => {
  test('stops the scan cleanly, keeps what is known, marks it stopped, exits 3', async () => {
    const running = startSlowScan();
    const { scanId } = await waitForCommitted(running, 20);
    const ended = once(running.child, 'exit');
    running.child.kill(signal);
    expect(await running.next('finished')).toMatchObject({ status: 'stopped' });
    expect(await ended).toEqual([3, null]);
    expect(running.stderr()).toBe('');
    const report = await exportReport(scanId);
    expect(report.status).toBe('stopped');
    expect(toldPorts(report)).toBeGreaterThanOrEqual(20);
    expect(toldPorts(report)).toBeLessThan(PORTS);
  });
});

test('a stopped scan still writes its report', async () => {
  const running = startSlowScan('-oJ', `${folder.path}/stopped.json`);
  await waitForCommitted(running, 10);
  const ended = once(running.child, 'exit');
  running.child.kill('SIGINT');
  expect(await ended).toEqual([3, null]);
  const { stdout } = await portolan('convert', `${folder.path}/stopped.json`, '-', '--to', 'json');
  expect(scanReportSchema.parse(JSON.parse(stdout)).status).toBe('stopped');
});

test('when nobody reads the events any more, the scan stops and is kept', async () => {
  const running = startSlowScan();
  const { scanId } = await waitForCommitted(running, 10);
  const ended = once(running.child, 'exit');
  running.child.stdout?.destroy();
  expect(await ended).toEqual([3, null]);
  expect(running.stderr()).toBe('');
  expect((await exportReport(scanId)).status).toBe('stopped');
});

describe('kill -9', () => {
  test(
    'loses nothing that was acknowledged, and --resume finishes the rest',
    { timeout: ROUNDS * 120_000 },
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const running = startSlowScan();
        const { scanId, ports } = await waitForCommitted(running, 30 + ((40 * round) % PORTS) / 2);
        killGroup(running.child, 'SIGKILL');
        await once(running.child, 'exit');

        const kept = await exportReport(scanId);
        expect(kept.status).toBe('interrupted');
        expect(toldPorts(kept)).toBeGreaterThanOrEqual(ports);

        const resumed = await portolan('scan', '--resume', scanId.slice(0, 15), '-oJ', '-');
        expect(resumed).toMatchObject({ code: 0, stderr: '' });
        const report = scanReportSchema.parse(JSON.parse(resumed.stdout));
        expect({ id: report.id, status: report.status }).toEqual({ id: scanId, status: 'completed' });
        expect(toldPorts(report)).toBe(PORTS + 1);
        expect(report.hosts[0]?.ports.find(({ port }) => port === open.port)?.state).toBe('open');
        expect(await portolan('scan', '--resume', scanId)).toMatchObject({ code: 2, stdout: '' });
      }
    },
  );
});

test('a second Ctrl-C does not wait for the clean end', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const stop = vi.fn<() => void>();
  const release = onInterrupt(stop);
  process.emit('SIGINT');
  expect(stop).toHaveBeenCalledOnce();
  expect(exit).not.toHaveBeenCalled();
  process.emit('SIGINT');
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(3));
  expect(stop).toHaveBeenCalledOnce();
  const before = process.listenerCount('SIGINT');
  release();
  expect(process.listenerCount('SIGINT')).toBe(before - 1);
});
