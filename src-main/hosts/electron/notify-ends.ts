/** Tells by the system when a long scan ends, or a watch saw a change, while no window of the app is in front. */
import { BrowserWindow, Notification } from 'electron';
import type { PortolanApp } from '../../app/create-app.ts';
import { watchEnds } from '../../app/watch-ends.ts';

/** Shown ones: nobody else holds them, and one that is collected hears no click. */
const shown = new Set<Notification>();

export function notifyEnds(core: Pick<PortolanApp, 'events' | 'handlers'>): void {
  const isWatched = () => BrowserWindow.getAllWindows().some((window) => window.isFocused());
  watchEnds(core, isWatched, (notice, scanId) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification(notice);
    shown.add(notification);
    notification.on('click', () => {
      const [window] = BrowserWindow.getAllWindows();
      if (window?.isMinimized()) window.restore();
      window?.focus();
      if (scanId !== null) core.events.publish('app.show-scan', { scanId });
    });
    notification.on('close', () => shown.delete(notification));
    notification.show();
  });
}
