/** A core over a fake engine and a fake clock, with a folder of its own. */
import type { CallContext, InputOf, OutputOf, CommandName } from '../../../src-shared/contract/define.ts';
import { portolanContract, type PortolanContract } from '../../../src-shared/contract/portolan-contract.ts';
import type { ScanEvent } from '../../../src-shared/scan/scan-event.ts';
import { createApp, type AppOptions, type PortolanApp } from '../../../src-main/app/create-app.ts';
import type { FileForPerson } from '../../../src-main/app/host-abilities.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';

export interface OpenedApp {
  readonly app: PortolanApp;
  readonly engine: FakeEngine;
  readonly clock: FakeClock;
  /** Every scan event so far, flushed or not. */
  events(): ScanEvent[];
  readonly delivered: { readonly fileName: string; readonly text: string }[];
  /** Parses like the dispatcher, so that defaults are filled in. */
  call<N extends CommandName<PortolanContract>>(
    name: N,
    input: InputOf<PortolanContract, N>,
  ): Promise<OutputOf<PortolanContract, N>>;
}

export const context: CallContext = { signal: new AbortController().signal, connectionId: 'test' };

export async function openApp(
  dataFolder: string,
  options: Partial<AppOptions> & { engine?: FakeEngine } = {},
): Promise<OpenedApp> {
  const engine = options.engine ?? createFakeEngine();
  const clock = createFakeClock();
  const delivered: { fileName: string; text: string }[] = [];
  const heard: ScanEvent[] = [];
  const app = await createApp({
    dataFolder,
    host: 'desktop',
    clock,
    ...options,
    engine,
    abilities: {
      deliverFile: async ({ fileName, content }: FileForPerson) => {
        let whole = '';
        for await (const piece of content)
          whole += typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1');
        delivered.push({ fileName, text: whole });
        return { kind: 'saved', path: fileName };
      },
    },
  });
  app.events.subscribe((...published) => {
    if (published[0] === 'scan.events') heard.push(...published[1].events);
  });
  return {
    app,
    engine,
    clock,
    delivered,
    events: () => {
      app.events.flush();
      return heard;
    },
    call: async (name, input) => {
      const command = portolanContract[name];
      const handler = app.handlers[name] as (input: unknown, context: CallContext) => unknown;
      const output = await handler(command.input.parse(input), context);
      return command.output.parse(output) as OutputOf<PortolanContract, typeof name>;
    },
  };
}

/** Lets everything that is ready happen: the fake engine speaks through promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
