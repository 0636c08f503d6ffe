/** Events pushed on one side, iterated on the other, in order; it can say how far its reader is behind. */

export interface EventStream<T> extends AsyncIterable<T> {
  /** `weight`: what the event adds to the backlog until it is read. Ignored after `end`. */
  push(event: T, weight?: number): void;
  end(): void;
  /** Sum of the weights of the events not yet read. */
  readonly backlog: number;
}

/**
 * `onRead` is called after each event that the reader has taken; `onLeft` when the reader leaves before the end. One
 * reader only: a second one would share the events.
 */
export function createEventStream<T>({
  onRead,
  onLeft,
}: {
  onRead: () => void;
  onLeft: () => void;
}): EventStream<T> {
  let waiting: { event: T; weight: number }[] = [];
  let head = 0;
  let backlog = 0;
  let ended = false;
  let wake: (() => void) | undefined;

  const notify = (): void => {
    wake?.();
    wake = undefined;
  };

  const take = (): T | undefined => {
    const next = waiting[head];
    if (!next) return undefined;
    head += 1;
    if (head > 256 && head * 2 > waiting.length) {
      waiting = waiting.slice(head);
      head = 0;
    }
    backlog -= next.weight;
    onRead();
    return next.event;
  };

  return {
    push(event, weight = 0) {
      if (ended) return;
      waiting.push({ event, weight });
      backlog += weight;
      notify();
    },
    end() {
      ended = true;
      notify();
    },
    get backlog() {
      return backlog;
    },
    async *[Symbol.asyncIterator]() {
      let isOver = false;
      try {
        for (;;) {
          const event = take();
          if (event !== undefined) {
            yield event;
          } else if (ended) {
            isOver = true;
            return;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        if (!isOver) onLeft();
      }
    },
  };
}
