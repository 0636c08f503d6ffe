/** One port of a host in words, from what its detail holds. Pure. */
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import { reasonOfPort, stateOfPort } from '../../../src-shared/scan/port-codes.ts';
import { isAnswer } from '../../../src-shared/scan/port-state.ts';
import { describeConfidence, describeTries } from '../../../src-shared/scan/verdict-numbers.ts';
import { type AnyState, stateWord } from '../../components/any-state.ts';
import { formatRoundTrip } from '../../components/format.ts';

export interface PortWords {
  readonly state: AnyState;
  readonly service: string | null;
  /** "no-response · 3 tries · 99.8 % sure"; "" where there is nothing to say. */
  readonly facts: string;
}

/** `isRunning`: whether a verdict may still come. */
export function describePort(
  { rows, reasons }: Pick<HostDetail, 'rows' | 'reasons'>,
  codes: Uint8Array,
  port: number,
  isRunning: boolean,
): PortWords {
  const code = codes[port] ?? 0;
  const state = stateOfPort(code);
  const reason = reasonOfPort(code);
  if (reason === null) {
    const facts = state === 'not-scanned' ? '' : isRunning ? 'no verdict yet' : 'no verdict';
    return { state, service: null, facts };
  }
  const row = rows.find((each) => each.port === port);
  const group = reasons.find((each) => each.reason === reason);
  const attempts = row?.attempts ?? group?.attempts ?? 0;
  const confidence = row ? row.confidence : (group?.confidence ?? null);
  const facts: string[] = [reason];
  // Ports without a row are known as a group: by the most tries and the least confidence among them.
  if (attempts > 0)
    facts.push(row || attempts === 1 ? describeTries(attempts) : `up to ${describeTries(attempts)}`);
  if (row && row.rttMs !== null) facts.push(formatRoundTrip(row.rttMs));
  if (!isAnswer(reason) && confidence !== null) {
    const sure = describeConfidence(confidence);
    facts.push(row || !sure.includes('%') ? sure : `at least ${sure}`);
  }
  return { state, service: row?.service ?? null, facts: facts.join(' · ') };
}

/** The same as one phrase, for a screen reader. */
export function speakPort({ state, service, facts }: PortWords): string {
  return [stateWord(state), service, facts].filter(Boolean).join(', ');
}
