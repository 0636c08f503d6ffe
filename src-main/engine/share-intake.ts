/**
 * Hosts of the shares at hand that have not been begun. They are begun a few at a time, as the line of those that may be
 * sent to grows short: what is learned of a host then comes together, and the memory of a large share is that of a few
 * hosts.
 */
import type { Share, ShareHost } from './worker-messages.ts';

/** A host whose turn has come. */
export interface NextHost {
  readonly share: Share;
  /** Of the host in its share. */
  readonly index: number;
  readonly given: ShareHost;
  /** That the share asks of each host. */
  readonly ports: Uint16Array;
}

export class ShareIntake {
  readonly #shares: { readonly share: Share; readonly ports: Uint16Array; next: number }[] = [];
  /** Ports of all of them. */
  portsLeft = 0;

  get isEmpty(): boolean {
    return this.#shares.length === 0;
  }

  add(share: Share, ports: Uint16Array): void {
    if (share.hosts.length === 0) return;
    this.#shares.push({ share, ports, next: 0 });
    this.portsLeft += share.hosts.length * ports.length;
  }

  /** In the order of the shares. */
  take(): NextHost | null {
    const [first] = this.#shares;
    if (!first) return null;
    const { share, ports, next: index } = first;
    const given = share.hosts[index];
    first.next += 1;
    if (first.next >= share.hosts.length) this.#shares.shift();
    if (!given) return null;
    this.portsLeft -= ports.length;
    return { share, index, given, ports };
  }
}
