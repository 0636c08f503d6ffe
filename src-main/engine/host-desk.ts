/** Books what workers say of hosts, judges each when its last share has ended, and says so. */
import { reasonOfCode } from '../../src-shared/scan/port-state.ts';
import { roundToMicroseconds } from './clock.ts';
import type { ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { EngineEvent, ScanPlan, VerdictBatch } from './engine-event.ts';
import {
  judgeDiscovery,
  judgeHost,
  noteEnd,
  settleHeld,
  type HostJudgement,
  type HostRecord,
} from './host-record.ts';
import type { ScanAccount } from './scan-account.ts';
import { scanWarnings } from './scan-warnings.ts';
import type { ShareDesk } from './share-desk.ts';
import { bookVerdicts } from './verdict-batches.ts';
import type { HostEnd, HostHeard, VerdictColumns } from './worker-messages.ts';

const MAX_WARNINGS_OF_A_KIND = 50;

export interface HostDeskOptions {
  readonly plan: ScanPlan;
  readonly desk: ShareDesk;
  readonly account: ScanAccount;
  /** `weight`: verdicts in the event. */
  readonly say: (event: EngineEvent, weight?: number) => void;
  /** Other workers that have a part of the host should know. */
  readonly tellOthers: (record: HostRecord) => void;
}

export class HostDesk {
  readonly #o: HostDeskOptions;
  readonly #warned = new Map<string, number>();

  constructor(o: HostDeskOptions) {
    this.#o = o;
  }

  /** A host's first own answer. */
  heard({ share, host, reason, times }: HostHeard): void {
    const record = this.#o.desk.find(share)?.records[host];
    if (!record) return;
    record.times ??= times;
    if (record.upReason !== null) return;
    record.upReason = reason;
    this.#sayHost(record, { status: 'up', reason: reasonOfCode(reason) }, false);
    if (record.sharesLeft > 1) this.#o.tellOthers(record);
  }

  /** Verdicts of a worker. A host that shows many open ports is asked its control ports, while it is worked on. */
  book(columns: VerdictColumns): void {
    const { desk, plan } = this.#o;
    const booked = bookVerdicts(columns, desk);
    this.#verdicts(booked.map(({ batch }) => batch));
    for (const { record } of booked) {
      const isAsked = (port: number): boolean => desk.cutter.placeOf(port) >= 0;
      const ports = record.suspicion.draw(record.address, plan.seed, isAsked);
      if (ports) desk.askControl(record, ports);
    }
  }

  /** A host's part of a share has ended. */
  ended(end: HostEnd): void {
    const open = this.#o.desk.find(end.share);
    const record = open?.records[end.host];
    if (!open || !record || open.ended.has(end.host)) return;
    open.ended.add(end.host);
    noteEnd(record, end);
    if (record.sharesLeft > 0) return;
    if (open.share.kind === 'discover') {
      const judgement = judgeDiscovery(record);
      if (judgement) this.#finishHost(record, judgement);
      else this.#o.desk.addReady(record);
      return;
    }
    const judgement = judgeHost(record, this.#o.plan.discovery);
    const { held } = record;
    record.held = [];
    if (judgement.held === 'ask-again' && held.length > 0) {
      this.#o.desk.askAgain(
        record,
        held.flatMap(({ ports }) => [...ports]),
      );
      return;
    }
    if (judgement.held === 'settle') {
      for (const part of held) {
        record.settledHere += part.ports.length;
        const { ports, attempts } = part;
        this.#verdicts([{ address: record.address, ports, attempts, ...settleHeld(part) }]);
      }
    }
    this.#finishHost(record, judgement);
  }

  #finishHost(record: HostRecord, judgement: HostJudgement): void {
    if (record.gaveUp !== null) this.#warn(scanWarnings.gaveUp(record.address, record.gaveUp));
    if (record.timedOut)
      this.#warn(scanWarnings.hostTimeout(record.address, this.#o.plan.hostTimeoutMs ?? 0));
    if (record.icmpLimited) this.#warn(scanWarnings.icmpLimited(record.address));
    if (record.wentQuiet) this.#warn(scanWarnings.wentQuiet(record.address));
    if (record.greetingsSkipped > 0)
      this.#warn(scanWarnings.bannersSkipped(record.address, record.greetingsSkipped));
    if (record.suspicion.isConfirmed) this.#warn(scanWarnings.openEverywhere(record.address));
    if (record.startedAtMs === null) this.#o.account.hostAbsent();
    this.#o.account.hostDone(record.settledHere, countFlags(record.settledBefore));
    this.#sayHost(record, judgement, true);
  }

  /** Says verdicts and counts them. */
  #verdicts(batches: readonly VerdictBatch[]): void {
    let count = 0;
    for (const { ports } of batches) count += ports.length;
    if (count === 0) return;
    this.#o.account.portsDone += count;
    this.#o.say({ type: 'verdicts', batches }, count);
  }

  #sayHost(record: HostRecord, { status, reason }: HostJudgement, finished: boolean): void {
    const srttMs = record.times ? roundToMicroseconds(record.times.srttMs) : record.srttBeforeMs;
    this.#o.say({ type: 'host', address: record.address, status, reason, srttMs, finished });
  }

  /** About single hosts; of a large network the first few dozen of a kind are enough. */
  #warn(warning: ScanWarning): void {
    const told = (this.#warned.get(warning.code) ?? 0) + 1;
    this.#warned.set(warning.code, told);
    if (told <= MAX_WARNINGS_OF_A_KIND) this.#o.say({ type: 'warning', warning });
    else if (told === MAX_WARNINGS_OF_A_KIND + 1) {
      this.#o.say({ type: 'warning', warning: scanWarnings.moreHosts(warning.code) });
    }
  }
}

function countFlags(flags: Uint8Array | undefined): number {
  return flags?.reduce((sum, flag) => sum + flag, 0) ?? 0;
}
