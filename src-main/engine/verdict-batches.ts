/** A worker's columns, host by host: what leaves the engine. */
import type { VerdictBatch } from './engine-event.ts';
import type { HostRecord } from './host-record.ts';
import type { ShareDesk } from './share-desk.ts';
import type { VerdictColumns } from './worker-messages.ts';

interface Draft {
  readonly record: HostRecord;
  readonly rows: number[];
}

/** What a report has told of one host. */
export interface BookedHost {
  readonly record: HostRecord;
  readonly batch: VerdictBatch;
}

/**
 * Books the verdicts in their shares and records and returns them by host. A verdict of a port that has one already (an
 * earlier run's, discovery's, a dead worker's) is dropped: each port gets exactly one. Control ports get none.
 */
export function bookVerdicts(columns: VerdictColumns, desk: ShareDesk): BookedHost[] {
  const drafts = new Map<HostRecord, Draft>();
  const texts = new Map(columns.banners.map(({ row, text }) => [row, text]));
  for (let row = 0; row < columns.count; row += 1) {
    const open = desk.find(columns.share[row] ?? 0);
    const host = columns.host[row] ?? 0;
    const record = open?.records[host];
    if (!open || !record) continue;
    const port = columns.port[row] ?? 0;
    const reason = columns.reason[row] ?? 0;
    if (open.share.kind === 'control') {
      record.suspicion.noteControl(port, reason);
      continue;
    }
    const place = desk.cutter.placeOf(port);
    if (place < 0) continue;
    if (open.share.kind === 'discover') {
      if (record.settledBefore?.[desk.cutter.planIndexOf(port)] === 1 || record.discovered.has(port))
        continue;
      record.discovered.add(port);
    } else {
      const flag = host * open.share.portCount + place - open.share.portFrom;
      if (open.settled[flag] === 1) continue;
      open.settled[flag] = 1;
      record.suspicion.note(reason);
    }
    record.settledHere += 1;
    const draft = drafts.get(record);
    if (draft) draft.rows.push(row);
    else drafts.set(record, { record, rows: [row] });
  }
  const cut = columnCutter(columns);
  return Array.from(drafts.values(), ({ record, rows }) => ({
    record,
    batch: {
      address: record.address,
      ...cut(rows),
      ...(texts.size === 0 ? {} : bannersOf(rows, columns, texts)),
    },
  }));
}

/** Gives rows as columns of their own; all of a report share their memory, as nobody keeps them for long. */
function columnCutter(columns: VerdictColumns): (rows: readonly number[]) => Omit<VerdictBatch, 'address'> {
  const ports = new Uint16Array(columns.count);
  const reasons = new Uint8Array(columns.count);
  const attempts = new Uint8Array(columns.count);
  const rttMs = new Float32Array(columns.count);
  const confidence = new Float32Array(columns.count);
  let next = 0;
  return (rows) => {
    const from = next;
    for (const row of rows) {
      ports[next] = columns.port[row] ?? 0;
      reasons[next] = columns.reason[row] ?? 0;
      attempts[next] = columns.attempts[row] ?? 0;
      rttMs[next] = columns.rttMs[row] ?? Number.NaN;
      confidence[next] = columns.confidence[row] ?? Number.NaN;
      next += 1;
    }
    return {
      ports: ports.subarray(from, next),
      reasons: reasons.subarray(from, next),
      attempts: attempts.subarray(from, next),
      rttMs: rttMs.subarray(from, next),
      confidence: confidence.subarray(from, next),
    };
  };
}

function bannersOf(
  rows: readonly number[],
  columns: VerdictColumns,
  texts: ReadonlyMap<number, string>,
): Pick<VerdictBatch, 'banners'> {
  const banners = new Map<number, string>();
  for (const row of rows) {
    const text = texts.get(row);
    if (text !== undefined) banners.set(columns.port[row] ?? 0, text);
  }
  return banners.size === 0 ? {} : { banners };
}
