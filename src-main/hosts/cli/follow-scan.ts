/** Listens to one scan from its first event to its last. */
import { emptyScanView, foldScan, type ScanView } from '../../../src-shared/scan/fold-scan.ts';
import type { ScanEvent, ScanEventOf } from '../../../src-shared/scan/scan-event.ts';
import type { PortolanApp } from '../../app/create-app.ts';

export interface FollowedScan {
  /** Names the scan to follow; what it has said before is caught up with. */
  begin(scanId: string): void;
  /** Resolves with the scan's last word. */
  readonly finished: Promise<ScanEventOf<'finished'>>;
  /** Hears no more. */
  end(): void;
}

/** Subscribes at once, so that nothing is missed between starting a scan and learning its id. */
export function followScan(
  core: PortolanApp,
  onEvents: (events: readonly ScanEvent[], view: ScanView) => void,
): FollowedScan {
  let view: ScanView | undefined;
  let early: ScanEvent[] = [];
  let resolveFinished: (event: ScanEventOf<'finished'>) => void;
  const finished = new Promise<ScanEventOf<'finished'>>((resolve) => {
    resolveFinished = resolve;
  });

  function hear(events: readonly ScanEvent[]): void {
    if (view === undefined) {
      early.push(...events);
      return;
    }
    const { scanId } = view;
    const own = events.filter((event) => event.scanId === scanId);
    if (own.length === 0) return;
    // Nobody asks for single hosts here: they are in the report.
    view = foldScan(view, own, 0);
    onEvents(own, view);
    for (const event of own) if (event.type === 'finished') resolveFinished(event);
  }

  const unsubscribe = core.events.subscribe((name, payload) => {
    if (name === 'scan.events') hear(payload.events);
  });
  return {
    begin(scanId) {
      view = emptyScanView(scanId);
      const waiting = early;
      early = [];
      hear(waiting);
    },
    finished,
    end: unsubscribe,
  };
}
