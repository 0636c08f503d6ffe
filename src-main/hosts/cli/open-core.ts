/** The core, opened for one command and closed after it. */
import { homedir } from 'node:os';
import type { CallContext } from '../../../src-shared/contract/define.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { PortolanApp } from '../../app/create-app.ts';
import { dataFolder } from '../../app/data-folder.ts';

const abilities = {
  deliverFile(): never {
    // The command line writes its reports itself, to the files it was given.
    throw new PortolanError(
      'wrong-state',
      'The command line takes no deliveries: name a file, as in -oJ FILE.',
    );
  },
};

/**
 * Opens the core, lets `use` work with it, and closes it whatever happened. `keep: false` touches no file: the history
 * is in memory and gone afterwards.
 */
export async function withCore<T>(keep: boolean, use: (core: PortolanApp) => Promise<T>): Promise<T> {
  // Loaded only now: a wrong argument is answered without it.
  const { createApp } = await import('../../app/create-app.ts');
  const folder = dataFolder(process.env, process.platform, homedir());
  const core = await createApp({ dataFolder: folder, host: 'cli', keep, abilities });
  try {
    if (core.notice !== null) process.stderr.write(`portolan: ${core.notice}\n`);
    return await use(core);
  } finally {
    await core.close();
  }
}

/** What handlers are told of a call of this process. */
export function callContext(signal: AbortSignal = new AbortController().signal): CallContext {
  return { signal, connectionId: 'cli' };
}
