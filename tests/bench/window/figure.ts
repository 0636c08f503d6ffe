export interface Figure {
  readonly what: string;
  readonly got: number;
  /** Not more than this. */
  readonly target: number;
  readonly unit: string;
}
