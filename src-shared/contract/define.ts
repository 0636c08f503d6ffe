/** The two building blocks of the contract and the types that follow from it. */
import type { z } from 'zod';

type Schema = z.ZodType;

export interface Command<I extends Schema = Schema, O extends Schema = Schema> {
  readonly kind: 'command';
  readonly input: I;
  readonly output: O;
}

export interface EventDefinition<P extends Schema = Schema> {
  readonly kind: 'event';
  readonly payload: P;
}

/** A request that is answered once. */
export function command<I extends Schema, O extends Schema>(input: I, output: O): Command<I, O> {
  return { kind: 'command', input, output };
}

/** Something the core says unasked. */
export function event<P extends Schema>(payload: P): EventDefinition<P> {
  return { kind: 'event', payload };
}

export type ContractMap = Readonly<Record<string, Command | EventDefinition>>;

export type CommandName<C extends ContractMap> = {
  [K in keyof C]: C[K] extends Command ? K : never;
}[keyof C] &
  string;
export type EventName<C extends ContractMap> = {
  [K in keyof C]: C[K] extends EventDefinition ? K : never;
}[keyof C] &
  string;

/** What a caller may pass (defaults may be left out). */
export type InputOf<C extends ContractMap, N extends CommandName<C>> =
  C[N] extends Command<infer I, Schema> ? z.input<I> : never;
/** What a handler receives: parsed, defaults filled in. */
export type ParsedInputOf<C extends ContractMap, N extends CommandName<C>> =
  C[N] extends Command<infer I, Schema> ? z.output<I> : never;
export type OutputOf<C extends ContractMap, N extends CommandName<C>> =
  C[N] extends Command<Schema, infer O> ? z.output<O> : never;
export type PayloadOf<C extends ContractMap, N extends EventName<C>> =
  C[N] extends EventDefinition<infer P> ? z.output<P> : never;

/** What a handler is told about the call beside its input. */
export interface CallContext {
  /** Aborted when the caller cancels or its connection closes. */
  readonly signal: AbortSignal;
  /** The connection the call came over; equal for calls of one window or page. */
  readonly connectionId: string;
}

/** One handler for every command: a missing one does not compile. */
export type Handlers<C extends ContractMap> = {
  readonly [N in CommandName<C>]: (
    input: ParsedInputOf<C, N>,
    context: CallContext,
  ) => Promise<OutputOf<C, N>> | OutputOf<C, N>;
};
