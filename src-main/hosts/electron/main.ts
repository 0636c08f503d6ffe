/** The desktop app: one instance, one window, the core behind it. */
import path from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, protocol, session, shell } from 'electron';
import { keepCore, type KeptCore } from '../../app/core-keeper.ts';
import { createApp } from '../../app/create-app.ts';
import { dataFolder } from '../../app/data-folder.ts';
import { coolDown } from '../../app/warm-up.ts';
import { APP_PAGE, APP_SCHEME, originOf } from './app-address.ts';
import { servePages } from './ipc-transport.ts';
import { lockDownContents, lockDownSession } from './lock-down.ts';
import { installMenu, offerCommands } from './menu.ts';
import { notifyEnds } from './notify-ends.ts';
import { servePage } from './page-protocol.ts';
import { desktopAbilities } from './save-dialog.ts';
import { revivePage } from './revive-page.ts';
import { isTrustedFrame } from './trusted-senders.ts';
import { createWindow } from './window.ts';

/** Exit code of an internal fault, as the command line's. */
const INTERNAL_FAULT = 4;

const distFolder = path.dirname(import.meta.dirname);
const rendererFolder = path.join(distFolder, 'renderer');
/** The dev server's page, only ever in a checkout: an installed app takes no address from its environment. */
const devServer = app.isPackaged ? undefined : process.env['VITE_DEV_SERVER_URL'];
const pageAddress = devServer ?? APP_PAGE;
const pageOrigin = originOf(pageAddress);

const windows = new Map<string, BrowserWindow>();
let connections = 0;

/** Everything that must be settled before Electron is ready. */
function prepare(): void {
  // A terminal that has gone is not a fault.
  process.stderr.on('error', () => {});
  const folder = dataFolder(process.env, process.platform, app.getPath('home'));
  app.setPath('userData', folder);
  // Chromium's own files, apart from the history.
  app.setPath('sessionData', path.join(folder, 'chromium'));
  app.enableSandbox();
  // Name look-ups and preconnects of a page pass no request filter; this ends them too.
  if (devServer === undefined) app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => {
    lockDownContents(contents, {
      reloadable: devServer === undefined ? null : pageOrigin,
      openExternal: (address) => void shell.openExternal(address),
    });
  });
}

function openWindow(core: KeptCore): void {
  const window = createWindow({
    preload: path.join(distFolder, 'preload', 'preload.cjs'),
    icon: path.join(rendererFolder, 'icon.png'),
    devTools: !app.isPackaged,
    placeFile: path.join(app.getPath('userData'), 'window.json'),
  });
  servePages(
    window.webContents,
    (frame) => isTrustedFrame(frame, pageOrigin),
    (transport) => {
      connections += 1;
      const connectionId = `window-${connections}`;
      windows.set(connectionId, window);
      transport.onClose(() => windows.delete(connectionId));
      core.connect(transport, connectionId);
    },
  );
  revivePage(window.webContents, (reason) => {
    dialog.showErrorBox(
      'Portolan’s window keeps failing',
      `Its page ended several times in a minute (${reason}). Close Portolan and open it again; every run is kept.`,
    );
  });
  // A page that is loaded again meanwhile ends the loading of the first.
  window.loadURL(pageAddress).catch(reportFault);
}

/** Follows the theme that the person chose, so that the frame and the next start match the page. */
async function followTheme(core: KeptCore): Promise<void> {
  const read = async (): Promise<void> => {
    const context = { signal: AbortSignal.timeout(10_000), connectionId: 'desktop' };
    nativeTheme.themeSource = (await core.handlers['settings.get']({}, context)).theme;
  };
  core.events.subscribe((name, payload) => {
    if (name === 'settings.changed') nativeTheme.themeSource = payload.theme;
    else if (name === 'core.changed' && payload.fault === null) void read().catch(reportFault);
  });
  // Without a core the system's theme will do.
  await read().catch(reportFault);
}

/** Ends running scans cleanly, keeps what is known, then quits. */
function closeOnQuit(core: KeptCore): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    core
      .close()
      .then(coolDown)
      .then(
        () => app.exit(0),
        (error: unknown) => {
          dialog.showErrorBox('Portolan could not close its history cleanly', String(error));
          app.exit(INTERNAL_FAULT);
        },
      );
  });
}

/** What a window sees only as `internal`, for whoever started the program from a terminal. */
function reportFault(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`portolan: a fault of the program, please report it: ${what}\n`);
}

async function start(): Promise<void> {
  lockDownSession(session.defaultSession, pageOrigin);
  protocol.handle(APP_SCHEME, servePage(rendererFolder));
  const core = await keepCore({
    start: () =>
      createApp({
        dataFolder: app.getPath('userData'),
        host: 'desktop',
        onFault: reportFault,
        abilities: { ...desktopAbilities((connectionId) => windows.get(connectionId)), offerCommands },
      }),
    onFault: reportFault,
  });
  // The window says so and starts the core again; Electron's own box would offer nothing.
  process.on('uncaughtException', (error) => core.fail(error));
  process.on('unhandledRejection', reportFault);
  closeOnQuit(core);
  installMenu({
    development: !app.isPackaged,
    run: (id) => {
      if (BrowserWindow.getAllWindows().length === 0) openWindow(core);
      else core.events.publish('app.command', { id });
    },
  });
  await followTheme(core);
  notifyEnds(core);
  openWindow(core);
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return openWindow(core);
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(core);
  });
  app.on('window-all-closed', () => {
    offerCommands(null);
    if (process.platform !== 'darwin') app.quit();
  });
}

// No top-level await of whenReady: Electron becomes ready only after this module has been evaluated.
prepare();
if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox('Portolan could not start', error instanceof Error ? error.message : String(error));
      app.exit(INTERNAL_FAULT);
    });
} else {
  app.quit();
}
