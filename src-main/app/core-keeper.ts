/**
 * Holds the core of a host whose windows outlive it. A core that could not start, or met a fault it could not go on
 * from, is said to be so, and can be started again; the windows and their connections stay.
 */
import type { CallContext, CommandName, Handlers } from '../../src-shared/contract/define.ts';
import { serveConnection } from '../../src-shared/contract/dispatcher.ts';
import {
  portolanContract,
  type CoreStatus,
  type PortolanContract,
} from '../../src-shared/contract/portolan-contract.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { PortolanApp } from './create-app.ts';
import type { EventListener } from './event-bus.ts';
import { toReadable } from './handlers.ts';

/** What the hosts use of an app; each part stays the same over a restart. */
export interface KeptCore extends Pick<PortolanApp, 'events' | 'handlers' | 'connect' | 'close'> {
  /** A fault that nobody caught: nothing that the core says from here on could be trusted, so it is ended. */
  fail(why: unknown): void;
}

export interface CoreKeeperOptions {
  /** Opens a core. May be called again after the one before has failed. */
  start(): Promise<PortolanApp>;
  /** Told of every fault, for whoever reads the program's output. */
  readonly onFault: (error: unknown) => void;
}

/** A core that cannot end in this time is left behind. */
const CLOSE_LIMIT_MS = 10_000;

interface RunningCore {
  readonly app: PortolanApp;
  /** Calls that wait for an answer, each to be refused where the core dies first. */
  readonly waiting: Set<(error: PortolanError) => void>;
  readonly leave: () => void;
}

/** Starts the core and waits for it, whether it succeeds or not. Never rejects. */
export async function keepCore({ start, onFault }: CoreKeeperOptions): Promise<KeptCore> {
  const listeners = new Set<EventListener>();
  let running: RunningCore | undefined;
  let starting: Promise<void> | undefined;
  /** The end of the core before: the history must be free again. */
  let ending: Promise<void> = Promise.resolve();
  let fault = '';
  let connections = 0;
  let isClosed = false;

  const say: EventListener = (...published) => {
    for (const listener of listeners) {
      try {
        listener(...published);
      } catch (error) {
        onFault(error);
      }
    }
  };
  const subscribe = (listener: EventListener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const status = (): CoreStatus => ({ fault: running ? null : fault });
  const stopped = (): PortolanError =>
    new PortolanError('disconnected', 'Portolan’s core has stopped: start it again, then try once more.');

  async function open(): Promise<void> {
    await ending;
    try {
      const app = await start();
      running = { app, waiting: new Set(), leave: app.events.subscribe(say) };
    } catch (error) {
      onFault(error);
      fault = sentenceOf(error);
    }
    say('core.changed', status());
  }

  function ask(name: CommandName<PortolanContract>, input: never, context: CallContext): Promise<unknown> {
    const core = running;
    if (!core) return Promise.reject(stopped());
    return new Promise((resolve, reject) => {
      core.waiting.add(reject);
      const handler = core.app.handlers[name] as (input: never, context: CallContext) => unknown;
      Promise.resolve(handler(input, context))
        .then(resolve, reject)
        .finally(() => core.waiting.delete(reject));
    });
  }

  const names = Object.entries(portolanContract).flatMap(([name, part]) =>
    part.kind === 'command' ? [name as CommandName<PortolanContract>] : [],
  );
  const relayed = names.map((name) => [
    name,
    (input: never, context: CallContext) => ask(name, input, context),
  ]);
  const handlers: Handlers<PortolanContract> = {
    ...(Object.fromEntries(relayed) as Handlers<PortolanContract>),
    'core.status': status,
    'core.start': async () => {
      if (!running && !isClosed) {
        starting ??= open().finally(() => {
          starting = undefined;
        });
        await starting;
      }
      return status();
    },
  };

  await open();
  return {
    handlers,
    events: { publish: say, subscribe, flush: () => running?.app.events.flush() },
    connect: (transport, connectionId = `connection-${++connections}`) => {
      serveConnection(portolanContract, handlers, transport, { subscribe, connectionId, onFault });
    },
    fail(why) {
      onFault(why);
      if (!running || isClosed) return;
      const { app, waiting, leave } = running;
      running = undefined;
      fault = sentenceOf(why);
      leave();
      for (const refuse of waiting) refuse(stopped());
      ending = endOf(app, onFault);
      say('core.changed', status());
    },
    async close() {
      isClosed = true;
      await starting;
      await ending;
      await running?.app.close();
    },
  };
}

/** Keeps what can still be kept; resolves when the history is free, or patience is at its end. */
async function endOf(app: PortolanApp, onFault: (error: unknown) => void): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, CLOSE_LIMIT_MS);
  await Promise.race([app.close().catch(onFault), patience.promise]);
  clearTimeout(timer);
}

function sentenceOf(error: unknown): string {
  const known = toReadable(error);
  if (known instanceof PortolanError) return known.message;
  const what = error instanceof Error ? error.message : String(error);
  return `It met a fault of its own: ${what.slice(0, 500)}`;
}
