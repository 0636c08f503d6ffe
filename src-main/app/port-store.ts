/** Listed ports of many hosts, one after the other in shared columns: no object a host, nothing copied as it grows. */
import type { HostColumns } from './host-columns.ts';

/** The most ports of one host that are taken; a host with more is better off with columns of its own. */
export const MAX_FEW_PORTS = 64;
/** A host's ports never go over the end of a page: little of it stays empty. */
const PAGE_BITS = 12;
const PAGE = 2 ** PAGE_BITS;

type ListedColumns = Omit<HostColumns, 'runs'>;

interface Page extends Omit<ListedColumns, 'services' | 'banners'> {
  /** Indexes of {@link PortStore.#services}. */
  readonly services: Uint16Array;
}

export class PortStore {
  readonly #pages: Page[] = [];
  /** Each name once; a register has some thousands. */
  readonly #services: (string | null)[] = [];
  readonly #serviceIndexes = new Map<string | null, number>();
  readonly #banners = new Map<number, ReadonlyMap<number, string>>();
  readonly #noBanners: ReadonlyMap<number, string> = new Map();
  #next = 0;

  /** Takes a host's ports, at most {@link MAX_FEW_PORTS}; returns the place to read them from. */
  add(columns: ListedColumns): number {
    const { length } = columns.ports;
    if ((this.#next % PAGE) + length > PAGE) this.#next = Math.ceil(this.#next / PAGE) * PAGE;
    const place = this.#next;
    this.#next += length;
    const page = (this.#pages[Math.floor(place / PAGE)] ??= createPage());
    const from = place % PAGE;
    page.ports.set(columns.ports, from);
    page.reasons.set(columns.reasons, from);
    page.attempts.set(columns.attempts, from);
    page.rttMs.set(columns.rttMs, from);
    page.confidence.set(columns.confidence, from);
    page.services.set(
      columns.services.map((service) => this.#serviceIndex(service)),
      from,
    );
    if (columns.banners.size > 0) this.#banners.set(place, columns.banners);
    return place;
  }

  /** The `length` ports from a place on, as they were added. */
  read(place: number, length: number): ListedColumns {
    const page = this.#pages[Math.floor(place / PAGE)];
    if (!page) throw new RangeError(`There are no ports at ${place}`);
    const from = place % PAGE;
    const to = from + length;
    return {
      ports: page.ports.subarray(from, to),
      reasons: page.reasons.subarray(from, to),
      attempts: page.attempts.subarray(from, to),
      rttMs: page.rttMs.subarray(from, to),
      confidence: page.confidence.subarray(from, to),
      services: Array.from(page.services.subarray(from, to), (index) => this.#services[index] ?? null),
      banners: this.#banners.get(place) ?? this.#noBanners,
    };
  }

  #serviceIndex(service: string | null): number {
    const known = this.#serviceIndexes.get(service);
    if (known !== undefined) return known;
    const index = this.#services.push(service) - 1;
    this.#serviceIndexes.set(service, index);
    return index;
  }
}

function createPage(): Page {
  return {
    ports: new Uint16Array(PAGE),
    reasons: new Uint8Array(PAGE),
    attempts: new Uint16Array(PAGE),
    rttMs: new Float32Array(PAGE),
    confidence: new Float32Array(PAGE),
    services: new Uint16Array(PAGE),
  };
}
