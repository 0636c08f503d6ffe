/** IPv4 packets as the TUN device hands them over: reading TCP segments, and making the answers (RFC 791, 792, 9293). */

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const ACK = 0x10;

const TCP = 6;
const ICMP = 1;
const IP_BYTES = 20;
const TCP_BYTES = 20;
/** What an ICMP error quotes of the packet it is about: its IP header and 8 bytes. */
const QUOTED_BYTES = 8;
const TIME_TO_LIVE = 64;
/** Don't fragment, as kernels set it for TCP. */
const DO_NOT_FRAGMENT = 0x40_00;
const WINDOW = 65_535;
const UNREACHABLE = 3;
const FIRST_SEQUENCE = 1_000;

export interface Segment {
  /** Destination as a number, the key of a host. */
  readonly host: number;
  readonly port: number;
  readonly flags: number;
}

/** undefined for what is no whole TCP segment in an IPv4 packet. */
export function readSegment(packet: Buffer, length: number): Segment | undefined {
  if (length < IP_BYTES + TCP_BYTES || packet.readUInt8(0) >> 4 !== 4 || packet.readUInt8(9) !== TCP)
    return undefined;
  const start = headerBytes(packet);
  if (length < start + TCP_BYTES) return undefined;
  return {
    host: packet.readUInt32BE(16),
    port: packet.readUInt16BE(start + 2),
    flags: packet.readUInt8(start + 13),
  };
}

/** The segment that answers a SYN: SYN-ACK or RST-ACK. */
export function answerSyn(packet: Buffer, flags: number): Buffer {
  const asked = packet.readUInt32BE(headerBytes(packet) + 4);
  return answer(packet, flags, flags & SYN ? FIRST_SEQUENCE : 0, (asked + 1) >>> 0);
}

/** The reset for a segment that comes after the handshake. */
export function resetConnection(packet: Buffer): Buffer {
  return answer(packet, RST, packet.readUInt32BE(headerBytes(packet) + 8), 0);
}

/** Destination unreachable with a code, from the asked host itself. */
export function unreachable(packet: Buffer, code: number): Buffer {
  const quoted = packet.subarray(0, headerBytes(packet) + QUOTED_BYTES);
  const error = newPacket(packet, ICMP, 8 + quoted.length);
  error[IP_BYTES] = UNREACHABLE;
  error[IP_BYTES + 1] = code;
  quoted.copy(error, IP_BYTES + 8);
  error.writeUInt16BE(checksum(error, IP_BYTES, 0), IP_BYTES + 2);
  return error;
}

function answer(packet: Buffer, flags: number, sequence: number, acknowledged: number): Buffer {
  const start = headerBytes(packet);
  const segment = newPacket(packet, TCP, TCP_BYTES);
  packet.copy(segment, IP_BYTES, start + 2, start + 4);
  packet.copy(segment, IP_BYTES + 2, start, start + 2);
  segment.writeUInt32BE(sequence, IP_BYTES + 4);
  segment.writeUInt32BE(acknowledged, IP_BYTES + 8);
  segment[IP_BYTES + 12] = (TCP_BYTES / 4) << 4;
  segment[IP_BYTES + 13] = flags;
  segment.writeUInt16BE(WINDOW, IP_BYTES + 14);
  // The pseudo-header: both addresses, the protocol, the segment's length.
  const pseudo = sumOf(segment, 12, 20) + TCP + TCP_BYTES;
  segment.writeUInt16BE(checksum(segment, IP_BYTES, pseudo), IP_BYTES + 16);
  return segment;
}

/** From the asked host to the asker, everything behind the IP header still zero. */
function newPacket(asked: Buffer, protocol: number, payloadBytes: number): Buffer {
  const made = Buffer.alloc(IP_BYTES + payloadBytes);
  made[0] = 0x45;
  made.writeUInt16BE(made.length, 2);
  made.writeUInt16BE(DO_NOT_FRAGMENT, 6);
  made[8] = TIME_TO_LIVE;
  made[9] = protocol;
  asked.copy(made, 12, 16, 20);
  asked.copy(made, 16, 12, 16);
  made.writeUInt16BE(fold(sumOf(made, 0, IP_BYTES)), 10);
  return made;
}

function headerBytes(packet: Buffer): number {
  return (packet.readUInt8(0) & 0x0f) * 4;
}

/** The internet checksum (RFC 1071) of everything from `from`, on top of `sum`. */
function checksum(packet: Buffer, from: number, sum: number): number {
  return fold(sum + sumOf(packet, from, packet.length));
}

function sumOf(packet: Buffer, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at + 1 < to; at += 2) sum += packet.readUInt16BE(at);
  // An odd last byte counts as if a zero followed.
  return (to - from) % 2 === 1 ? sum + (packet.readUInt8(to - 1) << 8) : sum;
}

function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xff_ff) folded = (folded & 0xff_ff) + (folded >>> 16);
  return ~folded & 0xff_ff;
}
