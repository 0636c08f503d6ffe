/** What each reason proves and what makes it, for its page. */
import type { Reason } from '../../../src-shared/scan/port-state.ts';

export interface ReasonCauses {
  readonly proves: string;
  readonly causes: readonly string[];
}

const ICMP_PROVES =
  'Something that sees the packet refused it in words of its own. A host’s TCP never does: it is a filter or a router.';

export const REASON_CAUSES: Readonly<Record<Reason, ReasonCauses>> = {
  'syn-ack': {
    proves:
      'A handshake was completed: something accepts connections on this port, and nothing on the way forbids it to you.',
    causes: [
      'A program listens. The kernel answers for it, even while the program itself is slow or busy.',
      'A proxy, load balancer or security program accepts in the host’s name.',
    ],
  },
  reset: {
    proves:
      'An RST came back in the host’s name: it is reachable, and nobody takes connections on this port from here.',
    causes: [
      'No program listens: the kernel refuses.',
      'A firewall rejects with tcp-reset. From outside the two cannot be told apart.',
    ],
  },
  'conn-refused': {
    proves:
      'The system said “connection refused”, which stands for two answers: a TCP RST, or ICMP port unreachable.',
    causes: [
      'The scan used sockets that hide which of the two it was (the portable dialer).',
      'No program listens, or a firewall rejects with tcp-reset.',
      'A firewall rejects with ICMP port unreachable: then the port is filtered, and nmap -sS says so.',
    ],
  },
  'no-response': {
    proves: 'By itself nothing: silence is what is left when every try has waited its full time.',
    causes: [
      'A firewall drops the packets (DROP), on the host or on the way.',
      'Every try was lost. The more tries, the less probable.',
      'The program’s queue is full, and the kernel drops what it cannot queue, as the practice range shows.',
      'No host is there, and nothing on the way reports it.',
    ],
  },
  'port-unreach': {
    proves: ICMP_PROVES,
    causes: [
      'iptables -j REJECT or nft reject without more words: this is the default.',
      'Some routers’ access lists.',
    ],
  },
  'admin-prohibited': {
    proves: `${ICMP_PROVES} It says outright that a policy forbids the connection.`,
    causes: [
      'A router’s access list.',
      'iptables --reject-with icmp-admin-prohibited; firewalld’s default zones reject so.',
    ],
  },
  'host-unreach': {
    proves: 'Somebody on the way says that the host cannot be reached by this connection.',
    causes: [
      'The last router finds nobody at that address.',
      'A firewall rejects with icmp-host-unreachable. Other ports that answer show that it is a rule.',
    ],
  },
  'host-prohibited': {
    proves: `${ICMP_PROVES} It forbids connections to this host.`,
    causes: ['iptables --reject-with icmp-host-prohibited, long the default of Red Hat’s firewall.'],
  },
  'net-unreach': {
    proves: 'Somebody on the way says that there is no way to this network.',
    causes: ['A router has no route there.', 'A firewall rejects with icmp-net-unreachable.'],
  },
  'net-prohibited': {
    proves: `${ICMP_PROVES} It forbids connections to this network.`,
    causes: ['A router’s access list.', 'iptables --reject-with icmp-net-prohibited.'],
  },
  'proto-unreach': {
    proves: `${ICMP_PROVES} It claims that the host does not speak TCP at all, which hardly any host can mean.`,
    causes: ['iptables --reject-with icmp-proto-unreachable.'],
  },
};
