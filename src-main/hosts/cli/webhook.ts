/** Posts a watch's news where a person said: the one thing of Portolan that leaves by itself, and only by this option. */
import type { WatchNews } from '../../../src-shared/contract/run-watch.ts';
import { wrongArgument } from './arguments.ts';
import { BAD_PORTS } from './bad-ports.ts';

export interface Webhook {
  /** Null when it was taken; otherwise one sentence why not. Never rejects. */
  send(news: WatchNews): Promise<string | null>;
  /** Somebody waits for the end: what is under way gets a moment, and no further try. */
  hurry(): void;
}

export interface WebhookTimes {
  /** For one try, ms. */
  readonly limitMs: number;
  /** The same from when somebody waits for the end. */
  readonly hurriedMs: number;
  /** Before each further try, ms. */
  readonly pausesMs: readonly number[];
}

/** The version of the JSON that is posted and printed. */
export const WATCH_SCHEMA = 'portolan-watch/1';
const TIMES: WebhookTimes = { limitMs: 10_000, hurriedMs: 2_000, pausesMs: [1_000, 3_000] };

/** Throws PortolanError `invalid-input` for what is no http(s) address. */
export function createWebhook(text: string, example: string, times: WebhookTimes = TIMES): Webhook {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw wrongArgument(`--webhook takes an http or https address, not "${text.slice(0, 80)}".`, example);
  }
  if (url.username !== '' || url.password !== '') {
    throw wrongArgument(
      '--webhook takes no name and password in the address: put a token in its path.',
      example,
    );
  }
  if (url.port !== '' && BAD_PORTS.has(Number(url.port))) {
    throw wrongArgument(`--webhook cannot post to port ${url.port}: no web server listens there.`, example);
  }
  const hurrying = new AbortController();
  return {
    send: async (news) => {
      const body = JSON.stringify({ schema: WATCH_SCHEMA, ...news });
      let problem = await post(url, body, times, hurrying.signal);
      for (const pauseMs of times.pausesMs) {
        if (problem === null || hurrying.signal.aborted) break;
        await pause(pauseMs, hurrying.signal);
        problem = await post(url, body, times, hurrying.signal);
      }
      return problem === null ? null : `The webhook at ${url.host} did not take the news: ${problem}`;
    },
    hurry: () => hurrying.abort(),
  };
}

/** Cut short when somebody hurries. */
function pause(ms: number, hurried: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    hurried.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Aborts after the limit, or the shorter one from when somebody hurries. */
function limitOf({ limitMs, hurriedMs }: WebhookTimes, hurried: AbortSignal): AbortSignal {
  if (hurried.aborted) return AbortSignal.timeout(hurriedMs);
  const late = new AbortController();
  hurried.addEventListener('abort', () => {
    AbortSignal.timeout(hurriedMs).addEventListener('abort', () =>
      late.abort(new DOMException('', 'TimeoutError')),
    );
  });
  return AbortSignal.any([AbortSignal.timeout(limitMs), late.signal]);
}

async function post(
  url: URL,
  body: string,
  times: WebhookTimes,
  hurried: AbortSignal,
): Promise<string | null> {
  const startedMs = performance.now();
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      // A redirect would carry the news to where nobody said.
      redirect: 'manual',
      signal: limitOf(times, hurried),
    });
    await answer.body?.cancel();
    if (answer.ok) return null;
    const isElsewhere = answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400);
    return isElsewhere
      ? 'it sends on to another address, which is not followed: name that one.'
      : `it answered ${answer.status}.`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? `it gave no answer within ${Math.max(1, Math.round((performance.now() - startedMs) / 1_000))} s.`
      : 'it could not be reached.';
  }
}
