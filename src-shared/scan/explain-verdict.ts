/**
 * Why a port has its verdict, what else could explain it, and what would decide. Knows only what a connect scan can
 * know: the kernel reports the outcome of a handshake, not its packets.
 *
 * What nmap says of the same port was checked against nmap 7.93 with every iptables REJECT type.
 */
import { isAnswer, stateOfReason, type Reason } from './port-state.ts';
import { explainAnswer, explainRefusal, explainReset } from './verdict-answers.ts';
import { explainIcmp } from './verdict-icmp.ts';
import { drawLanes, drawSteps, isIcmp } from './verdict-ladder.ts';
import { describeConfidence } from './verdict-numbers.ts';
import { explainSilence } from './verdict-silence.ts';
import type { Telling, VerdictInput, VerdictStory } from './verdict-story.ts';

export type { VerdictInput, VerdictStory } from './verdict-story.ts';

/** The whole story of one verdict. */
export function explainVerdict(input: VerdictInput): VerdictStory {
  const { reason, address, port } = input;
  const { filterName, answer, needsRoot, ...told } = tell(reason, input);
  const target = `${address.includes(':') ? '-6 ' : ''}-Pn -n -p ${port} --reason ${address}`;
  const equivalent = `nmap -sT ${target}`;
  return {
    state: stateOfReason(reason),
    reason,
    ...told,
    certainty: describeCertainty(input),
    lanes: drawLanes(input, filterName),
    steps: drawSteps(input, answer),
    nmapEquivalent: equivalent,
    nmapCommand: needsRoot ? `sudo nmap -sS ${target}` : equivalent,
  };
}

/** Only silence can be bad luck; a bare refusal is certain, but not what refused. */
function describeCertainty({ reason, confidence }: VerdictInput): string {
  if (!isAnswer(reason)) return describeConfidence(confidence);
  return reason === 'conn-refused' ? 'refused, by what is not known' : 'certain';
}

function tell(reason: Reason, input: VerdictInput): Telling {
  if (isIcmp(reason)) return explainIcmp(reason, input);
  if (reason === 'syn-ack') return explainAnswer(input);
  if (reason === 'reset') return explainReset(input);
  if (reason === 'conn-refused') return explainRefusal(input);
  return explainSilence(input);
}
