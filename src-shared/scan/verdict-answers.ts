/** The verdicts that the host's own TCP gave, as far as can be told: open, and the two ways to be closed. */
import { describeMs } from './verdict-numbers.ts';
import type { Alternative, Check, Telling, VerdictInput } from './verdict-story.ts';

/** syn-ack */
export function explainAnswer(input: VerdictInput): Telling {
  const { port, service } = input;
  const called = service === null ? '' : ` (registered for ${service})`;
  const alternatives: Alternative[] = [
    {
      text: 'A proxy, load balancer or security program accepts in the host’s name.',
      standing: 'possible',
      because: 'from here its handshake is the same; such a thing often accepts on very many ports',
    },
  ];
  if (service !== null) {
    alternatives.push({
      text: `Another program than ${service}.`,
      standing: 'possible',
      because: 'the name comes from the registry of port numbers, not from the program',
    });
  }
  alternatives.push({
    text: 'A firewall that lets nobody in.',
    standing: 'ruled-out',
    because: 'the handshake was completed from this machine',
  });
  return {
    headline: 'Open: a program accepts connections',
    sentence: `${place(input)} accepted a connection on port ${port}${called}${within(input)}: something listens there.`,
    filterName: null,
    answer: { label: 'SYN-ACK', note: null, from: 'target' },
    alternatives,
    witnesses: [
      { tool: 'Portolan', states: ['open'], note: 'completed the handshake' },
      { tool: 'nmap -sT', states: ['open'], note: 'completes it too' },
      { tool: 'nmap -sS', states: ['open'], note: 'sees the SYN-ACK; needs root' },
    ],
    checks: [listeners(port)],
    needsRoot: false,
  };
}

/** reset */
export function explainReset(input: VerdictInput): Telling {
  return {
    headline: 'Closed: refused with a reset',
    sentence:
      `${place(input)} refused the connection with a TCP reset (RST)${within(input)}, as it does where nobody listens: port ` +
      `${input.port} is closed. A firewall that rejects with tcp-reset looks the same from here as nobody listening.`,
    filterName: null,
    answer: { label: 'RST', note: 'refused', from: 'target' },
    alternatives: [
      {
        text: 'A firewall rejects with tcp-reset, in the host’s name.',
        standing: 'possible',
        because: 'its RST is the same packet that a port without listener sends',
      },
      {
        text: 'ICMP port unreachable, iptables’ default REJECT.',
        standing: 'ruled-out',
        because: 'the refusal was a TCP reset, no ICMP error came',
      },
      { text: 'Packet loss.', standing: 'ruled-out', because: 'an answer came' },
    ],
    witnesses: [
      { tool: 'Portolan', states: ['closed'], note: 'saw the RST, without root' },
      { tool: 'nmap -sT', states: ['closed'], note: 'says conn-refused' },
      { tool: 'nmap -sS', states: ['closed'], note: 'says reset; needs root' },
    ],
    checks: [listeners(input.port), rules(input)],
    needsRoot: false,
  };
}

/** conn-refused */
export function explainRefusal(input: VerdictInput): Telling {
  return {
    headline: 'Closed: connection refused',
    sentence:
      `${place(input)} refused the connection to port ${input.port}${within(input)}, as it does where nobody listens. ` +
      'This way of asking cannot tell a TCP reset from ICMP port unreachable, which iptables’ default REJECT sends: the ' +
      'port could be filtered.',
    filterName: null,
    answer: { label: 'RST or ICMP', note: 'refused', from: 'target' },
    alternatives: [
      {
        text: 'A firewall rejects with ICMP port unreachable, iptables’ default: the port is filtered.',
        standing: 'possible',
        because: 'the operating system reports both answers as "connection refused"',
      },
      {
        text: 'A firewall rejects with tcp-reset, in the host’s name.',
        standing: 'possible',
        because: 'that looks the same from here as nobody listening',
      },
      { text: 'Packet loss.', standing: 'ruled-out', because: 'an answer came' },
    ],
    witnesses: [
      { tool: 'Portolan', states: ['closed'], note: 'was told "refused", not by what' },
      { tool: 'nmap -sT', states: ['closed'], note: 'is told no more than that' },
      {
        tool: 'nmap -sS',
        states: ['closed', 'filtered'],
        note: 'closed for RST, filtered for ICMP; needs root',
      },
    ],
    checks: [listeners(input.port), rules(input)],
    needsRoot: true,
  };
}

/** "web-01.lan", or the address. */
export function place({ hostName, address }: VerdictInput): string {
  return hostName ? hostName : address;
}

/** " after 0.31 ms", where it was measured. */
export function within({ rttMs }: VerdictInput): string {
  return rttMs === null ? '' : ` after ${describeMs(rttMs)}`;
}

function listeners(port: number): Check {
  return {
    text: 'On the host, see whether a program listens (Linux):',
    command: `sudo ss -ltnp 'sport = :${port}'`,
  };
}

/** How to see a firewall's rules on the host. */
export function rules({ address }: VerdictInput): Check {
  const save = address.includes(':') ? 'ip6tables-save' : 'iptables-save';
  return {
    text: 'On the host, see what its firewall does (Linux):',
    command: `sudo ${save}; sudo nft list ruleset`,
  };
}
