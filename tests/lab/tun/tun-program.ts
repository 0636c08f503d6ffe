/**
 * The program behind the TUN device, run by tun-lab.ts as a process of its own: it waits in poll(2), which would stand
 * still everything else in this process. Commands come as lines on standard input; its end ends the program.
 *
 *   node tests/lab/tun/tun-program.ts NAME
 */
import { readSync, writeSync } from 'node:fs';
import { openTunDevice } from './tun-device.ts';
import { TunNetwork } from './tun-hosts.ts';
import type { TunCommand, TunReply } from './tun-plan.ts';

/** Packets taken before those that are due are sent: a flood must not hold answers up. */
const PACKETS_AT_ONCE = 64;
const LONGEST_WAIT_MS = 1_000;

const device = openTunDevice(process.argv[2] ?? '');
const input = Buffer.alloc(65_536);
let network = new TunNetwork({ seed: 0, lossThere: 0, lossBack: 0, hosts: [] });
let unread = '';
let waitMs = 0;

reply({ done: 'open' });
for (;;) {
  if (device.wait(waitMs).input && !takeInput()) break;
  const more = takePackets();
  sendDue();
  const untilDue = Math.ceil(network.answers.nextAt - performance.now());
  waitMs = more ? 0 : Math.max(0, Math.min(LONGEST_WAIT_MS, untilDue));
}

/** Whether more may be waiting. */
function takePackets(): boolean {
  const nowMs = performance.now();
  for (let taken = 0; taken < PACKETS_AT_ONCE; taken += 1) {
    const length = device.receive();
    if (length === 0) return false;
    network.take(device.packet, length, nowMs);
  }
  return true;
}

function sendDue(): void {
  const nowMs = performance.now();
  while (network.answers.nextAt <= nowMs) {
    const answer = network.answers.pop();
    if (answer) device.send(answer);
  }
}

/** False at the input's end. */
function takeInput(): boolean {
  const length = readSync(0, input);
  if (length === 0) return false;
  const lines = `${unread}${input.toString('utf8', 0, length)}`.split('\n');
  unread = lines.pop() ?? '';
  for (const line of lines) obey(JSON.parse(line) as TunCommand);
  return true;
}

function obey(command: TunCommand): void {
  if (command.do === 'begin') {
    network = new TunNetwork(command.plan);
    reply({ done: 'begin' });
  } else {
    reply({ done: 'count', counts: network.counts() });
  }
}

function reply(message: TunReply): void {
  const line = Buffer.from(`${JSON.stringify(message)}\n`);
  // A pipe takes what fits.
  for (let sent = 0; sent < line.length;) sent += writeSync(1, line, sent);
}
