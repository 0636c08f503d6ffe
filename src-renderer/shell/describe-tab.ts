import type { ScanView } from '../../src-shared/scan/fold-scan.ts';
import type { ScanDraft } from '../state/form-slice.ts';

/** What stands on a scan's tab: its targets, as typed. */
export function describeTab(view: ScanView | undefined, draft: ScanDraft | undefined): string {
  const targets = view?.options?.targets ?? (draft?.targets ? [draft.targets] : []);
  return targets.length > 0 ? targets.join(', ') : 'A scan';
}
