/** Hears what a person asks for by key or in the native menu, and has it done. */
import { keysOf } from '../../../src-shared/contract/app-commands.ts';
import type { Core } from '../../core.ts';
import type { AppStore } from '../store.ts';
import { offeredCommands, refusalOf, runCommand } from './command-table.ts';
import { isChord, matchesKeys } from './match-keys.ts';
import { hostKind, isMac } from './platform.ts';

export function followCommands(core: Core, store: AppStore): void {
  core.on('app.command', ({ id }) => runCommand(store, id));
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    for (const command of offeredCommands()) {
      const keys = keysOf(command, hostKind());
      if (keys === null || !matchesKeys(keys, event, isMac())) continue;
      if (!isChord(keys) && isTyping(event.target)) return;
      const isUnder = isDialogOpen() && command.id !== 'palette' && command.id !== 'shortcuts';
      // Never the browser's own meaning of the key: it would be a surprise whenever ours is not possible.
      event.preventDefault();
      if (!isUnder && refusalOf(command.id, store.getState()) === null) runCommand(store, command.id);
      return;
    }
  });
}

/** A question waits for its answer: what lies under it must not change meanwhile. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))
  );
}
