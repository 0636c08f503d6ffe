/**
 * A real program for kill tests: scans loopback with the real engine, greetings too, prints each `committed` event, ends
 * when done.
 */
import { createApp } from '../../../../src-main/app/create-app.ts';
import { scanOptionsSchema } from '../../../../src-shared/scan/scan-options.ts';

const [dataFolder = '', ports = '', resumeId] = process.argv.slice(2);
const app = await createApp({
  dataFolder,
  host: 'cli',
  abilities: { deliverFile: () => Promise.reject(new Error('not asked for')) },
});
const finished = new Promise<void>((resolve) => {
  app.events.subscribe((...published) => {
    if (published[0] !== 'scan.events') return;
    for (const event of published[1].events) {
      if (event.type === 'started' || event.type === 'committed')
        process.stdout.write(`${JSON.stringify(event)}\n`);
      if (event.type === 'finished') resolve();
    }
  });
});
if (resumeId === undefined) {
  const options = scanOptionsSchema.parse({ targets: ['127.0.0.1'], ports, maxRate: 4_000, banners: true });
  const context = { signal: new AbortController().signal, connectionId: 'test' };
  await app.handlers['scan.start']({ options, confirmPublic: false }, context);
} else {
  await app.resumeRun(resumeId);
}
await finished;
await app.close();
