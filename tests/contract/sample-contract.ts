/** A contract made for the suite: every way a call can go, in a few lines. */
import { z } from 'zod';
import { command, event, type Handlers } from '../../src-shared/contract/define.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';

const nothing = z.strictObject({});

export const sampleContract = {
  'sample.double': command(
    z.strictObject({ number: z.number().int().max(1_000), times: z.number().int().min(1).default(2) }),
    z.strictObject({ product: z.number() }),
  ),
  'sample.echo': command(z.strictObject({ text: z.string() }), z.strictObject({ text: z.string() })),
  'sample.refuse': command(nothing, nothing),
  'sample.break': command(nothing, nothing),
  'sample.lie': command(nothing, z.strictObject({ truth: z.literal(true) })),
  'sample.wait': command(z.strictObject({ label: z.string() }), nothing),
  'sample.said': event(z.strictObject({ count: z.number().int() })),
} as const;
export type SampleContract = typeof sampleContract;

export interface SampleCore {
  readonly handlers: Handlers<SampleContract>;
  /** Every call that reached a handler, in order. */
  readonly reached: { name: string; input: unknown; connectionId: string }[];
  /** Labels of `sample.wait` calls under way; they end by {@link release} or by being aborted. */
  readonly waiting: Set<string>;
  readonly aborted: string[];
  release(label: string): void;
  publish(name: string, payload: unknown): void;
  subscribe(listener: (name: string, payload: unknown) => void): () => void;
  /** Subscriptions alive. */
  readonly listeners: ReadonlySet<unknown>;
}

export function createSampleCore(): SampleCore {
  const reached: SampleCore['reached'] = [];
  const waiting = new Set<string>();
  const aborted: string[] = [];
  const releases = new Map<string, () => void>();
  const listeners = new Set<(name: string, payload: unknown) => void>();
  return {
    reached,
    waiting,
    aborted,
    listeners,
    release: (label) => releases.get(label)?.(),
    publish(name, payload) {
      for (const listener of listeners) listener(name, payload);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    handlers: {
      'sample.double'(input, { connectionId }) {
        reached.push({ name: 'sample.double', input, connectionId });
        return { product: input.number * input.times };
      },
      'sample.echo'(input, { connectionId }) {
        reached.push({ name: 'sample.echo', input, connectionId });
        return input;
      },
      'sample.refuse'() {
        throw new PortolanError('not-found', 'There is no such thing.', {
          fields: [{ field: 'thing', message: 'unknown', start: 1, end: 3, example: 'another' }],
        });
      },
      'sample.break'() {
        throw new Error('a secret of the inside');
      },
      // What a handler written without the compiler would give.
      'sample.lie': () => JSON.parse('{"truth":false,"inside":"a secret of the inside"}') as { truth: true },
      'sample.wait': ({ label }, { signal }) =>
        new Promise((resolve, reject) => {
          waiting.add(label);
          signal.addEventListener('abort', () => {
            waiting.delete(label);
            aborted.push(label);
            reject(new Error('aborted'));
          });
          releases.set(label, () => {
            waiting.delete(label);
            resolve({});
          });
        }),
    },
  };
}
