/** Puts the cursor into a field: of the Scan screen, going there first, or of the screen that is shown. */
import type { AppStore } from '../store.ts';

export const SELECT_TARGETS = '.scan-form-targets input[type="text"]';
export const SELECT_LINES = 'input[aria-label="Filter lines"]';
export const SELECT_FILTER = 'input[aria-label="Filter rows"]';

/** Frames that a screen may need to be drawn; afterwards it is given up quietly. */
const MAX_FRAMES = 30;

export function focusField(store: AppStore, selector: string): void {
  const { route, lastScanId, navigate } = store.getState();
  if (route.screen !== 'scan' && selector !== SELECT_LINES) navigate({ screen: 'scan', scanId: lastScanId });
  let frames = 0;
  const look = () => {
    const field = document.querySelector<HTMLInputElement>(selector);
    frames += 1;
    if (field) field.select();
    else if (frames < MAX_FRAMES) requestAnimationFrame(look);
  };
  // A palette that is closing gives the focus back first.
  requestAnimationFrame(() => requestAnimationFrame(look));
}
