/** A run of a thousand hosts x a thousand ports, every verdict listed, kept in a real history by the real service. */
import { createApp } from '../../../src-main/app/create-app.ts';
import { realEngine } from '../../../src-main/app/engine-door.ts';
import type { Reason } from '../../../src-shared/scan/port-state.ts';
import { portolanContract } from '../../../src-shared/contract/portolan-contract.ts';
import { createFakeEngine } from '../../main/app/fake-engine.ts';
import { context } from '../../main/app/open-app.ts';

export const HUGE_HOSTS = 1_000;
export const HUGE_PORTS = 1_000;
/** Private addresses that are named, never dialled: the engine of this run is made of a function. */
const TARGETS = ['10.66.0.0/23', '10.66.2.0-231', '10.66.3.0/24'];
const SERVED = new Set([
  22, 25, 53, 80, 110, 135, 139, 143, 389, 443, 445, 465, 587, 631, 636, 873, 993, 995,
]);

/** Fills the history of a data folder with the run; nothing is sent. */
export async function keepHugeRun(dataFolder: string): Promise<string> {
  const fake = createFakeEngine({ answer: answerOf });
  const app = await createApp({
    dataFolder,
    host: 'cli',
    engine: { ...fake, serviceName: realEngine.serviceName },
    abilities: {
      deliverFile: () => {
        throw new Error('No file is asked for here.');
      },
    },
  });
  try {
    const ended = new Promise<void>((resolve) => {
      app.events.subscribe((...published) => {
        if (published[0] === 'scan.events' && published[1].events.some(({ type }) => type === 'finished'))
          resolve();
      });
    });
    const input = portolanContract['scan.start'].input.parse({
      options: { targets: TARGETS, ports: `1-${HUGE_PORTS}`, allPorts: true },
    });
    const { scanId } = await app.handlers['scan.start'](input, context);
    await ended;
    return scanId;
  } finally {
    await app.close();
  }
}

/** Kinds of hosts as a network has them: mostly refusing, some behind a firewall, few ports open on each. */
function answerOf(address: string, port: number): Reason {
  const place = address.split('.').reduce((sum, part) => (sum * 31 + Number(part)) % 9_973, 7);
  if (SERVED.has(port) && (place + port) % 5 === 0) return 'syn-ack';
  if (place % 4 === 0) return port % 97 === place % 97 ? 'reset' : 'no-response';
  if (place % 7 === 0) return 'port-unreach';
  return (place + port * 17) % 211 === 0 ? 'no-response' : 'reset';
}
