/**
 * Ports of a host that are alike in every layer: one judgement holds for all of them. Layers of one kind hardly differ
 * (a port opened, a port closed), so all but the first of each kind cost their differences.
 */
import { BOUND_WORDS, LayerReader, markBounds, type Layer } from './port-layer.ts';
import { MAX_PORT } from './port-ranges.ts';
import { STRETCH, type Stretches } from './stretches.ts';

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
  readonly #bounds = new Uint32Array(BOUND_WORDS);
  /** 1 for each port of which layers of one kind may say different things. */
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
    const readers = layers.map((layer) => new LayerReader(layer));
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
        for (const index of differs ? all : distinct) values[index] = readers[index]!.at(first);
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
      if (!before) this.#markSteady(layer);
      else if (before.base === layer.base) this.#markDifferences(before.over, layer.over);
      else
        for (const { base, over } of [before, layer])
          for (const each of [base?.stretches, over]) this.#mark(each);
    }
  }

  #markSteady({ base, over }: Layer): void {
    if (base) for (let word = 0; word < BOUND_WORDS; word++) this.#bounds[word]! |= base.bounds[word]!;
    for (let i = 0; i < over.length; i += STRETCH) markBounds(this.#bounds, over[i]!, over[i + 1]!);
  }

  #mark(stretches: Stretches | undefined): void {
    if (!stretches) return;
    for (let i = 0; i < stretches.length; i += STRETCH) this.#markDifferent(stretches[i]!, stretches[i + 1]!);
  }

  #markDifferent(first: number, last: number): void {
    markBounds(this.#bounds, first, last);
    this.#differs.fill(1, first, last + 1);
  }

  /** Where only one of two goes from one value to another, or both do so differently. */
  #markDifferences(a: Stretches, b: Stretches): void {
    let i = 0;
    let j = 0;
    let from = 0;
    while (i < a.length || j < b.length) {
      const firstA = i < a.length ? Math.max(a[i]!, from) : MAX_PORT + 1;
      const firstB = j < b.length ? Math.max(b[j]!, from) : MAX_PORT + 1;
      const first = Math.min(firstA, firstB);
      const valueA = firstA === first ? a[i + 2]! : 0;
      const valueB = firstB === first ? b[j + 2]! : 0;
      const lastA = firstA === first ? a[i + 1]! : firstA - 1;
      const lastB = firstB === first ? b[j + 1]! : firstB - 1;
      const last = Math.min(lastA, lastB);
      if (valueA !== valueB) this.#markDifferent(first, last);
      from = last + 1;
      if (firstA === first && lastA === last) i += STRETCH;
      if (firstB === first && lastB === last) j += STRETCH;
    }
  }
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
    const isSteady = !differs || this.#bases.every((base, index) => values[index] === values[base]);
    const group = isSteady ? this.#findSteady(values, first, last) : this.#find(values, first, last);
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
