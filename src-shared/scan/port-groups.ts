/** Ports of a host that are alike in every layer: one judgement holds for all of them. */
import { LAYER_STEP, type Layer } from './port-layer.ts';
import { MAX_PORT } from './port-ranges.ts';

export interface PortGroup {
  /** By layer. */
  readonly values: Int32Array;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Ascending; null: more than were asked to be named. */
  readonly ports: readonly number[] | null;
}

interface OpenGroup {
  readonly values: Int32Array;
  readonly first: number;
  last: number;
  count: number;
  ports: number[] | null;
}

/** Its memory is used for one host after the other. */
export class PortGrouper {
  readonly #mostNamed: number;
  /** A bit for each port at which any layer begins or ends a stretch: sorting that many would take longer. */
  readonly #bounds = new Uint32Array(((MAX_PORT + 1) >> 5) + 1);

  /** `mostNamed`: groups of more ports do not hold them. */
  constructor(mostNamed: number) {
    this.#mostNamed = mostNamed;
  }

  /** Every port that has a value in any layer, by what it has in all of them. */
  group(layers: readonly Layer[]): PortGroup[] {
    this.#markBounds(layers);
    const groups = new GroupTable(this.#mostNamed);
    const at = new Int32Array(layers.length);
    const values = new Int32Array(layers.length);
    let first = -1;
    let hash = 0;
    for (let word = 0; word < this.#bounds.length; word++) {
      for (let left = this.#bounds[word]!; left !== 0; left &= left - 1) {
        const bound = 32 * word + 31 - Math.clz32(left & -left);
        if (first !== -1) groups.add(hash, values, first, bound - 1);
        first = bound;
        hash = valuesAt(first, layers, at, values);
      }
    }
    return groups.list;
  }

  #markBounds(layers: readonly Layer[]): void {
    const bounds = this.#bounds.fill(0);
    for (const layer of layers) {
      for (let i = 0; i < layer.length; i += LAYER_STEP) {
        const first = layer[i]!;
        const end = layer[i + 1]! + 1;
        bounds[first >> 5]! |= 1 << (first & 31);
        bounds[end >> 5]! |= 1 << (end & 31);
      }
    }
  }
}

/** Reads what the layers have from a port on; returns a hash of it, 0 where none has anything. `at`: where each one is. */
function valuesAt(port: number, layers: readonly Layer[], at: Int32Array, values: Int32Array): number {
  let hash = 0;
  let said = 0;
  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index]!;
    let here = at[index]!;
    while (here < layer.length && layer[here + 1]! < port) here += LAYER_STEP;
    at[index] = here;
    const value = here < layer.length && layer[here]! <= port ? layer[here + 2]! : 0;
    values[index] = value;
    said |= value;
    hash = (Math.imul(hash, 31) + value) | 0;
  }
  return said === 0 ? 0 : hash || 1;
}

class GroupTable {
  readonly list: OpenGroup[] = [];
  readonly #mostNamed: number;
  readonly #byHash = new Map<number, OpenGroup[]>();

  constructor(mostNamed: number) {
    this.#mostNamed = mostNamed;
  }

  add(hash: number, values: Int32Array, first: number, last: number): void {
    if (hash === 0) return;
    let alike = this.#byHash.get(hash);
    if (!alike) this.#byHash.set(hash, (alike = []));
    let group = alike.find((each) => isEqual(each.values, values));
    if (!group) {
      group = { values: values.slice(), first, last, count: 0, ports: [] };
      alike.push(group);
      this.list.push(group);
    }
    group.last = last;
    group.count += last - first + 1;
    if (group.count > this.#mostNamed) group.ports = null;
    for (let port = first; group.ports && port <= last; port++) group.ports.push(port);
  }
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
