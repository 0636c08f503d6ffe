/** The handshake behind a verdict as lanes and steps: what was observed, and what is inferred from it. */
import { stateOfReason, type PortState, type Reason } from './port-state.ts';
import type { LadderAnswer, LaneId, StoryLane, StoryStep, VerdictInput } from './verdict-story.ts';

/** More silent tries than these are one gap. */
const MAX_DRAWN_TRIES = 3;

export function drawLanes(input: VerdictInput, filterName: string | null): StoryLane[] {
  const { address, hostName, port } = input;
  const answered = input.reason === 'syn-ack' || stateOfReason(input.reason) === 'closed';
  const lanes: StoryLane[] = [{ id: 'scanner', title: 'This machine', detail: null, inferred: false }];
  if (filterName !== null) lanes.push({ id: 'filter', title: filterName, detail: null, inferred: true });
  lanes.push({
    id: 'target',
    title: `port ${port}`,
    detail: answered ? (hostName ?? address) : 'never reached',
    inferred: !answered,
  });
  return lanes;
}

export function drawSteps(input: VerdictInput, answer: LadderAnswer | null): StoryStep[] {
  const { attempts, rttMs } = input;
  const state = stateOfReason(input.reason);
  const steps: StoryStep[] = [];
  const silentTries = answer ? Math.max(0, attempts - 1) : Math.max(1, attempts);
  drawSilentTries(steps, silentTries, answer);
  if (!answer) return steps;
  if (silentTries > 0) steps.push({ kind: 'heading', label: `Try ${attempts}` });
  const isLater = silentTries > 0;
  steps.push(message('scanner', answer.from, 'SYN', { sentMs: 0, isLater }));
  const tone = state;
  steps.push(
    message(answer.from, 'scanner', answer.label, { note: answer.note, tone, arrivedMs: rttMs, isLater }),
  );
  if (state === 'open') {
    steps.push(message('scanner', 'target', 'ACK', { note: 'handshake complete', inferred: true }));
    steps.push(message('scanner', 'target', 'RST', { note: 'we hang up', inferred: true }));
  }
  return steps;
}

function drawSilentTries(steps: StoryStep[], tries: number, answer: LadderAnswer | null): void {
  const drawn = tries > MAX_DRAWN_TRIES ? MAX_DRAWN_TRIES - 1 : tries;
  const drawTry = (number: number): void => {
    if (tries > 1 || answer) steps.push({ kind: 'heading', label: `Try ${number}` });
    steps.push(
      message('scanner', answer?.from ?? 'filter', 'SYN', { sentMs: 0, lost: true, isLater: number > 1 }),
    );
    steps.push({ kind: 'gap', label: 'no answer in time' });
  };
  for (let number = 1; number <= drawn; number++) drawTry(number);
  if (drawn === tries) return;
  const between = tries - drawn - (answer ? 0 : 1);
  steps.push({ kind: 'gap', label: `${between} more, no answer` });
  if (!answer) drawTry(tries);
}

interface MessageParts {
  readonly note?: string | null;
  readonly tone?: PortState | 'plain';
  readonly inferred?: boolean;
  readonly lost?: boolean;
  readonly sentMs?: number | null;
  readonly arrivedMs?: number | null;
  readonly isLater?: boolean;
}

function message(from: LaneId, to: LaneId, label: string, parts: MessageParts): StoryStep {
  const {
    note = null,
    tone = 'plain',
    inferred = false,
    lost = false,
    sentMs = null,
    arrivedMs = null,
    isLater = false,
  } = parts;
  return { kind: 'message', from, to, label, note, tone, inferred, lost, sentMs, arrivedMs, isLater };
}

type IcmpReason = Exclude<Reason, 'syn-ack' | 'reset' | 'conn-refused' | 'no-response'>;

/** Type and code of the error behind a reason: IPv4 (RFC 792, RFC 1812), IPv6 (RFC 4443). */
const ICMP_CODES: Readonly<Record<IcmpReason, readonly [ipv4: string, ipv6: string, words: string]>> = {
  'port-unreach': ['3/3', '1/4', 'port unreachable'],
  'admin-prohibited': ['3/13', '1/1', 'administratively prohibited'],
  'host-unreach': ['3/1', '1/3', 'host unreachable'],
  'host-prohibited': ['3/10', '1/1', 'host prohibited'],
  'net-unreach': ['3/0', '1/0', 'network unreachable'],
  'net-prohibited': ['3/9', '1/1', 'network prohibited'],
  'proto-unreach': ['3/2', '4/1', 'protocol unreachable'],
};

/** "ICMP 3/3" and "port unreachable", by the address's family. */
export function describeIcmp(reason: IcmpReason, address: string): { label: string; words: string } {
  const [ipv4, ipv6, words] = ICMP_CODES[reason];
  return { label: address.includes(':') ? `ICMPv6 ${ipv6}` : `ICMP ${ipv4}`, words };
}

export function isIcmp(reason: Reason): reason is IcmpReason {
  return reason in ICMP_CODES;
}
