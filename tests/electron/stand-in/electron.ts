/**
 * A stand-in for the `electron` module, for tests on machines without its runtime. The built main process runs on plain
 * Node, windows are pages of headless Chromium, the built preload runs in an isolated world of the page. It offers only
 * what the app uses; anything else throws "not implemented". What it cannot show: the real binary's sandbox, fuses,
 * asar integrity, native menus and dialogs.
 */
import { app as appObject } from './app.ts';
import { dialog as dialogObject, shell as shellObject } from './dialogs.ts';
import { nativeTheme as themeObject } from './native-theme.ts';
import { failOnMissing } from './not-implemented.ts';
import { protocol as protocolObject } from './protocol.ts';
import { screen as screenObject } from './screen.ts';
import { defaultSession } from './session.ts';

export const app = failOnMissing('app', appObject);
export const dialog = dialogObject;
export const shell = shellObject;
export const nativeTheme = failOnMissing('nativeTheme', themeObject);
export const screen = failOnMissing('screen', screenObject);
export const protocol = failOnMissing('protocol', protocolObject);
export const session = failOnMissing('session', { defaultSession: failOnMissing('session', defaultSession) });
export { BrowserWindow } from './browser-window.ts';
export { Menu, MenuItem } from './menu.ts';
export { Notification } from './notification.ts';
