/**
 * Ordered fan-out of what the core says. Scan events are gathered for about {@link FLUSH_MS} and leave as messages of
 * bounded size; anything else leaves at once, after what was gathered, so that the order of publishing is kept.
 */
import type { EventName, PayloadOf } from '../../src-shared/contract/define.ts';
import type { PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import { MAX_MESSAGE_LENGTH } from '../../src-shared/contract/wire.ts';
import type { ScanEvent } from '../../src-shared/scan/scan-event.ts';

export type PortolanEvent = EventName<PortolanContract>;
export type Published = {
  [N in PortolanEvent]: [name: N, payload: PayloadOf<PortolanContract, N>];
}[PortolanEvent];
export type EventListener = (...published: Published) => void;

export interface EventBus {
  publish: EventListener;
  /** Returns the way out. A listener hears what is published after it subscribed. */
  subscribe(listener: EventListener): () => void;
  /** Sends what is gathered now. */
  flush(): void;
}

export const FLUSH_MS = 50;
/** Half of what a message may hold: escapes and the envelope have room. */
const MAX_BATCH_LENGTH = MAX_MESSAGE_LENGTH / 2;
/** A run of many hosts that is taken up says all it knows in one go: so many events do not wait for the others. */
const MAX_GATHERED = 4_096;
/** JSON of one open port with a service name of ordinary length. */
const LENGTH_OF_PORT = 160;
const LENGTH_OF_TALLY = 64;

/**
 * `after` runs a task once after a delay in ms and returns its cancellation. A listener that throws is no trouble of
 * whoever publishes: `onFault` is told, the other listeners hear.
 */
export function createEventBus(
  after: (delayMs: number, task: () => void) => () => void,
  onFault: (error: unknown) => void = () => {},
): EventBus {
  const listeners = new Set<EventListener>();
  let gathered: ScanEvent[] = [];
  let cancelFlush: (() => void) | undefined;

  const send: EventListener = (...published) => {
    for (const listener of listeners) {
      try {
        listener(...published);
      } catch (error) {
        onFault(error);
      }
    }
  };
  const flush = (): void => {
    cancelFlush?.();
    cancelFlush = undefined;
    const events = gathered;
    gathered = [];
    for (const batch of splitEvents(events)) send('scan.events', { events: batch });
  };
  return {
    publish: (...published) => {
      if (published[0] === 'scan.events') {
        for (const event of published[1].events) gathered.push(event);
        if (gathered.length >= MAX_GATHERED) flush();
        else cancelFlush ??= after(FLUSH_MS, flush);
        return;
      }
      flush();
      send(...published);
    },
    subscribe: (listener) => {
      // What was gathered is not for it: its snapshot, which it reads after this, may already cover it; `seq` tells.
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
  };
}

/** Splits events into batches that stay well under the message limit. One event is never split. */
export function splitEvents(events: readonly ScanEvent[]): ScanEvent[][] {
  const batches: ScanEvent[][] = [];
  let batch: ScanEvent[] = [];
  let length = 0;
  for (const event of events) {
    const size = estimateLength(event);
    if (batch.length > 0 && length + size > MAX_BATCH_LENGTH) {
      batches.push(batch);
      batch = [];
      length = 0;
    }
    batch.push(event);
    length += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** About the UTF-16 length of the event's JSON; exact where text of a stranger or a person is in it. */
function estimateLength(event: ScanEvent): number {
  if (event.type !== 'ports') return event.type === 'progress' ? 400 : JSON.stringify(event).length;
  let length = 128;
  for (const host of event.hosts) {
    length += 128 + host.open.length * LENGTH_OF_PORT + host.tally.length * LENGTH_OF_TALLY;
    for (const { banner } of host.open) if (banner !== undefined) length += JSON.stringify(banner).length;
  }
  return length;
}
