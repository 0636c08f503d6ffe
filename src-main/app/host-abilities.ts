/** What a host lends the core: things that are done differently in a window, a browser and a terminal. */
import type { AppCommandId } from '../../src-shared/contract/app-commands.ts';
import type { CallContext } from '../../src-shared/contract/define.ts';
import type { Delivery } from '../../src-shared/contract/portolan-contract.ts';

/**
 * A file for a person, texts in UTF-8. `content` is made while it is read, so that it is never in memory whole; it is read
 * at most once.
 */
export interface FileForPerson {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<string | Uint8Array>;
}

export interface HostAbilities {
  /** Hands the file over: a save dialog, or an address that yields it once. */
  deliverFile(file: FileForPerson, context: CallContext): Promise<Delivery>;
  /** Shows a folder in the system's file manager; absent: there is no such thing here. */
  showFolder?(folder: string): Promise<void>;
  /** The commands that a window can run now; absent: there is no menu that would show it. */
  offerCommands?(ids: readonly AppCommandId[]): void;
}
