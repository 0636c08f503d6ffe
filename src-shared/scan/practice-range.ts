/** The practice range: ports on 127.0.0.1 that behave in known ways, and what a scan should find there. */
import { z } from 'zod';
import type { PortState, Reason } from './port-state.ts';

/** In the order of the ports. `swamped` exists only where the kernel drops what it cannot queue (Linux). */
export const PRACTICE_KINDS = ['open', 'greeting', 'late', 'resetting', 'closed', 'swamped'] as const;
export const practiceKindSchema = z.enum(PRACTICE_KINDS);
export type PracticeKind = (typeof PRACTICE_KINDS)[number];

export const PRACTICE_ADDRESS = '127.0.0.1';

export const practiceRangeSchema = z.strictObject({
  /** Empty: not running. */
  ports: z
    .array(z.strictObject({ kind: practiceKindSchema, port: z.number().int().min(1).max(65_535) }))
    .max(6),
});
export type PracticeRange = z.infer<typeof practiceRangeSchema>;

export interface PracticeLesson {
  readonly name: string;
  /** What the port does, in a few words. */
  readonly does: string;
  readonly state: PortState;
  /** What a dialer that sees everything finds. */
  readonly reason: Reason;
  /** What to look at in the results. */
  readonly lookAt: string;
}

export const PRACTICE_LESSONS: Readonly<Record<PracticeKind, PracticeLesson>> = {
  open: {
    name: 'open',
    does: 'accepts, says nothing',
    state: 'open',
    reason: 'syn-ack',
    lookAt: 'One SYN-ACK is all it takes. The program says nothing, so what it is stays unknown.',
  },
  greeting: {
    name: 'greeting',
    does: 'speaks first',
    state: 'open',
    reason: 'syn-ack',
    lookAt: 'Open its panel: the banner is what the program said. Only that names the program.',
  },
  late: {
    name: 'slow',
    does: 'speaks after 0.8 s',
    state: 'open',
    reason: 'syn-ack',
    lookAt:
      'Its round-trip is as short as the others’: the kernel answers the SYN, however slow the program is. Only the banner came late.',
  },
  resetting: {
    name: 'resetting',
    does: 'accepts, then resets',
    state: 'open',
    reason: 'syn-ack',
    lookAt: 'Open all the same: the RST came after the handshake, not instead of it.',
  },
  closed: {
    name: 'closed',
    does: 'nobody listens',
    state: 'closed',
    reason: 'reset',
    lookAt: 'The kernel answers with RST, as fast as it accepts. A refusal is an answer.',
  },
  swamped: {
    name: 'swamped',
    does: 'its queue is full',
    state: 'filtered',
    reason: 'no-response',
    lookAt:
      'Nobody filters here: the program’s queue is full, so the kernel drops each SYN. From outside, that silence is the same as a firewall’s DROP.',
  },
};
