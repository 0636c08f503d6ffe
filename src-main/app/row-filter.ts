/** Which ports a query admits, prepared so that a million rows are asked with a few table look-ups each. */
import { PORT_STATES, REASONS, reasonOfCode, stateOfReason } from '../../src-shared/scan/port-state.ts';
import type { RowQuery } from '../../src-shared/scan/scan-row.ts';
import type { RunHost } from './run-data.ts';

const MAX_PORT = 65_535;
/** One bit a word; what follows is ignored. */
const MAX_WORDS = 30;

export interface RowFilter {
  /** Whether anything but hosts is asked for. */
  readonly isNarrow: boolean;
  admitsHost(host: RunHost): boolean;
  /** Begins a host: what its own words already satisfy. */
  forHost(host: RunHost): HostFilter;
}

export interface HostFilter {
  /** Whether ports of a reason in a "Not shown" run become rows, and which. */
  expandsRun(reasonCode: number): boolean;
  admits(port: number, reasonCode: number, service: string | null): boolean;
  /** Of a port that would be summarised: only where it was asked for by its number. */
  admitsHidden(port: number, reasonCode: number, service: string | null): boolean;
}

/**
 * Every word of the text must be found in a row: in address or names, as the beginning of the port, in state, reason,
 * service or banner.
 */
export function createRowFilter(query: RowQuery): RowFilter {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const all = 2 ** words.length - 1;
  const maskOf = (matches: (word: string) => boolean): number => {
    let mask = 0;
    for (const [bit, word] of words.entries()) if (matches(word)) mask |= 1 << bit;
    return mask;
  };
  const hosts = new Set(query.hosts);
  const services = new Set(query.services);
  const reasonAdmitted = REASONS.map(
    (reason) =>
      (query.states.length === 0 || query.states.includes(stateOfReason(reason))) &&
      (query.reasons.length === 0 || query.reasons.includes(reason)),
  );
  const reasonMasks = REASONS.map((reason) => {
    const text = `${stateOfReason(reason)} ${reason}`;
    return maskOf((word) => text.includes(word));
  });
  const portMasks = words.length === 0 ? null : portMaskTable(words);
  const serviceMasks = new Map<string | null, number>();
  const serviceMask = (service: string | null): number => {
    let mask = serviceMasks.get(service);
    if (mask === undefined) {
      const text = service?.toLowerCase() ?? '';
      mask = maskOf((word) => text.includes(word));
      serviceMasks.set(service, mask);
    }
    return mask;
  };
  const bannerMask = (banner: string | undefined): number => {
    const text = banner?.toLowerCase();
    return text === undefined ? 0 : maskOf((word) => text.includes(word));
  };
  const numbers = new Set(words.filter((word) => /^\d{1,5}$/.test(word)).map(Number));
  const asksForStates = query.states.length > 0 || query.reasons.length > 0;
  const expanded = new Set(query.expanded);
  const anyHost = !query.summarise || asksForStates || query.services.length > 0;

  return {
    isNarrow: words.length > 0 || asksForStates || services.size > 0,
    admitsHost: ({ head }) => hosts.size === 0 || hosts.has(head.address),
    forHost: ({ head, columns: { banners } }) => {
      const text = [head.address, ...head.names].join(' ').toLowerCase();
      const everyRow = anyHost || expanded.has(head.address);
      const own = maskOf((word) => text.includes(word));
      const admits = (port: number, code: number, service: string | null): boolean => {
        if (!reasonAdmitted[code] || (services.size > 0 && !services.has(service ?? ''))) return false;
        if (portMasks === null) return true;
        let known = own | (reasonMasks[code] ?? 0) | (portMasks[port] ?? 0);
        if (known === all) return true;
        known |= serviceMask(service);
        return known === all || (known | bannerMask(banners.get(port))) === all;
      };
      return {
        admits,
        expandsRun: (code) => (reasonAdmitted[code] ?? false) && (everyRow || numbers.size > 0),
        admitsHidden: (port, code, service) => (everyRow || numbers.has(port)) && admits(port, code, service),
      };
    },
  };
}

function portMaskTable(words: readonly string[]): Uint32Array {
  const masks = new Uint32Array(MAX_PORT + 1);
  for (const [bit, word] of words.entries()) {
    if (!/^\d{1,5}$/.test(word) || (word.startsWith('0') && word !== '0')) continue;
    // Every port whose decimal digits begin with the word's: 8 -> 8, 80-89, 800-899, ...
    const number = Number(word);
    for (let scale = 1; number * scale <= MAX_PORT; scale *= 10) {
      const last = Math.min(MAX_PORT, number * scale + scale - 1);
      for (let port = number * scale; port <= last; port++) masks[port] = (masks[port] ?? 0) | (1 << bit);
      if (number === 0) break;
    }
  }
  return masks;
}

/** Rank of each reason's state, by reason code: for sorting. */
export const STATE_RANKS: readonly number[] = REASONS.map((_, code) =>
  PORT_STATES.indexOf(stateOfReason(reasonOfCode(code))),
);
