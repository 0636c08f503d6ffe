/** The services of two runs' open ports, side by side. */
import { canonicalAddress } from '../../src-shared/scan/ip-address.ts';
import { stateOfReason, reasonOfCode } from '../../src-shared/scan/port-state.ts';
import { ASSERTED_KINDS, type ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { serviceRegister } from '../../src-shared/scan/service-register.ts';
import {
  MAX_SERVICE_SHARES,
  type ServiceShare,
  type ServiceShares,
} from '../../src-shared/scan/service-shares.ts';
import { compareRuns } from './compare-runs.ts';
import type { RunData } from './run-data.ts';
import type { RunLibrary } from './run-library.ts';

type Counts = { before: number; after: number; change: number };

/** Throws PortolanError: `not-found`; `invalid-input` where the two cannot be compared. */
export function compareServices(library: RunLibrary, before: string, after: string): ServiceShares {
  const sides = { before: library.open(before), after: library.open(after) };
  const was = openByService(sides.before);
  const is = openByService(sides.after);
  const moves = movesByService(compareRuns(library, before, after), sides);
  const countsOf = (service: string | null): Counts => ({
    before: was.get(service) ?? 0,
    after: is.get(service) ?? 0,
    change: moves.get(service) ?? 0,
  });
  const shares = [...new Set([...was.keys(), ...is.keys()])]
    .flatMap((service) => (service === null ? [] : [{ service, ...countsOf(service) }]))
    .sort((a, b) => most(b) - most(a) || b.before + b.after - (a.before + a.after) || compareText(a, b));
  const others = shares.slice(MAX_SERVICE_SHARES);
  const sum = (of: keyof Counts): number => others.reduce((total, share) => total + share[of], 0);
  return {
    services: shares.slice(0, MAX_SERVICE_SHARES),
    others: {
      services: others.length,
      before: sum('before'),
      after: sum('after'),
      change: sum('change'),
    },
    unnamed: countsOf(null),
    sameRegister: registerOf(sides.before) === registerOf(sides.after),
  };
}

/** Null: the service is not known. */
type ByService = Map<string | null, number>;

function add(counts: ByService, service: string | null, count: number): void {
  if (count !== 0) counts.set(service, (counts.get(service) ?? 0) + count);
}

/** What a comparison asserts: of ports that both runs asked, and of hosts that came or went. */
function movesByService(
  diff: ScanDiff,
  sides: { readonly before: RunData; readonly after: RunData },
): ByService {
  const moves: ByService = new Map();
  for (const { kind, count, before, after } of diff.ports) {
    if (!ASSERTED_KINDS.has(kind)) continue;
    if (before?.state === 'open') add(moves, before.service, -count);
    if (after?.state === 'open') add(moves, after.service, count);
  }
  for (const [kind, side, sign] of [
    ['gone', sides.before, -1],
    ['appeared', sides.after, 1],
  ] as const) {
    const moved = new Set(diff.hosts.filter((host) => host.kind === kind).map(({ address }) => address));
    if (moved.size === 0) continue;
    const open = openByService(side, (address) => moved.has(canonicalAddress(address)));
    for (const [service, count] of open) add(moves, service, sign * count);
  }
  return moves;
}

function openByService(run: RunData, isWanted: (address: string) => boolean = () => true): ByService {
  const counts: ByService = new Map();
  for (const { head, columns } of run.hosts()) {
    if (!isWanted(head.address)) continue;
    for (let row = 0; row < columns.ports.length; row++) {
      if (stateOfReason(reasonOfCode(columns.reasons[row]!)) !== 'open') continue;
      add(counts, columns.services[row] ?? null, 1);
    }
    for (const { reason, count } of columns.runs)
      if (stateOfReason(reason) === 'open') add(counts, null, count);
  }
  return counts;
}

function registerOf({ view }: RunData): string {
  return serviceRegister(view.scanner?.dialer ?? '');
}

function most({ before, after }: ServiceShare): number {
  return Math.max(before, after);
}

function compareText(a: ServiceShare, b: ServiceShare): number {
  return a.service < b.service ? -1 : 1;
}
