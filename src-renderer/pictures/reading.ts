/** What the readers of a page pass on to each other. */
import type { Clip, Shape } from './picture.ts';

export interface Reading {
  /** Where the picture's corner lies on the page. */
  readonly left: number;
  readonly top: number;
  readonly shapes: Shape[];
}

/** What holds for an element by its ancestors. */
export interface Inherited {
  readonly opacity: number;
  readonly clip: Clip | null;
}
