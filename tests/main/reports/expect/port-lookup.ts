/** A registry and a ranking small enough to know by heart. */
import type { PortLookup } from '../../../../src-shared/scan/port-spec.ts';

const SERVICES: Readonly<Record<string, readonly number[]>> = { ssh: [22], http: [80], https: [443] };

export const lookup: PortLookup = {
  serviceName: (name) => SERVICES[name] ?? [],
  topPorts: [80, 443, 22, 8080, 21],
};
