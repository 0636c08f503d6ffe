/** A run by its id, or by the beginning of it where that is enough to tell. */
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { FinalStatus } from '../../../src-shared/scan/scan-report.ts';
import type { PortolanApp } from '../../app/create-app.ts';
import { callContext } from './open-core.ts';

const PAGE = 500;

export interface RunFilter {
  readonly text?: string | undefined;
  readonly tag?: string | undefined;
  readonly status?: 'running' | FinalStatus | undefined;
}

/** All runs of the history, or those that a filter admits, newest first, page by page. */
export async function* listRuns(core: PortolanApp, { text = '', tag, status }: RunFilter = {}) {
  for (let offset = 0; ; offset += PAGE) {
    const query = { text, tag, status, offset, limit: PAGE };
    const { runs, total } = await core.handlers['history.list'](query, callContext());
    yield* runs;
    if (runs.length === 0 || offset + runs.length >= total) return;
  }
}

/** The full id. Throws PortolanError `not-found` where no run, or more than one, begins so. */
export async function findRunId(core: PortolanApp, given: string): Promise<string> {
  const found: string[] = [];
  for await (const { scanId } of listRuns(core)) {
    if (scanId === given) return scanId;
    if (given.length >= 4 && scanId.startsWith(given)) found.push(scanId);
  }
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const shown = given.slice(0, 64).replace(/[\p{Cc}\p{Cf}]/gu, '?');
  throw new PortolanError(
    'not-found',
    found.length > 1
      ? `${found.length} scans of the history begin with "${shown}": give more of the id.`
      : `There is no scan "${shown}" in the history: "portolan history list" shows those there are.`,
  );
}
