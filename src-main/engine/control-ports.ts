/**
 * Middleboxes, tarpits and antivirus proxies complete every handshake. A host that shows many open ports is therefore
 * asked a few that nobody listens on: where those are "open" too, "open" proves nothing. They are never in the results.
 */
import { codeOfReason } from '../../src-shared/scan/port-state.ts';
import { hashText } from './probe-order.ts';

/** Several: a host with fewer open ports looks like any other. */
const SUSPICIOUS_OPEN = 4;
const CONTROL_PORTS = 3;
/** The dynamic ports (RFC 6335 section 6): no service has its place there. */
const FIRST_DYNAMIC = 49_152;
const DYNAMIC_PORTS = 65_536 - FIRST_DYNAMIC;
const SYN_ACK = codeOfReason('syn-ack');
const NO_RESPONSE = codeOfReason('no-response');

/** What a host's ports and its control ports have answered so far. */
export class OpenSuspicion {
  #answered = 0;
  #open = 0;
  #control: Uint16Array<ArrayBuffer> | null = null;
  #controlOpen: Set<number> | null = null;

  /** A port's verdict, by its reason's code. */
  note(reason: number): void {
    if (reason !== NO_RESPONSE) this.#answered += 1;
    if (reason === SYN_ACK) this.#open += 1;
  }

  noteControl(port: number, reason: number): void {
    if (reason === SYN_ACK) (this.#controlOpen ??= new Set()).add(port);
  }

  /**
   * The control ports, once, where more than half of what answered is open; null otherwise. The same seed draws the same
   * ports; those that the scan asks anyway (`isAsked`) are drawn only where it asks nearly all.
   */
  draw(address: string, seed: number, isAsked: (port: number) => boolean): Uint16Array<ArrayBuffer> | null {
    if (this.#control || this.#open < SUSPICIOUS_OPEN || this.#open * 2 <= this.#answered) return null;
    const drawn = new Set<number>();
    const first = hashText(address, seed);
    // Steps of an odd number visit every dynamic port.
    const step = (hashText(address, ~seed) % DYNAMIC_PORTS) | 1;
    for (const isSpared of [isAsked, () => false]) {
      for (let turn = 0; turn < DYNAMIC_PORTS && drawn.size < CONTROL_PORTS; turn += 1) {
        const port = FIRST_DYNAMIC + ((first + turn * step) % DYNAMIC_PORTS);
        if (!isSpared(port)) drawn.add(port);
      }
    }
    this.#control = Uint16Array.from(drawn);
    return this.#control;
  }

  /** Every control port was "open". */
  get isConfirmed(): boolean {
    return this.#control !== null && this.#controlOpen?.size === this.#control.length;
  }
}
