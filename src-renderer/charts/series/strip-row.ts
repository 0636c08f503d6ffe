import type { Stretch } from './strip-stretches.ts';

/** A line of a strip chart, whatever it is about. */
export interface StripRow {
  readonly key: string;
  /** What neighbours may have in common, drawn once for them: a host. */
  readonly group: string;
  /** At the end of the label column: a port. */
  readonly label: string;
  readonly stretches: readonly Stretch[];
  /** It goes to and fro. */
  readonly flapping: boolean;
}

export type StripKind = 'ports' | 'hosts';
/** Px of a line, and where in it its bars lie. A host's have room for a number. */
export const ROW_HEIGHT: Readonly<Record<StripKind, number>> = { ports: 24, hosts: 30 };
export const BAR: Readonly<Record<StripKind, { y: number; height: number }>> = {
  ports: { y: 6, height: 12 },
  hosts: { y: 5, height: 20 },
};
