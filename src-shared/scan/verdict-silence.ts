/** no-response: the verdict made of silence, and how far it can be trusted. */
import { place, rules } from './verdict-answers.ts';
import { describeChance, describeTries } from './verdict-numbers.ts';
import type { Alternative, Check, Telling, VerdictInput } from './verdict-story.ts';

export function explainSilence(input: VerdictInput): Telling {
  const { attempts, confidence, port } = input;
  const known = confidence !== null;
  const sureness = known
    ? `a firewall drops the packets (DROP), or the program’s queue is full. That all of them were lost instead: ${describeChance(confidence)}`
    : 'a firewall drops the packets (DROP), they were lost, or no host is there; nothing that came back tells which';
  return {
    headline: 'Filtered: nothing came back',
    sentence: `${place(input)} did not answer on port ${port} in ${describeTries(attempts)}: ${sureness}.`,
    filterName: 'packet filter',
    answer: null,
    alternatives: [drop(), loss(input), absent(input), limited(), swamped()],
    witnesses: [
      { tool: 'Portolan', states: ['filtered'], note: `silence after ${describeTries(attempts)}` },
      { tool: 'nmap -sT', states: ['filtered'], note: 'waits for the same silence' },
      { tool: 'nmap -sS', states: ['filtered'], note: 'names the ICMP error if one comes; needs root' },
    ],
    checks: [watch(port), rules(input)],
    needsRoot: true,
  };
}

function drop(): Alternative {
  return {
    text: 'A firewall drops the packets (DROP), on the host or on the way.',
    standing: 'possible',
    because: 'that is how DROP looks: no packet comes back, so each try waits its full time',
  };
}

function loss({ confidence, attempts }: VerdictInput): Alternative {
  const text = 'The packets were lost.';
  if (confidence === null)
    return {
      text,
      standing: 'possible',
      because: 'the host answered nothing that loss could be measured by',
    };
  const because = `at the loss measured here, ${describeTries(attempts)} in vain are ${describeChance(confidence)}`;
  return { text, standing: confidence >= 0.99 ? 'unlikely' : 'possible', because };
}

function absent({ hostStatus, confidence }: VerdictInput): Alternative {
  const text = 'No host is there.';
  if (hostStatus === 'up' || (hostStatus === undefined && confidence !== null)) {
    return { text, standing: 'ruled-out', because: 'the host answered otherwise in this scan' };
  }
  return { text, standing: 'possible', because: 'no answer of any kind came from this address' };
}

function limited(): Alternative {
  return {
    text: 'A firewall rejects, but sends few of its ICMP errors.',
    standing: 'possible',
    because: 'most systems limit how many they send in a second',
  };
}

function swamped(): Alternative {
  return {
    text: 'A program listens, but its queue of connections is full.',
    standing: 'possible',
    because: 'Linux drops a SYN that it cannot queue; the practice range in Learn has such a port',
  };
}

function watch(port: number): Check {
  return {
    text: 'On the host, watch while you scan the port again: a SYN that arrives unanswered was dropped there, none means it was dropped on the way.',
    command: `sudo tcpdump -ni any 'tcp port ${port}'`,
  };
}
