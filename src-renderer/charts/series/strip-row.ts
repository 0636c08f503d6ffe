import type { Stretch } from './strip-stretches.ts';

/** Letters of a label; longer ones count ports ("32,768 of 1–65535"). */
export const LONG_LABEL = 12;

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
/** Px of a line. A host's have room for a number. */
export const ROW_HEIGHT: Readonly<Record<StripKind, number>> = { ports: 24, hosts: 30 };
/** Where there is room to spare: beyond that the eye no longer sees lines. */
const MOST: Readonly<Record<StripKind, number>> = { ports: 38, hosts: 52 };
const BAR_PART: Readonly<Record<StripKind, number>> = { ports: 1 / 2, hosts: 2 / 3 };

/** Px of each of so many lines in a height: few lines in a large window are taller. */
export function rowHeightFor(kind: StripKind, rows: number, height: number): number {
  const each = Math.floor(height / Math.max(1, rows));
  return Math.max(ROW_HEIGHT[kind], Math.min(MOST[kind], each));
}

/** Where in a line its bars lie, px. */
export function barOf(kind: StripKind, rowHeight: number): { y: number; height: number } {
  const height = Math.round(rowHeight * BAR_PART[kind]);
  return { y: Math.round((rowHeight - height) / 2), height };
}
