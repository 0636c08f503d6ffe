/** Hears of long scans that end and of what watches saw change, for whoever tells a person who looks elsewhere. */
import { endNotice } from '../../src-shared/contract/end-notice.ts';
import type { CallContext } from '../../src-shared/contract/define.ts';
import type { PortolanApp } from './create-app.ts';

export type EndNotice = NonNullable<ReturnType<typeof endNotice>>;

const ANSWER_MS = 10_000;

/** Calls `tell` (with the run to look at, where there is one) for a long scan that ended and for a watch's news, where the settings allow it and `isWatched` says no. */
export function watchEnds(
  core: Pick<PortolanApp, 'events' | 'handlers'>,
  isWatched: () => boolean,
  tell: (notice: EndNotice, scanId: string | null) => void,
): void {
  core.events.subscribe((name, payload) => {
    if (name === 'watch.news') {
      const notice = { title: payload.name, body: payload.headline };
      void tellNews(notice, payload.scanId).catch(() => {});
      return;
    }
    if (name !== 'scan.events') return;
    for (const event of payload.events) {
      // What cannot be told has no one to be told to.
      if (event.type === 'finished') void look(event.scanId).catch(() => {});
    }
  });

  async function tellNews(notice: EndNotice, scanId: string | null): Promise<void> {
    if (isWatched()) return;
    const { notifications } = await core.handlers['settings.get']({}, contextOfCall());
    if (notifications) tell(notice, scanId);
  }

  async function look(scanId: string): Promise<void> {
    if (isWatched()) return;
    const context = contextOfCall();
    const { notifications, notifyAfterSeconds } = await core.handlers['settings.get']({}, context);
    if (!notifications) return;
    const view = await core.handlers['scan.snapshot']({ scanId }, context);
    const { options, status, stats, progress, ports } = view;
    if (status === 'running' || status === 'paused') return;
    const elapsedMs = stats?.elapsedMs ?? progress.elapsedMs;
    const ended = { targets: options?.targets ?? [], status, elapsedMs, ports };
    const notice = endNotice(ended, notifyAfterSeconds * 1_000);
    if (notice !== null) tell(notice, scanId);
  }
}

function contextOfCall(): CallContext {
  return { signal: AbortSignal.timeout(ANSWER_MS), connectionId: 'watch-ends' };
}
