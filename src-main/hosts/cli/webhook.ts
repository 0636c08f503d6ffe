/** Posts a watch's news where a person said: the one thing of Portolan that leaves by itself, and only by this option. */
import type { WatchNews } from '../../../src-shared/contract/run-watch.ts';
import { wrongArgument } from './arguments.ts';

export interface Webhook {
  /** Null when it was taken; otherwise one sentence why not. Never rejects. */
  send(news: WatchNews): Promise<string | null>;
}

export interface WebhookTimes {
  /** For one try, ms. */
  readonly limitMs: number;
  /** Before each further try, ms. */
  readonly pausesMs: readonly number[];
}

/** The version of the JSON that is posted. */
const WATCH_SCHEMA = 'portolan-watch/1';
const TIMES: WebhookTimes = { limitMs: 10_000, pausesMs: [1_000, 3_000] };

/** Throws PortolanError `invalid-input` for what is no http(s) address. */
export function createWebhook(text: string, example: string, times: WebhookTimes = TIMES): Webhook {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw wrongArgument(`--webhook takes an http or https address, not "${text.slice(0, 80)}".`, example);
  }
  return {
    send: async (news) => {
      const body = JSON.stringify({ schema: WATCH_SCHEMA, ...news });
      let problem = await post(url, body, times.limitMs);
      for (const pauseMs of times.pausesMs) {
        if (problem === null) break;
        await new Promise((resolve) => {
          setTimeout(resolve, pauseMs);
        });
        problem = await post(url, body, times.limitMs);
      }
      return problem === null ? null : `The webhook at ${url.host} did not take the change: ${problem}`;
    },
  };
}

async function post(url: URL, body: string, limitMs: number): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      // A redirect would carry the news to where nobody said.
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `it answered ${answer.status}.`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? `it gave no answer within ${limitMs / 1_000} s.`
      : 'it could not be reached.';
  }
}
