/**
 * Is the lab what it says? A scanner of another make that reads raw packets (`nmap -sS`, run as it comes, inside the
 * namespace) must see every rule at work.
 */
import { afterEach, expect, test } from 'vitest';
import { runChild } from '../helpers/child.ts';
import { createRandom } from '../helpers/random.ts';
import { findProgram } from '../tools/install-needs.ts';
import { raiseFirewall, type Firewall } from './firewall.ts';
import { drawFirewall, portsArgument } from './random-firewall.ts';
import type { RuleKind } from './rule-kinds.ts';

/** In nmap's words (nmap.org/book/port-scanning-options.html, --reason). */
const PACKET_OF_KIND: Record<RuleKind, string> = {
  open: 'open syn-ack',
  closed: 'closed reset',
  drop: 'filtered no-response',
  'reject-default': 'filtered port-unreach',
  'tcp-reset': 'closed reset',
  'icmp-net-unreachable': 'filtered net-unreach',
  'icmp-host-unreachable': 'filtered host-unreach',
  'icmp-proto-unreachable': 'filtered proto-unreach',
  'icmp-port-unreachable': 'filtered port-unreach',
  'icmp-net-prohibited': 'filtered net-prohibited',
  'icmp-host-prohibited': 'filtered host-prohibited',
  'icmp-admin-prohibited': 'filtered admin-prohibited',
  'icmp6-no-route': 'filtered no-route',
  'icmp6-adm-prohibited': 'filtered admin-prohibited',
  'icmp6-addr-unreachable': 'filtered host-unreach',
  'icmp6-port-unreachable': 'filtered port-unreach',
  // Nmap has no word of its own for 1/5.
  'icmp6-policy-fail': 'filtered admin-prohibited',
  'icmp6-reject-route': 'filtered reject-route',
};

let firewall: Firewall | undefined;
afterEach(async () => {
  await firewall?.lower();
  firewall = undefined;
});

test.for([4, 6] as const)('IPv%i: every rule sends the packet it names', async (family, { skip }) => {
  const nmap = findProgram('nmap');
  if (nmap === undefined) return skip('nmap is not installed');
  const plan = drawFirewall(createRandom(5), family, { hosts: 1, portsPerHost: 30 });
  firewall = await raiseFirewall(plan);
  const [[address, ports] = []] = plan;
  if (address === undefined || ports === undefined) throw new Error('The firewall has no host.');

  const flags = ['-sS', '-Pn', '-n', '--reason', '-v', ...(family === 6 ? ['-6'] : [])];
  const result = await runChild(nmap, [...flags, '-p', portsArgument(plan), address]);

  const seen = [...result.stdout.matchAll(/^(\d+)\/tcp\s+(\S+)\s+\S+\s+(\S+)/gm)];
  const told = new Map(seen.map(([, port, state, reason]) => [Number(port), `${state} ${reason}`]));
  const truth = new Map([...ports].map(([port, kind]) => [port, PACKET_OF_KIND[kind]]));
  expect(told).toEqual(truth);
});
