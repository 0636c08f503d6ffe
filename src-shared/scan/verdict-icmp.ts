/** The verdicts that an ICMP error gave: something refused in words of its own. */
import { stateOfReason, type Reason } from './port-state.ts';
import { place, rules, within } from './verdict-answers.ts';
import { describeIcmp } from './verdict-ladder.ts';
import type { Alternative, Telling, VerdictInput, Witness } from './verdict-story.ts';

type IcmpReason = Parameters<typeof describeIcmp>[0];

/** Who most likely sent it and what that means. */
const MEANING: Readonly<Record<IcmpReason, { headline: string; meaning: string; sender: string }>> = {
  'port-unreach': {
    headline: 'Filtered: rejected with port unreachable',
    meaning: 'A firewall refused this connection the way iptables -j REJECT does by default',
    sender: 'packet filter',
  },
  'admin-prohibited': {
    headline: 'Filtered: forbidden by policy',
    meaning: 'A firewall or router says outright that its policy forbids this connection',
    sender: 'packet filter',
  },
  'host-unreach': {
    headline: 'Filtered: host unreachable',
    meaning: 'A firewall or a router on the way says that the host cannot be reached by this connection',
    sender: 'filter or router',
  },
  'host-prohibited': {
    headline: 'Filtered: the host is forbidden',
    meaning: 'A firewall or router says that connections to this host are prohibited',
    sender: 'packet filter',
  },
  'net-unreach': {
    headline: 'Filtered: network unreachable',
    meaning: 'A firewall, or a router without a route, says that the network cannot be reached',
    sender: 'filter or router',
  },
  'net-prohibited': {
    headline: 'Filtered: the network is forbidden',
    meaning: 'A firewall or router says that connections to this network are prohibited',
    sender: 'packet filter',
  },
  'proto-unreach': {
    headline: 'Filtered: protocol unreachable',
    meaning: 'A firewall refused by claiming that the host does not speak TCP',
    sender: 'packet filter',
  },
};

/** What a dialer without sight of ICMP cannot tell from the reason; IPv4 only, IPv6 has an errno for each. */
const HIDES: Partial<Record<IcmpReason, string>> = {
  'host-unreach': 'host prohibited or administratively prohibited',
  'net-unreach': 'network prohibited',
};

export function explainIcmp(reason: IcmpReason, input: VerdictInput): Telling {
  const { headline, meaning, sender } = MEANING[reason];
  const { label, words } = describeIcmp(reason, input.address);
  const hidden = input.dialer === 'epoll' || input.address.includes(':') ? undefined : HIDES[reason];
  const answer = `${hidden === undefined ? label : 'ICMP'} ${words}`;
  const vague =
    hidden === undefined ? '' : ` It could also be ${hidden}: this way of asking cannot tell them apart.`;
  return {
    headline,
    sentence: `${meaning}: ${answer}${within(input)}.${vague}`,
    filterName: sender,
    answer: { label: hidden === undefined ? label : 'ICMP', note: words, from: 'filter' },
    alternatives: alternatives(reason, input, hidden),
    witnesses: witnesses(reason, input, hidden),
    checks: [rules(input)],
    needsRoot: true,
  };
}

function alternatives(reason: IcmpReason, input: VerdictInput, hidden: string | undefined): Alternative[] {
  const list: Alternative[] = [
    {
      text: 'A closed port.',
      standing: 'ruled-out',
      because: 'a port without listener answers with a TCP reset, never with ICMP',
    },
    {
      text: `A router on the way answered, not ${place(input)} itself.`,
      standing: 'possible',
      because: 'who sent the error is not kept',
    },
  ];
  if (hidden !== undefined) {
    list.push({
      text: `The error was ${hidden}.`,
      standing: 'possible',
      because: 'the operating system reports them alike',
    });
  }
  if (reason === 'host-unreach' || reason === 'net-unreach') {
    const up = input.hostStatus === 'up';
    list.push({
      text: 'The host is down or has no route.',
      standing: up ? 'unlikely' : 'possible',
      because: up ? 'other ports of this host answered' : 'routers send the same error then',
    });
  }
  return list;
}

/** The reason words that nmap prints; seen with each iptables and ip6tables REJECT type. */
function witnesses(reason: IcmpReason, input: VerdictInput, hidden: string | undefined): Witness[] {
  const portolan =
    hidden === undefined ? 'saw the ICMP error, without root' : 'was told of an error, not which';
  const connect: Witness =
    reason === 'port-unreach'
      ? { tool: 'nmap -sT', states: ['closed'], note: 'connect() hides the ICMP error' }
      : { tool: 'nmap -sT', states: ['filtered'], note: `says ${connectWord(reason, input.address)}` };
  return [
    { tool: 'Portolan', states: [stateOfReason(reason)], note: portolan },
    connect,
    { tool: 'nmap -sS', states: ['filtered'], note: 'names the ICMP error; needs root' },
  ];
}

function connectWord(reason: Exclude<IcmpReason, 'port-unreach'>, address: string): Reason {
  if (address.includes(':')) return reason;
  if (reason === 'host-prohibited' || reason === 'admin-prohibited') return 'host-unreach';
  return reason === 'net-prohibited' ? 'net-unreach' : reason;
}
