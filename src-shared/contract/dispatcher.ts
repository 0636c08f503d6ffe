/**
 * Contract + handlers + transport -> a served connection. The only trust boundary: whatever a transport delivers is
 * hostile until it has passed through here, and whatever leaves is what the contract promises.
 */
import type { z } from 'zod';
import type { CallContext, Command, ContractMap, Handlers } from './define.ts';
import { isPlainWithin } from './message-size.ts';
import type { Transport } from './transport.ts';
import {
  clientMessageSchema,
  type FieldProblem,
  MAX_MESSAGE_LENGTH,
  PortolanError,
  type ServerMessage,
} from './wire.ts';

/** Calls of one connection that may be under way at once. */
export const MAX_CONCURRENT_CALLS = 64;

export interface ServeOptions {
  /** The core's events; each is passed on as it is. Returns the way to stop. */
  subscribe(listener: (name: string, payload: unknown) => void): () => void;
  readonly connectionId: string;
  /** Told of what is our own fault and hidden from the caller: a handler that broke, an answer against the contract. */
  onFault?(error: unknown): void;
}

type AnyHandler = (input: unknown, context: CallContext) => unknown;

/**
 * Serves one connection until its transport closes; then every call under way is aborted.
 * Nothing that arrives can throw, and a message that is not understood has no effect beyond an error to its sender.
 */
export function serveConnection<C extends ContractMap>(
  contract: C,
  handlers: Handlers<C>,
  transport: Transport,
  options: ServeOptions,
): void {
  const underWay = new Map<number, AbortController>();
  const reportFault = (error: unknown): void => options.onFault?.(error);
  const post = (message: ServerMessage): void => {
    try {
      transport.post(message);
    } catch (error) {
      reportFault(error);
    }
  };
  const refuse = (id: number, error: PortolanError): void =>
    post({ kind: 'error', id, error: error.toWire() });

  async function answer(
    id: number,
    name: string,
    input: unknown,
    controller: AbortController,
  ): Promise<void> {
    try {
      const command = findCommand(contract, name);
      const parsed = command.input.safeParse(input);
      if (!parsed.success) throw invalidInput(name, parsed.error);
      const handler = findHandler(handlers, name);
      const value = await handler(parsed.data, {
        signal: controller.signal,
        connectionId: options.connectionId,
      });
      post({ kind: 'result', id, value: command.output.parse(value) });
    } catch (error) {
      if (error instanceof PortolanError) refuse(id, error);
      else if (controller.signal.aborted)
        refuse(id, new PortolanError('cancelled', 'The call was cancelled.'));
      else {
        reportFault(error);
        refuse(
          id,
          new PortolanError(
            'internal',
            `Portolan failed at "${name}": this is a fault of the program, not yours.`,
          ),
        );
      }
    } finally {
      underWay.delete(id);
    }
  }

  function receive(raw: unknown): void {
    if (!isPlainWithin(raw, MAX_MESSAGE_LENGTH)) {
      refuseUnread(raw, 'The message is too large, too deep or not plain data.');
      return;
    }
    const message = clientMessageSchema.safeParse(raw);
    if (!message.success) {
      refuseUnread(raw, 'The message is neither a call nor a cancel.');
      return;
    }
    const { id } = message.data;
    if (message.data.kind === 'cancel') {
      underWay.get(id)?.abort();
      return;
    }
    if (underWay.has(id)) {
      refuse(
        id,
        new PortolanError(
          'invalid-input',
          `Call ${id} is under way already: give each call an id of its own.`,
        ),
      );
      return;
    }
    if (underWay.size >= MAX_CONCURRENT_CALLS) {
      refuse(
        id,
        new PortolanError(
          'unavailable',
          `${MAX_CONCURRENT_CALLS} calls are under way on this connection: wait for one to end.`,
        ),
      );
      return;
    }
    const controller = new AbortController();
    underWay.set(id, controller);
    void answer(id, message.data.name, message.data.input, controller);
  }

  /** A sender that can be answered is; the rest is dropped. */
  function refuseUnread(raw: unknown, sentence: string): void {
    const id = idOf(raw);
    if (id !== undefined && !underWay.has(id)) refuse(id, new PortolanError('invalid-input', sentence));
  }

  const unsubscribe = options.subscribe((name, payload) => post({ kind: 'event', name, payload }));
  transport.onClose(() => {
    unsubscribe();
    for (const controller of underWay.values()) controller.abort();
  });
  transport.onMessage((raw) => {
    try {
      receive(raw);
    } catch (error) {
      reportFault(error);
    }
  });
}

function findCommand(contract: ContractMap, name: string): Command {
  // Own properties only: "constructor" and "__proto__" are names too.
  const found = Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (found?.kind !== 'command') {
    throw new PortolanError('invalid-input', `There is no command "${name.replace(/[^\w.-]/g, '?')}".`);
  }
  return found;
}

/**
 * The handler table's type ties each handler to its command's parsed input; a name known only at run time loses that
 * tie, and the schema that was just passed restores it.
 */
function findHandler<C extends ContractMap>(handlers: Handlers<C>, name: string): AnyHandler {
  const table: Readonly<Record<string, unknown>> = handlers;
  const handler = Object.hasOwn(table, name) ? table[name] : undefined;
  if (typeof handler !== 'function') throw new TypeError(`"${name}" has no handler`);
  return (input, context) => Reflect.apply(handler, table, [input, context]);
}

function idOf(raw: unknown): number | undefined {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'id')) return undefined;
  const { id } = raw as { id: unknown };
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}

function invalidInput(name: string, error: z.ZodError): PortolanError {
  const fields = error.issues.slice(0, 20).map((issue): FieldProblem => ({
    field: issue.path.map(String).join('.').slice(0, 64),
    message: issue.message.slice(0, 1_024),
  }));
  const first = fields[0];
  const where = first === undefined || first.field === '' ? 'its input' : `"${first.field}"`;
  return new PortolanError(
    'invalid-input',
    `"${name}" cannot take ${where}: ${first?.message ?? 'it is not valid'}.`,
    {
      fields,
    },
  );
}
