/** The native menu: the app's own commands from the one table, and the platform's own items. */
import { Menu, shell, type MenuItemConstructorOptions } from 'electron';
import {
  APP_COMMANDS,
  keysOf,
  type AppCommand,
  type AppCommandId,
  type CommandMenu,
} from '../../../src-shared/contract/app-commands.ts';
import { TCP_STANDARD } from './external-links.ts';

export interface MenuOptions {
  /** Reload and the inspector too. */
  readonly development: boolean;
  /** The window does it: it knows whether it can be done now, and says so where it cannot. */
  run(id: AppCommandId): void;
}

function separator(): MenuItemConstructorOptions {
  return { type: 'separator' };
}

/** What the menu holds on `platform`. */
export function menuTemplate(platform: NodeJS.Platform, options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const inspect: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator()];
  const commands = (menu: CommandMenu) =>
    APP_COMMANDS.filter((command: AppCommand) => command.menu === menu).map((command) =>
      commandItem(command, options),
    );
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [...commands('file'), separator(), isMac ? { role: 'close' } : { role: 'quit' }],
    },
    { role: 'editMenu' },
    { label: '&Scan', submenu: commands('scan') },
    { label: '&Go', submenu: commands('go') },
    {
      label: '&View',
      submenu: [
        ...commands('view'),
        separator(),
        ...(options.development ? inspect : []),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator(),
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        ...commands('help'),
        separator(),
        { label: 'The TCP standard (RFC 9293)', click: () => void shell.openExternal(TCP_STANDARD) },
        ...(isMac ? [] : [separator(), { role: 'about' } as const]),
      ],
    },
  ];
}

function commandItem(command: AppCommand, { run }: MenuOptions): MenuItemConstructorOptions {
  const item: MenuItemConstructorOptions = {
    id: command.id,
    label: command.label,
    click: () => run(command.id),
  };
  const keys = keysOf(command, 'desktop');
  // A sign without Ctrl ("?") must stay a letter where someone types.
  if (keys === null || !keys.includes('+')) return item;
  // The page hears the keys itself.
  return { ...item, accelerator: acceleratorOf(keys), registerAccelerator: false };
}

/** The table's notation in Electron's words. */
export function acceleratorOf(keys: string): string {
  return keys.replace('Mod+', 'CommandOrControl+').replace('Control+', 'Ctrl+');
}

/** Sets the application's menu. With a hidden title bar no menu bar is drawn, but its shortcuts work. */
export function installMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, options)));
}

/** Greys what the window cannot run now; null: there is no window, and whatever is chosen opens one. */
export function offerCommands(ids: readonly AppCommandId[] | null): void {
  const menu = Menu.getApplicationMenu();
  for (const { id } of APP_COMMANDS) {
    const item = menu?.getMenuItemById(id);
    if (item) item.enabled = ids === null || ids.includes(id);
  }
}
