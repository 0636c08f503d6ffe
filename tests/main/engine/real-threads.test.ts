/** The engine as it runs: real threads, real sockets, this machine's own loopback and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScan, type EngineDeps, type EngineEvent } from '../../../src-main/engine/run-scan.ts';
import { startThread } from '../../../src-main/engine/scan-thread.ts';
import type { WorkerLink } from '../../../src-main/engine/worker-pool.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { runChild } from '../../helpers/child.ts';
import { openListener, type Listener } from '../../helpers/listeners.ts';
import { longRun } from '../../helpers/repository.ts';
import { doneOf, eventsOf, listOf, planOf, verdictsOf } from './scripted-network.ts';

const ADDRESS = '127.0.0.1';
/** Every port in the long run; otherwise the first and the last thousands, the ephemeral range among them. */
const PORTS = longRun
  ? Uint16Array.from({ length: 65_536 }, (_, port) => port)
  : Uint16Array.from({ length: 8_000 }, (_, index) => (index < 4_000 ? index : 57_536 + index));

const listeners: Listener[] = [];
beforeAll(async () => {
  for (const behaviour of ['accept', 'reset', 'greet', 'accept', 'reset'] as const) {
    listeners.push(await openListener(ADDRESS, 0, behaviour));
  }
});
afterAll(async () => {
  for (const listener of listeners) await listener.close();
});

async function scanLoopback(
  deps: EngineDeps = {},
  onEvent: (event: EngineEvent) => void = () => {},
): Promise<EngineEvent[]> {
  const ports = Uint16Array.from(new Set([...PORTS, ...listeners.map(({ port }) => port)])).toSorted();
  const timing = TIMING_TEMPLATES.T3;
  const plan = planOf({ addresses: listOf([ADDRESS]), ports, timing, discovery: true, seed: 11 });
  const events: EngineEvent[] = [];
  for await (const event of runScan(plan, deps).events) {
    events.push(event);
    onEvent(event);
  }
  const verdicts = verdictsOf(events);
  expect(verdicts.size).toBe(ports.length);
  for (const { port } of listeners) expect(verdicts.get(`${ADDRESS} ${port}`)?.reason).toBe('syn-ack');
  // Loopback answers everything: a silent or odd verdict would be ours.
  for (const { reason } of verdicts.values()) expect(['syn-ack', 'conn-refused']).toContain(reason);
  expect(doneOf(events).outcome).toBe('completed');
  return events;
}

describe('loopback', () => {
  it('every port has its verdict, and the listeners are open', async () => {
    const events = await scanLoopback();
    expect(eventsOf(events, 'warning')).toEqual([]);
    expect(eventsOf(events, 'host').map(({ status, finished }) => [status, finished])).toEqual([
      ['up', false],
      ['up', true],
    ]);
  });

  it('the same with one thread', async () => {
    await scanLoopback({ threads: 1 });
  });

  it('the same with a dozen descriptors', async () => {
    await scanLoopback({ descriptors: 12 });
  });

  it('the same although its threads are killed', async () => {
    const links: WorkerLink[] = [];
    let kills = 0;
    const events = await scanLoopback(
      {
        threads: 2,
        startWorker: (setup) => {
          const link = startThread(setup);
          links.push(link);
          return link;
        },
      },
      (event) => {
        if (event.type !== 'verdicts' || kills >= 2) return;
        links[kills]?.terminate();
        kills += 1;
      },
    );
    expect(kills).toBe(2);
    expect(eventsOf(events, 'warning').map(({ warning }) => warning.code)).toEqual([
      'worker-lost',
      'worker-lost',
    ]);
  });
});

describe.skipIf(process.platform !== 'linux').each([
  ['portable', 'conn-refused'],
  ['epoll', 'reset'],
] as const)('a process that may open few files, by %s', (dialer, refusal) => {
  it.each([
    [64, 1],
    [64, 2],
    [256, 2],
    [1_024, 2],
  ])('%i files and %i threads: the same verdicts', async (files, threads) => {
    const script = new URL('./scan-with-few-files.ts', import.meta.url).pathname;
    const command = `ulimit -n ${files} && exec "${process.execPath}" "${script}" ${dialer} ${threads}`;
    const { code, stdout, stderr } = await runChild('sh', ['-c', command], { timeoutMs: 50_000 });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const { outcome, states, codes } = JSON.parse(stdout);
    expect({ outcome, states }).toEqual({
      outcome: 'completed',
      states: { [refusal]: 400, 'syn-ack': 1 },
    });
    // Where it came to that, it is said why it was slow; nothing else is.
    expect(['', 'own-trouble']).toContain(codes.join());
    if (dialer === 'portable' && files === 64) expect(codes).toEqual(['own-trouble']);
  });
});
