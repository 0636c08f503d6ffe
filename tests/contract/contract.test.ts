import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Client, createClient } from '../../src-shared/contract/client.ts';
import { MAX_CONCURRENT_CALLS, serveConnection } from '../../src-shared/contract/dispatcher.ts';
import { MAX_MESSAGE_LENGTH } from '../../src-shared/contract/wire.ts';
import { createSampleCore, type SampleContract, sampleContract, type SampleCore } from './sample-contract.ts';
import { TRANSPORTS, type TransportPair } from './transport-pairs.ts';

describe.each(TRANSPORTS)('the contract over $name', ({ createPair, tellsClient }) => {
  let pair: TransportPair;
  let core: SampleCore;
  let client: Client<SampleContract>;
  let faults: unknown[];

  beforeEach(async () => {
    pair = await createPair();
    core = createSampleCore();
    faults = [];
    serveConnection(sampleContract, core.handlers, pair.server, {
      subscribe: core.subscribe,
      connectionId: 'page-7',
      onFault: (error) => faults.push(error),
    });
    client = createClient(sampleContract, pair.client, (error) => faults.push(error));
  });
  afterEach(() => pair.dispose());

  test('a call is answered, defaults filled in, the connection named', async () => {
    expect(await client.call('sample.double', { number: 21 })).toEqual({ product: 42 });
    expect(core.reached).toEqual([
      { name: 'sample.double', input: { number: 21, times: 2 }, connectionId: 'page-7' },
    ]);
  });

  test('answers find their calls whatever order they come in', async () => {
    const slow = client.call('sample.wait', { label: 'slow' });
    expect(await client.call('sample.double', { number: 1 })).toEqual({ product: 2 });
    core.release('slow');
    expect(await slow).toEqual({});
  });

  test('wrong input reaches no handler and names its field', async () => {
    await expect(client.call('sample.double', { number: 5_000 })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('"number"'),
      fields: [{ field: 'number' }],
    });
    expect(core.reached).toEqual([]);
  });

  test("a handler's refusal crosses whole", async () => {
    await expect(client.call('sample.refuse', {})).rejects.toMatchObject({
      name: 'PortolanError',
      code: 'not-found',
      message: 'There is no such thing.',
      fields: [{ field: 'thing', message: 'unknown', start: 1, end: 3, example: 'another' }],
    });
    expect(faults).toEqual([]);
  });

  test('what breaks inside is reported there and hidden here', async () => {
    const broken = await client.call('sample.break', {}).catch((error: unknown) => error);
    expect(broken).toMatchObject({ code: 'internal' });
    expect(String(broken)).not.toContain('secret');
    expect(faults.map(String)).toEqual(['Error: a secret of the inside']);
  });

  test('an answer against the contract never leaves', async () => {
    const lied = await client.call('sample.lie', {}).catch((error: unknown) => error);
    expect(lied).toMatchObject({ code: 'internal' });
    expect(String(lied)).not.toContain('secret');
    expect(faults).toHaveLength(1);
  });

  test.each(['__proto__', 'constructor', 'toString', 'sample.said', 'sample.none', ''])(
    'the name %j is no command',
    async (name) => {
      // @ts-expect-error the point of the test
      await expect(client.call(name, {})).rejects.toMatchObject({ code: 'invalid-input' });
    },
  );

  test('an aborted call rejects at once and stops the handler', async () => {
    const controller = new AbortController();
    const call = client.call('sample.wait', { label: 'gone' }, { signal: controller.signal });
    await vi.waitFor(() => expect(core.waiting).toContain('gone'));
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(core.aborted).toEqual(['gone']));
    expect(faults).toEqual([]);
    await expect(
      client.call('sample.wait', { label: 'never' }, { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(await client.call('sample.double', { number: 1 })).toEqual({ product: 2 });
    expect(core.waiting.size).toBe(0);
  });

  test('closing aborts what is under way, rejects it, and ends the subscription', async () => {
    const call = client.call('sample.wait', { label: 'left' });
    const rejected = expect(call).rejects.toMatchObject({ code: 'disconnected' });
    await vi.waitFor(() => expect(core.waiting).toContain('left'));
    const disconnected = vi.fn<() => void>();
    client.onDisconnect(disconnected);
    client.close();
    await rejected;
    await vi.waitFor(() => expect(core.aborted).toEqual(['left']));
    await vi.waitFor(() => expect(disconnected).toHaveBeenCalledOnce());
    expect(core.listeners.size).toBe(0);
    await expect(client.call('sample.double', { number: 1 })).rejects.toMatchObject({ code: 'disconnected' });
  });

  if (tellsClient) {
    test('the client hears when the server closes', async () => {
      const call = client.call('sample.wait', { label: 'left' });
      const rejected = expect(call).rejects.toMatchObject({ code: 'disconnected' });
      await vi.waitFor(() => expect(core.waiting).toContain('left'));
      pair.server.close();
      await rejected;
      expect(core.aborted).toEqual(['left']);
    });
  }

  test('events arrive in order, and only as the contract has them', async () => {
    const heard: number[] = [];
    const off = client.on('sample.said', ({ count }) => heard.push(count));
    core.publish('sample.said', { count: 1 });
    core.publish('sample.said', { count: 'two' });
    core.publish('sample.unknown', { count: 3 });
    core.publish('sample.said', { count: 4 });
    await vi.waitFor(() => expect(heard).toEqual([1, 4]));
    expect(faults).toHaveLength(1);
    off();
    core.publish('sample.said', { count: 5 });
    await client.call('sample.double', { number: 1 });
    expect(heard).toEqual([1, 4]);
  });

  test('a listener that throws does not silence the others', async () => {
    const heard: number[] = [];
    client.on('sample.said', () => {
      throw new Error('broken view');
    });
    client.on('sample.said', ({ count }) => heard.push(count));
    core.publish('sample.said', { count: 1 });
    await vi.waitFor(() => expect(heard).toEqual([1]));
    expect(faults.map(String)).toEqual(['Error: broken view']);
  });

  test('calls beyond the limit are refused, and welcome once others have ended', async () => {
    const calls = Array.from({ length: MAX_CONCURRENT_CALLS }, (_, index) =>
      client.call('sample.wait', { label: `${index}` }),
    );
    await vi.waitFor(() => expect(core.waiting.size).toBe(MAX_CONCURRENT_CALLS));
    await expect(client.call('sample.double', { number: 1 })).rejects.toMatchObject({ code: 'unavailable' });
    core.release('0');
    await calls[0];
    expect(await client.call('sample.double', { number: 1 })).toEqual({ product: 2 });
    for (const label of core.waiting) core.release(label);
    await Promise.all(calls);
  });

  test('text of every kind crosses unharmed, up to the limit', async () => {
    const text = `\u0000\u2028😀"\\ ${'x'.repeat(MAX_MESSAGE_LENGTH / 2)}`;
    expect(await client.call('sample.echo', { text })).toEqual({ text });
    // Few characters, many bytes: the limit is that of the frame.
    for (const tooLong of ['x'.repeat(MAX_MESSAGE_LENGTH), '語'.repeat(MAX_MESSAGE_LENGTH / 3)]) {
      await expect(client.call('sample.echo', { text: tooLong })).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining('too large'),
      });
    }
    expect(core.reached).toHaveLength(1);
    expect(await client.call('sample.double', { number: 1 })).toEqual({ product: 2 });
  });
});
