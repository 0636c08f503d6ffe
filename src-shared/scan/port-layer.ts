/**
 * A value for each port. Nearly all ports of a host say the same as a rule: those are a base that layers share, and a layer
 * holds what lies over it.
 */
import { MAX_PORT } from './port-ranges.ts';
import { STRETCH, type Stretches } from './stretches.ts';

export interface Layer {
  /** Null: none lies below. */
  readonly base: BaseLayer | null;
  /** Before what the base has there; the value 0 is none of its own. */
  readonly over: Stretches;
}

/** Bits for ports, and one more for the end of the last. */
export const BOUND_WORDS = ((MAX_PORT + 1) >> 5) + 1;

export function markBounds(bounds: Uint32Array, first: number, last: number): void {
  const end = last + 1;
  bounds[first >> 5]! |= 1 << (first & 31);
  bounds[end >> 5]! |= 1 << (end & 31);
}

export class BaseLayer {
  readonly stretches: Stretches;
  /** A bit where a stretch begins, and one behind its end. */
  readonly bounds = new Uint32Array(BOUND_WORDS);

  constructor(stretches: Stretches) {
    this.stretches = stretches;
    for (let i = 0; i < stretches.length; i += STRETCH)
      markBounds(this.bounds, stretches[i]!, stretches[i + 1]!);
  }
}

/** Reads the value of one port after the other, ascending. */
export class LayerReader {
  readonly #layer: Layer;
  #base = 0;
  #over = 0;

  constructor(layer: Layer) {
    this.#layer = layer;
  }

  at(port: number): number {
    const { base, over } = this.#layer;
    this.#over = endingAt(over, port, this.#over);
    if (this.#over < over.length && over[this.#over]! <= port) return over[this.#over + 2]!;
    if (!base) return 0;
    const { stretches } = base;
    this.#base = endingAt(stretches, port, this.#base);
    return this.#base < stretches.length && stretches[this.#base]! <= port ? stretches[this.#base + 2]! : 0;
  }
}

/** Where the first stretch from `at` on stands that ends at a port or later: near as a rule, else by halves. */
function endingAt(stretches: Stretches, port: number, at: number): number {
  const soon = Math.min(stretches.length, at + 2 * STRETCH);
  for (let near = at; near < soon; near += STRETCH) if (stretches[near + 1]! >= port) return near;
  let low = soon / STRETCH;
  let high = stretches.length / STRETCH;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stretches[STRETCH * middle + 1]! < port) low = middle + 1;
    else high = middle;
  }
  return STRETCH * low;
}
