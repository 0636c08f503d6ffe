/**
 * Ports of a host that are alike in every layer: one judgement holds for all of them. Layers of one kind hardly differ
 * (a port opened, a port closed), so all but the first of each kind cost their differences.
 */
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
  /** A bit for each port at which what the layers say may change: sorting that many would take longer. */
  readonly #bounds = new Uint32Array(((MAX_PORT + 1) >> 5) + 1);
  /** 1 for each port of which layers of one kind say different things. */
  readonly #differs = new Uint8Array(MAX_PORT + 1);

  /** `mostNamed`: groups of more ports do not hold them. */
  constructor(mostNamed: number) {
    this.#mostNamed = mostNamed;
  }

  /** Every port that has a value in any layer, by what it has in all of them. `kinds`: layers of one kind look alike. */
  group(layers: readonly Layer[], kinds: readonly number[]): PortGroup[] {
    const bases = kinds.map((kind) => kinds.indexOf(kind));
    this.#markAll(layers, bases);
    const all = [...layers.keys()];
    const distinct = [...new Set(bases)];
    const groups = new GroupTable(this.#mostNamed, bases);
    const at = new Int32Array(layers.length);
    const values = new Int32Array(layers.length);
    let first = -1;
    let differs = false;
    for (let word = 0; word < this.#bounds.length; word++) {
      for (let left = this.#bounds[word]!; left !== 0; left &= left - 1) {
        const bound = 32 * word + 31 - Math.clz32(left & -left);
        if (first !== -1) groups.add(values, differs, first, bound - 1);
        first = bound;
        if (first > MAX_PORT) break;
        differs = this.#differs[first] === 1;
        for (const index of differs ? all : distinct)
          values[index] = valueAt(layers[index]!, first, at, index);
      }
    }
    return groups.list;
  }

  #markAll(layers: readonly Layer[], bases: readonly number[]): void {
    this.#bounds.fill(0);
    this.#differs.fill(0);
    const latest = new Map<number, Layer>();
    for (const [index, layer] of layers.entries()) {
      const before = latest.get(bases[index]!);
      latest.set(bases[index]!, layer);
      if (before) this.#markDifferences(before, layer);
      else for (let i = 0; i < layer.length; i += LAYER_STEP) this.#markBounds(layer[i]!, layer[i + 1]!);
    }
  }

  #markBounds(first: number, last: number): void {
    const end = last + 1;
    this.#bounds[first >> 5]! |= 1 << (first & 31);
    this.#bounds[end >> 5]! |= 1 << (end & 31);
  }

  /** Where only one of two layers goes from one value to another, or both do so differently. */
  #markDifferences(a: Layer, b: Layer): void {
    let i = 0;
    let j = 0;
    let from = 0;
    while (i < a.length || j < b.length) {
      // Nearly all stretches are the same in both.
      if (a[i] === b[j] && a[i + 1] === b[j + 1] && a[i + 2] === b[j + 2] && a[i]! >= from) {
        from = a[i + 1]! + 1;
        i += LAYER_STEP;
        j += LAYER_STEP;
        continue;
      }
      const firstA = i < a.length ? Math.max(a[i]!, from) : MAX_PORT + 1;
      const firstB = j < b.length ? Math.max(b[j]!, from) : MAX_PORT + 1;
      const first = Math.min(firstA, firstB);
      const valueA = firstA === first ? a[i + 2]! : 0;
      const valueB = firstB === first ? b[j + 2]! : 0;
      const lastA = firstA === first ? a[i + 1]! : firstA - 1;
      const lastB = firstB === first ? b[j + 1]! : firstB - 1;
      const last = Math.min(lastA, lastB);
      if (valueA !== valueB) {
        this.#markBounds(first, last);
        this.#differs.fill(1, first, last + 1);
      }
      from = last + 1;
      if (firstA === first && lastA === last) i += LAYER_STEP;
      if (firstB === first && lastB === last) j += LAYER_STEP;
    }
  }
}

/** `at`: where each layer was read last; ports come in ascending order. */
function valueAt(layer: Layer, port: number, at: Int32Array, index: number): number {
  let here = at[index]!;
  while (here < layer.length && layer[here + 1]! < port) here += LAYER_STEP;
  at[index] = here;
  return here < layer.length && layer[here]! <= port ? layer[here + 2]! : 0;
}

class GroupTable {
  readonly list: OpenGroup[] = [];
  readonly #mostNamed: number;
  readonly #bases: readonly number[];
  readonly #distinct: readonly number[];
  readonly #nothing: Int32Array;
  /** Of ports of which all layers of a kind say the same: few, as a base has few values. */
  readonly #steady: OpenGroup[] = [];
  readonly #byHash = new Map<number, OpenGroup[]>();

  constructor(mostNamed: number, bases: readonly number[]) {
    this.#mostNamed = mostNamed;
    this.#bases = bases;
    this.#distinct = [...new Set(bases)];
    this.#nothing = new Int32Array(bases.length);
  }

  /** Where nothing `differs`, the values of the bases stand for all. */
  add(values: Int32Array, differs: boolean, first: number, last: number): void {
    const group = differs ? this.#find(values, first, last) : this.#findSteady(values, first, last);
    if (!group) return;
    group.last = last;
    group.count += last - first + 1;
    if (group.count > this.#mostNamed) group.ports = null;
    for (let port = first; group.ports && port <= last; port++) group.ports.push(port);
  }

  #findSteady(values: Int32Array, first: number, last: number): OpenGroup | null {
    if (isEqualAt(this.#distinct, values, this.#nothing)) return null;
    // By plain loops: a timeline of a network comes here half a million times.
    for (const group of this.#steady) if (isEqualAt(this.#distinct, values, group.values)) return group;
    const all = Int32Array.from(this.#bases, (base) => values[base]!);
    const group = this.#open(all, first, last);
    this.#steady.push(group);
    return group;
  }

  #find(values: Int32Array, first: number, last: number): OpenGroup {
    let hash = 0;
    for (const value of values) hash = (Math.imul(hash, 31) + value) | 0;
    let alike = this.#byHash.get(hash);
    if (!alike) this.#byHash.set(hash, (alike = []));
    let group = alike.find((each) => each.values.every((value, index) => value === values[index]));
    if (!group) alike.push((group = this.#open(values.slice(), first, last)));
    return group;
  }

  #open(values: Int32Array, first: number, last: number): OpenGroup {
    const group = { values, first, last, count: 0, ports: [] };
    this.list.push(group);
    return group;
  }
}

function isEqualAt(indexes: readonly number[], a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < indexes.length; i++) if (a[indexes[i]!] !== b[indexes[i]!]) return false;
  return true;
}
