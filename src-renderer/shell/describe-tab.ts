import type { ScanView } from '../../src-shared/scan/fold-scan.ts';
import { isDraftTab } from '../state/draft-tabs.ts';
import type { ScanDraft } from '../state/form-slice.ts';

/** What stands on a tab: its targets, as typed. */
export function describeTab(tab: string, view: ScanView | undefined, draft: ScanDraft | undefined): string {
  const typed = draft?.targets.trim() ? [draft.targets.trim()] : [];
  const targets = view?.options?.targets ?? typed;
  if (targets.length > 0) return targets.join(', ');
  return isDraftTab(tab) ? 'New scan' : 'A scan';
}
