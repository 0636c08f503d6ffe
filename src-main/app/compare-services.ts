/** The services of two runs' open ports, side by side. */
import { stateOfReason, reasonOfCode } from '../../src-shared/scan/port-state.ts';
import { serviceRegister } from '../../src-shared/scan/service-register.ts';
import {
  MAX_SERVICE_SHARES,
  type ServiceShare,
  type ServiceShares,
} from '../../src-shared/scan/service-shares.ts';
import type { RunData } from './run-data.ts';
import type { RunLibrary } from './run-library.ts';

/** Throws PortolanError `not-found`. */
export function compareServices(
  library: Pick<RunLibrary, 'open'>,
  before: string,
  after: string,
): ServiceShares {
  const sides = { before: library.open(before), after: library.open(after) };
  const was = openByService(sides.before);
  const is = openByService(sides.after);
  const shares = [...new Set([...was.named.keys(), ...is.named.keys()])]
    .map((service) => ({
      service,
      before: was.named.get(service) ?? 0,
      after: is.named.get(service) ?? 0,
    }))
    .sort((a, b) => most(b) - most(a) || b.before + b.after - (a.before + a.after) || compareText(a, b));
  const others = shares.slice(MAX_SERVICE_SHARES);
  return {
    services: shares.slice(0, MAX_SERVICE_SHARES),
    others: {
      services: others.length,
      before: others.reduce((sum, share) => sum + share.before, 0),
      after: others.reduce((sum, share) => sum + share.after, 0),
    },
    unnamed: { before: was.unnamed, after: is.unnamed },
    sameRegister: registerOf(sides.before) === registerOf(sides.after),
  };
}

function openByService(run: RunData): { named: ReadonlyMap<string, number>; unnamed: number } {
  const named = new Map<string, number>();
  let unnamed = 0;
  for (const { columns } of run.hosts()) {
    for (let row = 0; row < columns.ports.length; row++) {
      if (stateOfReason(reasonOfCode(columns.reasons[row]!)) !== 'open') continue;
      const service = columns.services[row] ?? null;
      if (service === null) unnamed++;
      else named.set(service, (named.get(service) ?? 0) + 1);
    }
    for (const { reason, count } of columns.runs) if (stateOfReason(reason) === 'open') unnamed += count;
  }
  return { named, unnamed };
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
