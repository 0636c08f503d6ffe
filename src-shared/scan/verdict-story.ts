/** The story behind a verdict, as data: what a panel shows and a drawing draws. */
import type { HostStatus, PortState, Reason } from './port-state.ts';

/** A port's row fits as it is; the last three say what else is known. */
export interface VerdictInput {
  readonly address: string;
  readonly hostName?: string | null;
  readonly port: number;
  readonly reason: Reason;
  /** Registered service name. */
  readonly service: string | null;
  readonly rttMs: number | null;
  readonly attempts: number;
  /** 0-1 against packet loss; null: nothing can be known. */
  readonly confidence: number | null;
  /** Who dialed: only `epoll` sees which ICMP error came. Absent: unknown. */
  readonly dialer?: string;
  readonly hostStatus?: HostStatus;
  /** The host's usual round-trip. */
  readonly srttMs?: number | null;
}

/** `filter`: whatever stands between, a firewall or a router. */
export type LaneId = 'scanner' | 'filter' | 'target';

export interface StoryLane {
  readonly id: LaneId;
  readonly title: string;
  readonly detail: string | null;
  /** Nothing was received that proves it is there. */
  readonly inferred: boolean;
}

/**
 * In the order of time. `sentMs` and `arrivedMs` count from the try's SYN; null: not measured. `isLater`: a try after the
 * first, of which only its own round-trip was kept, not when it began.
 */
export type StoryStep =
  | { readonly kind: 'heading'; readonly label: string }
  | {
      readonly kind: 'message';
      readonly from: LaneId;
      readonly to: LaneId;
      /** "SYN", "ICMP 3/3". */
      readonly label: string;
      readonly note: string | null;
      readonly tone: PortState | 'plain';
      readonly inferred: boolean;
      /** It never arrived, or nothing says that it did. */
      readonly lost: boolean;
      readonly sentMs: number | null;
      readonly arrivedMs: number | null;
      readonly isLater: boolean;
    }
  | { readonly kind: 'gap'; readonly label: string };

export interface Alternative {
  readonly text: string;
  readonly standing: 'possible' | 'unlikely' | 'ruled-out';
  readonly because: string;
}

/** What a tool would say of the same port; more than one state: that is the question. */
export interface Witness {
  readonly tool: string;
  readonly states: readonly PortState[];
  readonly note: string;
}

/** Something a person can do to know more. */
export interface Check {
  readonly text: string;
  readonly command: string | null;
}

export interface VerdictStory {
  readonly state: PortState;
  readonly reason: Reason;
  /** A few words: "Filtered: nothing came back". */
  readonly headline: string;
  /** The verdict in one sentence, or two where the second says what cannot be told. */
  readonly sentence: string;
  /** "certain", "99.99 % sure", "cannot be known", "refused, by what is not known". */
  readonly certainty: string;
  readonly lanes: readonly StoryLane[];
  readonly steps: readonly StoryStep[];
  readonly alternatives: readonly Alternative[];
  readonly witnesses: readonly Witness[];
  readonly checks: readonly Check[];
  /** Does what Portolan did. */
  readonly nmapEquivalent: string;
  /** Says the most about this port; may need root. */
  readonly nmapCommand: string;
}

/** What answered the SYN: its label, a few words, and from where. */
export interface LadderAnswer {
  readonly label: string;
  readonly note: string | null;
  readonly from: LaneId;
}

/** What differs from reason to reason. */
export interface Telling {
  readonly headline: string;
  readonly sentence: string;
  /** The lane between, where something may stand there. */
  readonly filterName: string | null;
  /** null: nothing came. */
  readonly answer: LadderAnswer | null;
  readonly alternatives: readonly Alternative[];
  readonly witnesses: readonly Witness[];
  readonly checks: readonly Check[];
  /** Whether only raw packets tell more. */
  readonly needsRoot: boolean;
}
