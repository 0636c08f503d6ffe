/** The hosts behind the TUN device: what becomes of each packet that is sent to them. Time is handed in. */
import { createRandom, type Random } from '../../helpers/random.ts';
import { DueQueue } from './due-queue.ts';
import { answerSyn, ACK, FIN, readSegment, resetConnection, RST, SYN, unreachable } from './tun-packets.ts';
import { portKinds, TUN_PORT_KINDS, type SynCount, type TunHosts, type TunPlan } from './tun-plan.ts';

const PORT_UNREACHABLE = 3;
const ADMIN_PROHIBITED = 13;
/** Lots are drawn out of this many. */
const LOTS = 2 ** 30;

interface Host {
  readonly address: string;
  readonly plan: TunHosts;
  readonly kinds: Uint8Array;
  readonly counts: Map<number, { -readonly [K in keyof SynCount]: SynCount[K] }>;
  /** Before these times no further reset, no further ICMP error is sent. */
  nextResetMs: number;
  nextIcmpMs: number;
  /** Resets of this second, where they may come in a burst. */
  resetSecond: number;
  resetsInSecond: number;
}

export class TunNetwork {
  /** Answers on their way back. */
  readonly answers = new DueQueue<Buffer>();
  readonly #plan: TunPlan;
  readonly #random: Random;
  readonly #hosts: ReadonlyMap<number, Host>;

  constructor(plan: TunPlan) {
    this.#plan = plan;
    this.#random = createRandom(plan.seed);
    this.#hosts = new Map(
      plan.hosts.flatMap((alike) => {
        const kinds = portKinds(alike);
        return alike.addresses.map((address): [number, Host] => [
          addressNumber(address),
          {
            address,
            plan: alike,
            kinds,
            counts: new Map(),
            nextResetMs: 0,
            nextIcmpMs: 0,
            resetSecond: 0,
            resetsInSecond: 0,
          },
        ]);
      }),
    );
  }

  /** A packet came out of the device: its answer, if it gets one, waits in {@link answers}. */
  take(packet: Buffer, length: number, nowMs: number): void {
    const segment = readSegment(packet, length);
    const host = segment && this.#hosts.get(segment.host);
    if (!segment || !host) return;
    if (segment.flags & SYN && !(segment.flags & ACK)) this.#takeSyn(packet, host, segment.port, nowMs);
    // Who closes a connection in the ordinary way would otherwise repeat that for minutes.
    else if (segment.flags & FIN && !(segment.flags & RST))
      this.answers.push(nowMs + this.#tripMs(host), resetConnection(packet));
  }

  /** ["address port", counts] of every port that was asked. */
  counts(): [string, SynCount][] {
    return [...this.#hosts.values()].flatMap((host) =>
      [...host.counts].map(([port, count]): [string, SynCount] => [`${host.address} ${port}`, count]),
    );
  }

  #takeSyn(packet: Buffer, host: Host, port: number, nowMs: number): void {
    let count = host.counts.get(port);
    if (!count) host.counts.set(port, (count = { syns: 0, lostThere: 0, answers: 0, lostBack: 0 }));
    count.syns += 1;
    if (this.#happens(this.#plan.lossThere)) {
      count.lostThere += 1;
      return;
    }
    const answer = this.#answerTo(packet, host, port, nowMs);
    if (!answer) return;
    count.answers += 1;
    if (this.#happens(this.#plan.lossBack)) count.lostBack += 1;
    else this.answers.push(nowMs + this.#tripMs(host), answer);
  }

  #answerTo(packet: Buffer, host: Host, port: number, nowMs: number): Buffer | undefined {
    const kind = TUN_PORT_KINDS[host.kinds[port] ?? 0];
    if (kind === 'open') return answerSyn(packet, SYN | ACK);
    if (kind === 'refused') {
      if (!mayReset(host, nowMs)) return undefined;
      return answerSyn(packet, RST | ACK);
    }
    if (kind === 'port-unreach' || kind === 'admin-prohibited') {
      if (nowMs < host.nextIcmpMs) return undefined;
      if (host.plan.icmpPerSecond !== undefined) host.nextIcmpMs = nowMs + 1_000 / host.plan.icmpPerSecond;
      return unreachable(packet, kind === 'port-unreach' ? PORT_UNREACHABLE : ADMIN_PROHIBITED);
    }
    return undefined;
  }

  #tripMs({ plan: { rttMs, jitter } }: Host): number {
    const lot = (this.#random.below(LOTS) / LOTS) * 2 - 1;
    return rttMs * (1 + jitter * lot);
  }

  #happens(probability: number): boolean {
    return probability > 0 && this.#random.below(LOTS) < probability * LOTS;
  }
}

function addressNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function mayReset(host: Host, nowMs: number): boolean {
  const { resetsPerSecond, resetsInBursts } = host.plan;
  if (resetsPerSecond === undefined) return true;
  if (resetsInBursts === true) {
    const second = Math.floor(nowMs / 1_000);
    if (second !== host.resetSecond) host.resetsInSecond = 0;
    host.resetSecond = second;
    host.resetsInSecond += 1;
    return host.resetsInSecond <= resetsPerSecond;
  }
  if (nowMs < host.nextResetMs) return false;
  host.nextResetMs = nowMs + 1_000 / resetsPerSecond;
  return true;
}
