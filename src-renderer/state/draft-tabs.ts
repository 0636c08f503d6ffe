/** Tabs of scans not yet started. The first is {@link NEW_TAB}; more are numbered: "new-2". */

/** The tab of a scan not yet started. */
export const NEW_TAB = 'new';

const DRAFT_TAB = /^new(-\d{1,6})?$/;

/** True for the id of a tab whose scan was not started: the core knows nothing of it. */
export function isDraftTab(tab: string): boolean {
  return DRAFT_TAB.test(tab);
}

/** An id that none of the open tabs has. */
export function nextDraftTab(tabs: readonly string[]): string {
  let number = 2;
  while (tabs.includes(`${NEW_TAB}-${number}`)) number += 1;
  return `${NEW_TAB}-${number}`;
}

/** The route's scan id of a tab: the first draft tab is the Scan screen itself. */
export function scanIdOfTab(tab: string): string | null {
  return tab === NEW_TAB ? null : tab;
}
