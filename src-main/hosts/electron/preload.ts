/**
 * All that the page gets of Electron: one object that posts and receives messages on one channel. Messages cross as
 * JSON text, so nothing but plain data ever reaches either side. Runs sandboxed: one CommonJS file, no Node.
 */
import { contextBridge, ipcRenderer } from 'electron';

const channel = 'portolan';
let listener: ((message: unknown) => void) | undefined;
const waiting: unknown[] = [];

ipcRenderer.on(channel, (_event, text: string) => {
  const message: unknown = JSON.parse(text);
  if (listener) listener(message);
  else waiting.push(message);
});

contextBridge.exposeInMainWorld('portolanBridge', {
  post(message: unknown): void {
    ipcRenderer.send(channel, JSON.stringify(message));
  },
  /** One listener; messages that came before it was set are kept for it. */
  onMessage(next: (message: unknown) => void): void {
    listener = next;
    for (const message of waiting.splice(0)) next(message);
  },
});
