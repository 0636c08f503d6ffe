/**
 * THE table of what a person can tell the app to do, in words and keys. The palette, the keyboard, the list of shortcuts
 * and the native menu all follow from it; what a command does stands in src-renderer/state/commands/command-table.ts.
 */
import { z } from 'zod';

export type CommandGroup = 'Scan' | 'Tabs' | 'Results' | 'Go to' | 'Window';
export type CommandMenu = 'file' | 'scan' | 'go' | 'view' | 'help';

interface CommandWords {
  readonly id: string;
  /** A verb first, as in a menu. */
  readonly label: string;
  /** More words that the palette finds it by. */
  readonly also?: string;
  readonly group: CommandGroup;
  /**
   * Keys in the notation "Mod+Shift+K"; Mod is Ctrl, on a Mac Cmd. One text where desktop and browser agree; a browser
   * keeps some keys to itself (Ctrl+T, Ctrl+W), there Alt takes their place.
   */
  readonly keys?: string | { readonly desktop: string; readonly web: string };
  /** Where the native menu has it; absent: not there. */
  readonly menu?: CommandMenu;
}

export const APP_COMMANDS = [
  {
    id: 'scan.new',
    label: 'New scan',
    also: 'tab target',
    group: 'Scan',
    keys: { desktop: 'Mod+T', web: 'Alt+T' },
    menu: 'file',
  },
  {
    id: 'scan.this-computer',
    label: 'Scan this computer',
    also: 'localhost 127.0.0.1',
    group: 'Scan',
    menu: 'scan',
  },
  {
    id: 'scan.targets',
    label: 'Type targets',
    also: 'address field',
    group: 'Scan',
    keys: { desktop: 'Mod+L', web: 'Alt+L' },
    menu: 'scan',
  },
  {
    id: 'scan.again',
    label: 'Scan again',
    also: 're-scan repeat restart',
    group: 'Scan',
    keys: { desktop: 'Mod+R', web: 'Alt+R' },
    menu: 'scan',
  },
  {
    id: 'scan.watch',
    label: 'Watch this scan',
    also: 'schedule repeat monitor every day nightly',
    group: 'Scan',
    menu: 'scan',
  },
  {
    id: 'scan.check',
    label: 'Check this run',
    also: 'expectations expected allowed should be open yaml judge findings',
    group: 'Scan',
    menu: 'scan',
  },
  { id: 'scan.pause', label: 'Pause the scan', group: 'Scan', keys: 'Mod+P', menu: 'scan' },
  { id: 'scan.resume', label: 'Resume the scan', also: 'continue', group: 'Scan', menu: 'scan' },
  { id: 'scan.stop', label: 'Stop the scan', also: 'cancel end', group: 'Scan', keys: 'Mod+.', menu: 'scan' },
  { id: 'watch.new', label: 'New watch', also: 'schedule repeat monitor', group: 'Scan', menu: 'file' },
  {
    id: 'file.open',
    label: 'Open a report or a list of targets',
    also: 'import file json',
    group: 'Results',
    keys: 'Mod+O',
    menu: 'file',
  },
  {
    id: 'export.json',
    label: 'Export as JSON',
    also: 'save report',
    group: 'Results',
    keys: 'Mod+S',
    menu: 'file',
  },
  {
    id: 'export.csv',
    label: 'Export as CSV',
    also: 'save table spreadsheet',
    group: 'Results',
    keys: 'Mod+Shift+S',
    menu: 'file',
  },
  {
    id: 'results.filter',
    label: 'Filter rows',
    also: 'search find',
    group: 'Results',
    keys: 'Mod+F',
    menu: 'view',
  },
  {
    id: 'compare.before',
    label: 'Compare with the run before',
    also: 'difference changes last two',
    group: 'Results',
    menu: 'scan',
  },
  {
    id: 'tab.close',
    label: 'Close tab',
    group: 'Tabs',
    keys: { desktop: 'Mod+W', web: 'Alt+W' },
    menu: 'file',
  },
  {
    id: 'tab.reopen',
    label: 'Reopen the closed tab',
    also: 'undo',
    group: 'Tabs',
    keys: { desktop: 'Mod+Shift+T', web: 'Alt+Shift+T' },
    menu: 'file',
  },
  {
    id: 'tab.next',
    label: 'Next tab',
    group: 'Tabs',
    keys: { desktop: 'Control+Tab', web: 'Alt+PageDown' },
    menu: 'view',
  },
  {
    id: 'tab.previous',
    label: 'Previous tab',
    group: 'Tabs',
    keys: { desktop: 'Control+Shift+Tab', web: 'Alt+PageUp' },
    menu: 'view',
  },
  {
    id: 'go.scan',
    label: 'Scan',
    also: 'go to results',
    group: 'Go to',
    keys: { desktop: 'Mod+1', web: 'Alt+1' },
    menu: 'go',
  },
  {
    id: 'go.history',
    label: 'History',
    also: 'go to runs',
    group: 'Go to',
    keys: { desktop: 'Mod+2', web: 'Alt+2' },
    menu: 'go',
  },
  {
    id: 'go.watches',
    label: 'Watches',
    also: 'go to schedule monitor repeat',
    group: 'Go to',
    menu: 'go',
  },
  {
    id: 'go.expectations',
    label: 'Expectations',
    also: 'go to check allowed should be open yaml',
    group: 'Go to',
    menu: 'go',
  },
  {
    id: 'go.compare',
    label: 'Compare',
    also: 'go to changes',
    group: 'Go to',
    keys: { desktop: 'Mod+3', web: 'Alt+3' },
    menu: 'go',
  },
  {
    id: 'go.learn',
    label: 'Learn',
    also: 'go to practice range quiz help',
    group: 'Go to',
    keys: { desktop: 'Mod+4', web: 'Alt+4' },
    menu: 'go',
  },
  {
    id: 'go.settings',
    label: 'Settings',
    also: 'go to preferences options',
    group: 'Go to',
    keys: 'Mod+,',
    menu: 'go',
  },
  { id: 'palette', label: 'Search or run a command', group: 'Window', keys: 'Mod+K', menu: 'view' },
  {
    id: 'theme',
    label: 'Switch between light and dark',
    also: 'theme appearance',
    group: 'Window',
    keys: 'Mod+Shift+L',
    menu: 'view',
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    also: 'keys help',
    group: 'Window',
    keys: '?',
    menu: 'help',
  },
] as const satisfies readonly CommandWords[];

export type AppCommandId = (typeof APP_COMMANDS)[number]['id'];
export interface AppCommand extends CommandWords {
  readonly id: AppCommandId;
}

export const appCommandIdSchema = z.enum(APP_COMMANDS.map(({ id }) => id));

/** The keys of a command on this kind of host; null: it has none. */
export function keysOf(command: AppCommand, host: 'desktop' | 'web'): string | null {
  const { keys } = command;
  if (keys === undefined) return null;
  return typeof keys === 'string' ? keys : keys[host];
}
