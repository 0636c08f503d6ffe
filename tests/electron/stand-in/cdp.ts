/** A small client of the Chrome DevTools Protocol with flat sessions, on Node's own WebSocket. */
import { EventEmitter } from 'node:events';
import type { CDPSession } from 'playwright-core';

/** One target's conversation, or the browser's; typed by Playwright's copy of the protocol. */
export type CdpSession = Pick<CDPSession, 'on' | 'send'>;

export interface Cdp {
  readonly browser: CdpSession;
  session(sessionId: string): CdpSession;
  onClose(listener: () => void): void;
}

interface PendingCall {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface CdpMessage {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: unknown;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
}

/** Connects to a browser's DevTools address (ws://...). Pending calls reject when the line breaks. */
export async function connectCdp(address: string): Promise<Cdp> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`No DevTools at ${address}`)), { once: true });
  });
  const emitters = new Map<string, EventEmitter>();
  const pending = new Map<number, PendingCall>();
  let closed = false;
  let lastId = 0;

  const call = (sessionId: string, method: string, params: object): Promise<unknown> => {
    if (closed) return Promise.reject(new Error(`${method}: the browser is gone`));
    const id = ++lastId;
    const answer = new Promise<unknown>((resolve, reject) => pending.set(id, { method, resolve, reject }));
    socket.send(JSON.stringify({ id, method, params, ...(sessionId === '' ? {} : { sessionId }) }));
    return answer;
  };
  const emitterOf = (sessionId: string): EventEmitter => {
    const known = emitters.get(sessionId);
    if (known) return known;
    const made = new EventEmitter();
    emitters.set(sessionId, made);
    return made;
  };
  const session = (sessionId: string): CdpSession => {
    const emitter = emitterOf(sessionId);
    return {
      on: emitter.on.bind(emitter) as unknown as CdpSession['on'],
      send: ((method: string, params: object = {}) => call(sessionId, method, params)) as CdpSession['send'],
    };
  };

  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as CdpMessage;
    if (message.id === undefined) {
      emitters.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  });
  const closeListeners: (() => void)[] = [];
  socket.addEventListener('close', () => {
    closed = true;
    for (const waiting of pending.values())
      waiting.reject(new Error(`${waiting.method}: the browser is gone`));
    pending.clear();
    for (const listener of closeListeners) listener();
  });
  return { browser: session(''), session, onClose: (listener) => closeListeners.push(listener) };
}
