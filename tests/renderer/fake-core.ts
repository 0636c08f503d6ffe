/** A core made of answers, behind the real dispatcher, client and in-memory transport: what crosses is checked. */
import type { EventName, Handlers, PayloadOf } from '../../src-shared/contract/define.ts';
import { serveConnection } from '../../src-shared/contract/dispatcher.ts';
import { portolanContract, type PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import { createMemoryTransportPair, type Transport } from '../../src-shared/contract/transport.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { Core } from '../../src-renderer/core.ts';
import { createReconnectingCore } from '../../src-renderer/reconnecting-core.ts';

export type Answers = Partial<Handlers<PortolanContract>>;

export interface FakeServer {
  /** Every call that reached a handler, parsed, in order. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** Answers from now on. */
  readonly answers: Answers;
  publish<N extends EventName<PortolanContract>>(name: N, payload: PayloadOf<PortolanContract, N>): void;
  serve(transport: Transport): void;
}

export interface FakeCore extends FakeServer {
  readonly core: Core;
  /** Breaks the line. */
  disconnect(): void;
  /** Ends the pause after which the window tries again. */
  reconnect(): void;
}

/** The far end alone, for a page that finds its transport itself. */
export function createFakeServer(answers: Answers): FakeServer {
  const calls: { name: string; input: unknown }[] = [];
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const current: Answers = { ...answers };
  const names = Object.entries(portolanContract).filter(([, part]) => part.kind === 'command');
  const handlers = Object.fromEntries(
    names.map(([name]) => [
      name,
      async (input: never, context: never) => {
        calls.push({ name, input });
        const answer = current[name as keyof Answers];
        if (!answer) throw new PortolanError('unavailable', `This fake has no answer to ${name}.`);
        return answer(input, context);
      },
    ]),
  ) as unknown as Handlers<PortolanContract>;
  return {
    calls,
    answers: current,
    publish(name, payload) {
      for (const listener of listeners) listener(name, payload);
    },
    serve(transport) {
      serveConnection(portolanContract, handlers, transport, {
        connectionId: 'fake',
        subscribe(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        onFault(error) {
          throw error;
        },
      });
    },
  };
}

/** A core for stores under test, connected after the next turn. */
export function createFakeCore(answers: Answers): FakeCore {
  const server = createFakeServer(answers);
  let line: Transport | undefined;
  let waiting: (() => void) | undefined;
  const core = createReconnectingCore({
    async open() {
      const [near, far] = createMemoryTransportPair();
      server.serve(far);
      line = near;
      return near;
    },
    wait(_delayMs, task) {
      waiting = task;
      return () => {
        waiting = undefined;
      };
    },
  });
  return {
    ...server,
    core,
    disconnect: () => line?.close(),
    reconnect: () => waiting?.(),
  };
}
