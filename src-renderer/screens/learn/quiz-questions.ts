/** The quiz: ten situations, each with one right answer and why. */
import type { Reason } from '../../../src-shared/scan/port-state.ts';

export interface QuizQuestion {
  readonly question: string;
  /** Drawn with it: the ladder of the built-in example of this reason. */
  readonly drawing: Reason | null;
  readonly choices: readonly string[];
  /** Index of the right one. */
  readonly right: number;
  readonly because: string;
  /** The page of Learn that tells more. */
  readonly page: string;
}

export const QUIZ: readonly QuizQuestion[] = [
  {
    question: 'This is what went over the wire. What is the port?',
    drawing: 'syn-ack',
    choices: ['Open', 'Closed', 'Filtered'],
    right: 0,
    because: 'A SYN-ACK is a promise to take the connection. The RST at the end is ours: we hang up.',
    page: 'syn-ack',
  },
  {
    question: 'One SYN, one RST. Which of these is proven?',
    drawing: 'reset',
    choices: [
      'No program listens there',
      'No firewall is in the way',
      'The connection was refused in the host’s name',
    ],
    right: 2,
    because: 'A firewall that rejects with tcp-reset sends the same packet as a port without a listener.',
    page: 'reset',
  },
  {
    question: 'Three tries, and nothing came back. What is the verdict, and how sure is it?',
    drawing: 'no-response',
    choices: [
      'Closed, certain: nobody listens',
      'Filtered, as sure as loss of all three is improbable',
      'Filtered, certain: silence proves a firewall',
    ],
    right: 1,
    because:
      'A port without a listener answers with RST. Silence can be a filter or bad luck, and tries make luck less probable.',
    page: 'confidence',
  },
  {
    question: 'ICMP port unreachable came back from a TCP port. What most likely sent it?',
    drawing: 'port-unreach',
    choices: ['A firewall with a REJECT rule', 'A TCP port that nobody listens on', 'A program that crashed'],
    right: 0,
    because:
      'TCP refuses with RST. ICMP port unreachable is what iptables -j REJECT sends unless it is told otherwise.',
    page: 'port-unreach',
  },
  {
    question:
      'nmap -sT says closed, nmap -sS says filtered, for the same port in the same minute. What is going on?',
    drawing: null,
    choices: [
      'The port opened and closed in between',
      'An ICMP port unreachable: connect() reports it as “refused”',
      'nmap -sS is blocked because it needs root',
    ],
    right: 1,
    because:
      'connect() has one error for RST and for ICMP port unreachable. Raw packets, or Portolan on Linux, see which it was.',
    page: 'rules',
  },
  {
    question:
      'A program takes five seconds to accept() its first connection. What does a connect scan measure on its port?',
    drawing: null,
    choices: ['A round-trip of five seconds', 'Filtered, by time-out', 'A normal round-trip: open'],
    right: 2,
    because:
      'The kernel finishes the handshake and queues the connection. The program may come for it later.',
    page: 'practice',
  },
  {
    question: 'There is no firewall, yet a port on your own machine stays silent. Which is possible?',
    drawing: null,
    choices: [
      'Its program hangs and the queue of connections is full',
      'The port has no listener',
      'The program resets every connection it gets',
    ],
    right: 0,
    because:
      'Linux drops a SYN that it cannot queue. Without a listener there would be an RST; a reset after accepting is still open.',
    page: 'practice',
  },
  {
    question: 'A host accepts on all of ten ports that were drawn at random. What do its open ports prove?',
    drawing: null,
    choices: [
      'It runs very many services',
      'Hardly anything: something accepts every connection',
      'Its firewall is switched off',
    ],
    right: 1,
    because:
      'A proxy, tarpit or security program finishes every handshake. Banners, or a look from inside, tell more.',
    page: 'open-everywhere',
  },
  {
    question:
      'You scan 127.0.0.1 and an unprivileged port is open once, and never again. What may have happened?',
    drawing: null,
    choices: ['A packet was lost', 'The scanner connected to itself', 'The firewall limits its errors'],
    right: 1,
    because:
      'If the outgoing connection is given the very port it asks for, TCP connects it with itself. Portolan checks both ends.',
    page: 'self-connects',
  },
  {
    question:
      'Yesterday a host’s ports were no-response; today some are port-unreach, and all are still filtered. What is the most careful reading?',
    drawing: null,
    choices: [
      'Those ports were opened',
      'The host was replaced',
      'It may reject, with a limit on its errors: which ports say so is chance',
    ],
    right: 2,
    because:
      'Hosts send few ICMP errors in a second. Only if all of them changed the same way has DROP become REJECT.',
    page: 'rate-limits',
  },
];

/** How many of the answers are right. */
export function scoreOf(answers: readonly number[]): number {
  return answers.filter((answer, index) => QUIZ[index]?.right === answer).length;
}
