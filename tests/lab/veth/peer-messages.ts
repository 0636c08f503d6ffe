/** What veth-lab.ts and the program at the other end of the pair (peer-program.ts) say to each other. */
import type { ListenerBehaviour } from '../../helpers/listeners.ts';

export interface Listening {
  readonly address: string;
  readonly port: number;
}

/** To the peer: listen on these instead of what it listens on now. */
export interface ListenCommand {
  readonly listeners: readonly Listening[];
  readonly behaviour: ListenerBehaviour;
}

/** From the peer: once `started`, then an answer to each command. `error`: what could not be done. */
export interface PeerReply {
  readonly done: 'started' | 'listening';
  readonly error?: string;
}
