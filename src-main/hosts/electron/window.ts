/** The one window factory: every window is sandboxed, isolated and drawn without a flash. */
import { BrowserWindow, nativeTheme } from 'electron';
import { placeOnScreens, readPlace, rememberPlace } from './window-place.ts';
import { windowColours } from './window-colours.ts';

/** The page's own title bar, which the system's window buttons lie over. */
const TITLE_BAR_HEIGHT = 40;

export interface WindowOptions {
  /** The preload's file. */
  readonly preload: string;
  /** An image file for the task bar; only Linux takes it from here. */
  readonly icon: string;
  readonly devTools: boolean;
  /** The file that remembers where the window was. */
  readonly placeFile: string;
}

/** A hidden window with nothing loaded; it shows itself when its page has painted. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const colours = windowColours(nativeTheme.shouldUseDarkColors);
  const kept = readPlace(options.placeFile);
  const window = new BrowserWindow({
    width: 1_440,
    height: 900,
    ...placeOnScreens(kept),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Portolan',
    backgroundColor: colours.frame,
    titleBarStyle: 'hidden',
    titleBarOverlay: { color: colours.frame, symbolColor: colours.symbols, height: TITLE_BAR_HEIGHT - 1 },
    trafficLightPosition: { x: 14, y: 13 },
    ...(process.platform === 'linux' ? { icon: options.icon } : {}),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  });
  rememberPlace(window, options.placeFile);
  window.once('ready-to-show', () => {
    if (kept?.maximized) window.maximize();
    window.show();
  });
  const repaint = (): void => {
    const { frame, symbols } = windowColours(nativeTheme.shouldUseDarkColors);
    window.setBackgroundColor(frame);
    // On macOS the buttons are the system's own, and the call does not exist.
    if (process.platform !== 'darwin') {
      window.setTitleBarOverlay({ color: frame, symbolColor: symbols, height: TITLE_BAR_HEIGHT - 1 });
    }
  };
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
  return window;
}
