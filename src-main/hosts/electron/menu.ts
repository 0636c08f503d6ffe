/** The native menu: the platform's own items with the platform's own shortcuts. */
import { Menu, shell, type MenuItemConstructorOptions } from 'electron';
import { TCP_STANDARD } from './external-links.ts';

function separator(): MenuItemConstructorOptions {
  return { type: 'separator' };
}

/** What the menu holds on `platform`; with `development`, reload and the inspector too. */
export function menuTemplate(platform: NodeJS.Platform, development: boolean): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const inspect: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator()];
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...(development ? inspect : []),
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
        { label: 'The TCP standard (RFC 9293)', click: () => void shell.openExternal(TCP_STANDARD) },
        ...(isMac ? [] : [separator(), { role: 'about' } as const]),
      ],
    },
  ];
}

/** Sets the application's menu. With a hidden title bar no menu bar is drawn, but its shortcuts work. */
export function installMenu(development: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, development)));
}
