/** The desktop's way of handing a file to a person: they choose a place, it is written there whole. */
import path from 'node:path';
import { app, dialog, shell, type BrowserWindow, type SaveDialogOptions } from 'electron';
import type { HostAbilities } from '../../app/host-abilities.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { writeFileAtomically } from '../../app/write-file-atomically.ts';

/**
 * Abilities of the desktop. `windowOf` gives the window a call came from; without one (it was closed meanwhile) the
 * dialog stands alone. The promise of `deliverFile` is that of `writeFileAtomically`; leaving the dialog is no error.
 */
export function desktopAbilities(
  windowOf: (connectionId: string) => BrowserWindow | undefined,
): HostAbilities {
  return {
    async deliverFile(file, context) {
      const extension = path.extname(file.fileName).slice(1);
      const options: SaveDialogOptions = {
        title: 'Export',
        defaultPath: path.join(app.getPath('downloads'), file.fileName),
        filters: [
          { name: extension.toUpperCase(), extensions: [extension] },
          { name: 'All files', extensions: ['*'] },
        ],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      };
      const window = windowOf(context.connectionId);
      const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      if (answer.canceled || answer.filePath === '') return { kind: 'cancelled' };
      await writeFileAtomically(answer.filePath, file.content);
      return { kind: 'saved', path: answer.filePath };
    },
    async showFolder(folder) {
      const why = await shell.openPath(folder);
      if (why !== '') throw new PortolanError('unavailable', `${folder} could not be shown: ${why}.`);
    },
  };
}
