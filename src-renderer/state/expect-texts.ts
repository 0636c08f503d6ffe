/** Expectation files that were typed in this window and are not yet known to be kept: nothing typed is ever lost. */

export interface UnkeptTexts {
  /** What was typed for a series; undefined: nothing that the core does not have. */
  get(seriesId: string): string | undefined;
  /** Kept when the typing pauses. `seriesId` null: of no series, only the one used last. */
  put(seriesId: string | null, text: string): void;
  /** Keeps now what waits, and what could not be kept before. */
  flush(): void;
}

/** After the last key. */
const KEEP_DELAY_MS = 300;

export function createUnkeptTexts(
  keep: (seriesId: string | null, text: string) => Promise<unknown>,
): UnkeptTexts {
  const texts = new Map<string | null, string>();
  /** On their way. */
  const sent = new Map<string | null, string>();
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(waiting);
    for (const [seriesId, text] of texts) {
      if (sent.get(seriesId) === text) continue;
      sent.set(seriesId, text);
      const arrived = (): boolean => sent.get(seriesId) === text && sent.delete(seriesId);
      keep(seriesId, text).then(
        () => {
          arrived();
          if (texts.get(seriesId) === text) texts.delete(seriesId);
        },
        // What cannot be kept stays in the window, and is tried again with the next.
        arrived,
      );
    }
  }

  return {
    get: (seriesId) => texts.get(seriesId),
    put(seriesId, text) {
      texts.set(seriesId, text);
      clearTimeout(waiting);
      waiting = setTimeout(flush, KEEP_DELAY_MS);
    },
    flush,
  };
}
