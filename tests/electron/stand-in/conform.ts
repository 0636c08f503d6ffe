/**
 * Compile-time honesty, checked by `tsc -p tests`: the stand-in may have fewer members than Electron, never one that
 * Electron lacks, save those named here, which the app cannot know.
 */
import type * as Electron from 'electron';
import type * as StandIn from './electron.ts';
import type { App } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import type { Menu, MenuItem } from './menu.ts';
import type { Notification } from './notification.ts';
import type { NativeTheme } from './native-theme.ts';
import type { Session } from './session.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrame } from './web-frame.ts';

/** Fails to compile where `Mine` has a member that is neither `Real`'s nor among `Ours`. */
type NoneBeyond<Mine, Real, Ours extends keyof Mine = never> =
  Exclude<keyof Mine, keyof Real | Ours> extends never ? true : Exclude<keyof Mine, keyof Real | Ours>;
type AllTrue<Checks extends readonly true[]> = Checks;

export type Conformity = AllTrue<
  [
    NoneBeyond<typeof StandIn, typeof Electron>,
    NoneBeyond<App, Electron.App, 'becomeReady' | 'windowClosed'>,
    NoneBeyond<App['commandLine'], Electron.CommandLine>,
    NoneBeyond<BrowserWindow, Electron.BrowserWindow, 'whenSettled'>,
    NoneBeyond<WebContents, Electron.WebContents, 'attach' | 'destroyed' | 'facade'>,
    NoneBeyond<WebFrame, Electron.WebFrameMain>,
    NoneBeyond<Session, Electron.Session, 'applyPermissions' | 'permitsRequest'>,
    NoneBeyond<Session['webRequest'], Electron.WebRequest>,
    NoneBeyond<NativeTheme, Electron.NativeTheme>,
    NoneBeyond<typeof StandIn.protocol, Electron.Protocol>,
    NoneBeyond<typeof StandIn.dialog, Electron.Dialog>,
    NoneBeyond<typeof StandIn.shell, Electron.Shell>,
    NoneBeyond<Notification, Electron.Notification>,
    NoneBeyond<typeof StandIn.screen, Electron.Screen>,
    NoneBeyond<Menu, Electron.Menu>,
    NoneBeyond<MenuItem, Electron.MenuItem>,
  ]
>;
