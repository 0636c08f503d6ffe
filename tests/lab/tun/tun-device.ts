/**
 * A TUN device through libc: what the kernel sends to the network behind it comes out of a descriptor, packet by packet.
 * The kernel's Documentation/networking/tuntap.rst; open(2), ioctl(2), poll(2).
 */
import koffi from 'koffi';

const O_RDWR = 0o2;
const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;
const TUNSETIFF = 0x400454ca;
const IFF_TUN = 0x0001;
const IFF_NO_PI = 0x1000;
/** struct ifreq: 16 bytes of name, then a union of which the first two bytes are the flags. */
const IFREQ_BYTES = 40;
const IFREQ_NAME_BYTES = 16;
const POLLIN = 0x0001;
const POLLFD_BYTES = 8;
const EAGAIN = 11;
const EINTR = 4;
const PACKET_BYTES = 2_048;
const STANDARD_INPUT = 0;

const libc = koffi.load('libc.so.6');
const open: (path: string, flags: number) => number = libc.func('int open(const char *path, int flags)');
const ioctl: (fd: number, request: number, argument: Buffer) => number = libc.func(
  'int ioctl(int fd, unsigned long request, void *argument)',
);
const poll: (fds: Buffer, count: number, timeoutMs: number) => number = libc.func(
  'int poll(void *fds, unsigned long count, int timeout)',
);
const read: (fd: number, into: Buffer, bytes: number) => number = libc.func(
  'long read(int fd, void *into, size_t bytes)',
);
const write: (fd: number, from: Buffer, bytes: number) => number = libc.func(
  'long write(int fd, void *from, size_t bytes)',
);

export interface TunDevice {
  /** Valid until the next {@link receive}. */
  readonly packet: Buffer;
  /** Reads one packet into `packet`: its length, 0 when none is waiting. */
  receive(): number;
  send(packet: Buffer): void;
  /** Waits for a packet or for something on standard input, whichever is first. */
  wait(timeoutMs: number): { readonly input: boolean };
}

/** Makes the device; it lives as long as this process. Throws where /dev/net/tun cannot be used. */
export function openTunDevice(name: string): TunDevice {
  const fd = open('/dev/net/tun', O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) throw new Error(`/dev/net/tun: errno ${koffi.errno()}`);
  const request = Buffer.alloc(IFREQ_BYTES);
  request.write(name, 'latin1');
  request.writeUInt16LE(IFF_TUN | IFF_NO_PI, IFREQ_NAME_BYTES);
  if (ioctl(fd, TUNSETIFF, request) < 0) throw new Error(`TUNSETIFF ${name}: errno ${koffi.errno()}`);

  const packet = Buffer.alloc(PACKET_BYTES);
  const waiting = Buffer.alloc(2 * POLLFD_BYTES);
  for (const [index, each] of [fd, STANDARD_INPUT].entries()) {
    waiting.writeInt32LE(each, index * POLLFD_BYTES);
    waiting.writeInt16LE(POLLIN, index * POLLFD_BYTES + 4);
  }
  return {
    packet,
    receive: () => {
      const length = read(fd, packet, PACKET_BYTES);
      if (length < 0 && koffi.errno() !== EAGAIN) throw new Error(`read: errno ${koffi.errno()}`);
      return Math.max(0, length);
    },
    send: (made) => {
      if (write(fd, made, made.length) < 0) throw new Error(`write: errno ${koffi.errno()}`);
    },
    wait: (timeoutMs) => {
      if (poll(waiting, 2, timeoutMs) < 0 && koffi.errno() !== EINTR)
        throw new Error(`poll: errno ${koffi.errno()}`);
      return { input: waiting.readInt16LE(POLLFD_BYTES + 6) !== 0 };
    },
  };
}
