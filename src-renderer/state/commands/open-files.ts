/** Chooses files and opens them: lists of targets and reports. */
import type { AppStore } from '../store.ts';

export const OPENED_FILES =
  '.json,.xml,.txt,.lst,.list,.csv,.yaml,.yml,text/plain,application/json,text/xml,application/xml';

/** Shows the system's chooser. A browser allows that only as the answer to a click or key: otherwise one is asked for. */
export function openFiles(store: AppStore): void {
  if (!navigator.userActivation.isActive) {
    store.getState().notify({
      tone: 'info',
      message: 'Drop a report or a list of targets on the window, or choose one.',
      action: { label: 'Choose a file', run: () => openFiles(store) },
    });
    return;
  }
  const chooser = document.createElement('input');
  chooser.type = 'file';
  chooser.accept = OPENED_FILES;
  chooser.addEventListener('change', () => {
    const file = chooser.files?.[0];
    if (file) void store.getState().openFile(file);
  });
  chooser.click();
}
