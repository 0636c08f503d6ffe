import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createClient } from '../../src-shared/contract/client.ts';
import { serveConnection } from '../../src-shared/contract/dispatcher.ts';
import { isPlainWithin } from '../../src-shared/contract/message-size.ts';
import { portolanContract } from '../../src-shared/contract/portolan-contract.ts';
import { MAX_MESSAGE_LENGTH } from '../../src-shared/contract/wire.ts';
import { createSampleCore, sampleContract } from './sample-contract.ts';
import { TRANSPORTS } from './transport-pairs.ts';

const ROUNDS = process.env['PORTOLAN_LONG'] === '1' ? 20_000 : 2_000;

/** JSON text, because `{"__proto__": …}` cannot be written as a literal. */
const HOSTILE_JSON: readonly string[] = [
  'null',
  'true',
  '[]',
  '{}',
  '"call"',
  '1e999',
  '{"kind":"call"}',
  '{"kind":"call","id":-1,"name":"sample.echo","input":{"text":""}}',
  '{"kind":"call","id":1.5,"name":"sample.echo","input":{"text":""}}',
  '{"kind":"call","id":9007199254740993,"name":"sample.echo","input":{"text":""}}',
  '{"kind":"call","id":"1","name":"sample.echo","input":{"text":""}}',
  '{"kind":"call","id":1,"name":["sample.echo"],"input":{"text":""}}',
  '{"kind":"call","id":1,"name":"sample.echo"}',
  '{"kind":"call","id":1,"name":"sample.echo","input":{}}',
  '{"kind":"call","id":1,"name":"sample.echo","input":{"text":1}}',
  '{"kind":"call","id":1,"name":"sample.echo","input":{"text":"","more":1}}',
  '{"kind":"call","id":1,"name":"sample.echo","input":{"text":"","__proto__":{"polluted":1}}}',
  '{"kind":"call","id":1,"name":"sample.echo","input":{"text":"","constructor":{"prototype":{"polluted":1}}}}',
  '{"kind":"call","id":1,"name":"sample.echo","input":{"__proto__":{"text":""}}}',
  '{"kind":"call","id":1,"name":"sample.echo","input":["text"]}',
  '{"kind":"call","id":1,"name":"sample.echo","input":{"text":""},"extra":1}',
  '{"__proto__":{"kind":"call"},"id":1,"name":"sample.echo","input":{"text":""}}',
  '{"kind":"call","id":1,"name":"__proto__","input":{"text":""}}',
  '{"kind":"call","id":1,"name":"hasOwnProperty","input":"text"}',
  '{"kind":"call","id":1,"name":"sample.said","input":{"count":1}}',
  '{"kind":"result","id":0,"value":{}}',
  '{"kind":"event","name":"sample.said","payload":{"count":1}}',
  '{"kind":"cancel","id":0}',
  '{"kind":"cancel","id":99999}',
  `${'['.repeat(500)}${']'.repeat(500)}`,
  `{"kind":"call","id":1,"name":"sample.echo","input":${'{"text":'.repeat(100)}1${'}'.repeat(100)}}`,
  `{"kind":"call","id":1,"name":"${'x'.repeat(10_000)}","input":{}}`,
];

const anyMessage = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_JSON).map((text): unknown => JSON.parse(text)) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown> },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        kind: fc.oneof(fc.constantFrom('call', 'cancel', 'result', 'event'), fc.string()),
        id: fc.oneof(fc.nat(), fc.integer(), fc.double(), fc.string()),
        name: fc.oneof(
          fc.constantFrom(...Object.keys(sampleContract), '__proto__', 'constructor'),
          fc.string(),
        ),
        // Never a lawful echo: the text is missing or not a text.
        input: fc.oneof(fc.jsonValue(), fc.record({ text: fc.nat() }), fc.record({ number: fc.string() })),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<unknown>,
  },
);

/** Calls that are lawful by chance are not attacks. */
function isLawful(message: unknown): boolean {
  const text = JSON.stringify(message);
  return /"name":"sample\.(refuse|break|lie)"/.test(text);
}

describe.each(TRANSPORTS)('hostile messages over $name', ({ createPair }) => {
  test(`${ROUNDS} of them reach no handler and leave the connection working`, async () => {
    const pair = await createPair();
    const core = createSampleCore();
    const faults: unknown[] = [];
    serveConnection(sampleContract, core.handlers, pair.server, {
      subscribe: core.subscribe,
      connectionId: 'hostile',
      onFault: (error) => faults.push(error),
    });
    const messages = [
      ...HOSTILE_JSON.map((text): unknown => JSON.parse(text)),
      ...fc.sample(anyMessage, { numRuns: ROUNDS, seed: 20_260_729 }).filter((message) => !isLawful(message)),
    ];
    for (const message of messages) pair.client.post(message);
    const client = createClient(sampleContract, pair.client);
    // The client's own calls begin at id 0, which the attacks used too: answers to those come first and are not its own.
    // On a busy machine they take their time.
    await vi.waitFor(
      async () => expect(await client.call('sample.double', { number: 4 })).toEqual({ product: 8 }),
      { timeout: 20_000 },
    );
    expect(core.reached.filter(({ name }) => name !== 'sample.double')).toEqual([]);
    expect(core.reached.every(({ input }) => JSON.stringify(input) === '{"number":4,"times":2}')).toBe(true);
    expect(faults).toEqual([]);
    expect(core.waiting.size).toBe(0);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    await pair.dispose();
  });
});

describe('what only structured clones could carry', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const hugeArray: unknown[] = [];
  hugeArray.length = 2 ** 31;
  test.each([
    ['a cycle', cyclic],
    ['a map', new Map([['kind', 'call']])],
    ['a date', new Date(0)],
    ['a big integer', { kind: 'call', id: 1n }],
    ['NaN', { id: NaN }],
    ['bytes', new Uint8Array(8)],
    ['a function', () => {}],
    ['a symbol', Symbol('kind')],
    ['an array of holes', hugeArray],
    ['a long text', 'x'.repeat(MAX_MESSAGE_LENGTH)],
    ['many small values', Array.from({ length: 600_000 }, () => 0)],
    ['long keys', { ['k'.repeat(MAX_MESSAGE_LENGTH)]: 1 }],
  ])('%s is no message', (_what, value) => {
    expect(isPlainWithin({ kind: 'call', input: value }, MAX_MESSAGE_LENGTH)).toBe(false);
  });

  test('the limit is the length of the JSON in bytes, to the byte', () => {
    // Every kind of character, escaped and not, and halves of pairs.
    const text = fc.string({
      unit: fc.constantFrom('a', '"', '\\', '\n', '\u0001', '\u007f', 'é', '語', '😀', '\ud800'),
    });
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 8 }),
      fc.dictionary(
        text,
        fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(undefined)),
      ),
    );
    fc.assert(
      fc.property(value, (message) => {
        const bytes = Buffer.byteLength(JSON.stringify(message));
        expect([isPlainWithin(message, bytes), isPlainWithin(message, bytes - 1)]).toEqual([true, false]);
      }),
    );
  });
});

describe("the product's own contract", () => {
  test('no command takes garbage: none of them has an input that accepts anything', () => {
    const garbage: unknown[] = [
      undefined,
      null,
      1,
      'x',
      [],
      { nonsense: 1 },
      JSON.parse('{"__proto__":{"a":1}}'),
    ];
    for (const [name, definition] of Object.entries(portolanContract)) {
      if (definition.kind !== 'command') continue;
      for (const input of garbage) {
        expect(definition.input.safeParse(input).success, `${name} took ${JSON.stringify(input)}`).toBe(
          false,
        );
      }
    }
  });
});
