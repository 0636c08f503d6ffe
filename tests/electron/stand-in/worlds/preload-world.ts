/**
 * What a sandboxed preload finds: `require('electron')` with contextBridge and ipcRenderer, and no Node. Sent to the
 * browser as text, so it may use nothing from outside itself.
 */
import type { Bridge } from './bridge.ts';

type Listener = (event: unknown, ...args: unknown[]) => void;
type Preload = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

/** A message of the main process for this world. */
export interface PageMessage {
  readonly channel: string;
  readonly args: readonly unknown[];
}

/** What the preload's world sends to the main process. */
export type PreloadMessage =
  ({ readonly kind: 'send' } & PageMessage) | { readonly kind: 'preload-error'; readonly message: string };

/** The name under which the main process delivers messages into this world. */
export const RECEIVER = '__standInReceive';
/** The name of the browser's binding that carries messages out of it. */
export const SENDER = '__standInSend';

/** Runs `preload` in the world it is evaluated in. Only JSON values cross; anything else throws, louder than Electron. */
export function runPreloadWorld(
  bridge: Bridge,
  send: (text: string) => void,
  receiver: string,
  preload: Preload,
): void {
  const listeners = new Map<string, Listener[]>();
  const tell = (message: PreloadMessage): void => send(JSON.stringify(message));

  const onlyJson = (value: unknown): unknown => {
    const text = JSON.stringify(value);
    if (text === undefined) throw new Error(`stand-in: IPC of ${typeof value} is not implemented`);
    return JSON.parse(text);
  };
  const missing = (name: string): never => {
    throw new Error(`stand-in: ${name} is not implemented`);
  };
  const strict = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get: (object, member): unknown =>
        member in object ? Reflect.get(object, member) : missing(`${name}.${String(member)}`),
    });

  const ipcRenderer = strict('ipcRenderer', {
    send: (channel: string, ...args: unknown[]) => tell({ kind: 'send', channel, args: args.map(onlyJson) }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
  });
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (key: string, api: Readonly<Record<string, unknown>>) => bridge.expose(key, api),
  });
  Object.defineProperty(globalThis, receiver, {
    value: ({ channel, args }: PageMessage) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    },
  });
  const modules = new Map<string, unknown>([
    ['electron', strict('electron', { contextBridge, ipcRenderer })],
  ]);
  const require = (name: string): unknown =>
    modules.get(name) ?? missing(`require('${name}') in a sandboxed preload`);
  try {
    const module = { exports: {} };
    preload(require, module, module.exports);
  } catch (error) {
    tell({
      kind: 'preload-error',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
