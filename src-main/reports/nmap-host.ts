/** One host of nmap's XML, as it is read: what was told of each port, and what was told of none in particular. */
import { formatIp, parseIp } from '../../src-shared/scan/ip-address.ts';
import type { Reason } from '../../src-shared/scan/port-state.ts';
import { quote } from '../../src-shared/scan/spec-problem.ts';
import { countPorts, readCount, readPortList, type PortRange } from './nmap-numbers.ts';
import { NMAP_STATES, readVerdict } from './nmap-words.ts';
import type { FailHere } from './xml-events.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Ports with one reason, and the service of a single one. */
export interface ToldPorts {
  readonly range: Readonly<PortRange>;
  readonly reason: Reason;
  readonly service: string | null;
}

/** A group of ports that the file counts and does not name: nmap before 7.90 listed none. */
export interface CountedPorts {
  readonly state: string;
  readonly count: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

/** Ports that are not taken over, by why. */
export interface LeftOut {
  otherProtocols: number;
  /** Of TCP, in a state that is none of ours: "open|filtered". */
  readonly otherStates: PortRange[];
}

const MAX_TEXT = 255;
/** Names of one host that are kept. */
const MAX_NAMES = 100;

/** Reads the elements inside of one <host>. */
export class NmapHost {
  address: string | null = null;
  family: 4 | 6 = 4;
  readonly names: string[] = [];
  state: string | null = null;
  stateReason = '';
  srttMs: number | null = null;
  readonly timedOut: boolean;
  /** Several looks one after the other where the host stands in the file more than once. */
  told: ToldPorts[] = [];
  readonly counted: CountedPorts[] = [];
  readonly leftOut: LeftOut = { otherProtocols: 0, otherStates: [] };
  /** Some ports are filtered by a reason that is only guessed. */
  isGuessed = false;
  readonly #seen = new Set<number>();
  #group: {
    state: string;
    count: number;
    reasons: { reason: string; count: number }[];
    named: number;
  } | null = null;
  #port: { port: number; reason: Reason | null; service: string | null; hasState: boolean } | null = null;

  constructor(attributes: Attributes) {
    this.timedOut = attributes['timedout'] === 'true';
  }

  /** `path`: the element below the host's own, as "ports/port/state". */
  open(path: string, attributes: Attributes, fail: FailHere): void {
    switch (path) {
      case 'status':
        this.state = short(attributes['state'], 'the state', fail);
        this.stateReason = short(attributes['reason'], 'the reason', fail);
        return;
      case 'address':
        return this.#readAddress(attributes, fail);
      case 'hostnames/hostname':
        return this.#readName(attributes, fail);
      case 'times':
        return this.#readTimes(attributes, fail);
      case 'ports/extraports':
        this.#group = { ...this.#readGroup(attributes, fail), reasons: [], named: 0 };
        return;
      case 'ports/extraports/extrareasons':
        return this.#readExtraReasons(attributes, fail);
      case 'ports/port':
        return this.#readPort(attributes, fail);
      case 'ports/port/state':
        return this.#readState(attributes, fail);
      case 'ports/port/service':
        return this.#readService(attributes, fail);
      default:
    }
  }

  close(path: string, fail: FailHere): void {
    if (path === 'ports/extraports') this.#endGroup();
    else if (path === 'ports/port') this.#endPort(fail);
  }

  /** The same host stands in the file once more: what is told later counts. */
  lookAgain({ told, names, state, stateReason, srttMs, leftOut, isGuessed }: NmapHost): void {
    for (const ports of told) this.told.push(ports);
    for (const name of names) this.#addName(name);
    for (const range of leftOut.otherStates) this.leftOut.otherStates.push(range);
    this.leftOut.otherProtocols += leftOut.otherProtocols;
    this.isGuessed ||= isGuessed;
    this.srttMs = srttMs ?? this.srttMs;
    if (this.state === 'up') return;
    this.state = state;
    this.stateReason = stateReason;
  }

  #addName(name: string): void {
    if (this.names.length < MAX_NAMES && !this.names.includes(name)) this.names.push(name);
  }

  #readAddress({ addr, addrtype }: Attributes, fail: FailHere): void {
    if (addrtype === 'mac' || this.address !== null) return;
    const ip = parseIp((addr ?? '').split('%', 1)[0] ?? '');
    if (!ip) return fail(`${quote(addr ?? '')} is not an address`);
    this.address = formatIp(ip);
    this.family = ip.family;
  }

  #readName(attributes: Attributes, fail: FailHere): void {
    const name = short(attributes['name'], 'the name of a host', fail).toLowerCase().replace(/\.$/, '');
    if (name !== '' && name.length <= MAX_TEXT) this.#addName(name);
  }

  /** Microseconds; negative or absent where nmap measured none. */
  #readTimes({ srtt }: Attributes, fail: FailHere): void {
    if (srtt === undefined || /^-\d{1,12}$/.test(srtt)) return;
    this.srttMs = readCount(srtt, 'srtt', 1e12, fail) / 1_000;
  }

  #readGroup({ state = '', count }: Attributes, fail: FailHere): { state: string; count: number } {
    assertState(state, fail);
    if (state === 'open') fail('open ports are never summarised');
    return { state, count: readCount(count, 'count', 1e6, fail) };
  }

  #readExtraReasons({ reason = '', count, proto, ports }: Attributes, fail: FailHere): void {
    const group = this.#group;
    if (!group) return;
    const amount = readCount(count, 'count', 1e6, fail);
    if (ports === undefined) {
      group.reasons.push({ reason: short(reason, 'the reason', fail), count: amount });
      return;
    }
    const ranges = readPortList(ports, 'ports', fail);
    const named = countPorts(ranges);
    if (named !== amount) fail(`the list holds ${named} ports, not ${amount}`);
    group.named += named;
    if (proto !== 'tcp') {
      this.leftOut.otherProtocols += named;
      return;
    }
    const reasonHere = this.#reasonOf(group.state, short(reason, 'the reason', fail));
    if (reasonHere === null) this.leftOut.otherStates.push(...ranges);
    else for (const range of ranges) this.told.push({ range, reason: reasonHere, service: null });
  }

  #endGroup(): void {
    const group = this.#group;
    this.#group = null;
    if (group && group.count > group.named)
      this.counted.push({ state: group.state, count: group.count - group.named, reasons: group.reasons });
  }

  #readPort({ protocol = '', portid }: Attributes, fail: FailHere): void {
    this.#port = null;
    if (!['tcp', 'udp', 'sctp', 'ip'].includes(protocol))
      fail(`${quote(protocol)} is not a protocol of nmap's`);
    const port = readCount(portid, 'portid', 65_535, fail);
    if (protocol !== 'tcp') {
      this.leftOut.otherProtocols++;
      return;
    }
    if (this.#seen.has(port)) fail(`port ${port} stands in the host twice`);
    this.#seen.add(port);
    this.#port = { port, reason: null, service: null, hasState: false };
  }

  #readState({ state = '', reason = '' }: Attributes, fail: FailHere): void {
    if (!this.#port) return;
    assertState(state, fail);
    this.#port.reason = this.#reasonOf(state, short(reason, 'the reason', fail));
    this.#port.hasState = true;
  }

  #reasonOf(state: string, reason: string): Reason | null {
    const verdict = readVerdict(state, reason);
    this.isGuessed ||= verdict?.guessed === true;
    return verdict?.reason ?? null;
  }

  #readService(attributes: Attributes, fail: FailHere): void {
    const name = short(attributes['name'], 'the name of a service', fail);
    if (!this.#port || name === '' || name === 'unknown') return;
    this.#port.service = (attributes['tunnel'] === 'ssl' ? `ssl/${name}` : name).slice(0, MAX_TEXT);
  }

  #endPort(fail: FailHere): void {
    const port = this.#port;
    this.#port = null;
    if (!port) return;
    if (!port.hasState) fail(`port ${port.port} has no state`);
    if (port.reason === null) this.leftOut.otherStates.push([port.port, port.port]);
    else this.told.push({ range: [port.port, port.port], reason: port.reason, service: port.service });
  }
}

function assertState(state: string, fail: FailHere): void {
  if (!NMAP_STATES.has(state)) fail(`${quote(state)} is not a state of nmap's`);
}

function short(text: string | undefined, what: string, fail: FailHere): string {
  if (text !== undefined && text.length > MAX_TEXT) fail(`${what} is longer than ${MAX_TEXT} characters`);
  return text ?? '';
}
