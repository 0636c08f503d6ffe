/**
 * The machine at the other end of the veth pair, run by veth-lab.ts in a network namespace of its own: it holds that
 * namespace open and listens. It ends with the channel to the one who started it, and the namespace ends with it.
 */
import { openListener, type Listener } from '../../helpers/listeners.ts';
import type { ListenCommand, PeerReply } from './peer-messages.ts';

let listeners: readonly Listener[] = [];

process.on('message', (command: ListenCommand) => {
  void listen(command).then(
    () => reply({ done: 'listening' }),
    (error: unknown) => reply({ done: 'listening', error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
reply({ done: 'started' });

async function listen(command: ListenCommand): Promise<void> {
  await Promise.all(listeners.map((listener) => listener.close()));
  listeners = [];
  listeners = await Promise.all(
    command.listeners.map(({ address, port }) => openListener(address, port, command.behaviour)),
  );
}

function reply(message: PeerReply): void {
  process.send?.(message);
}
