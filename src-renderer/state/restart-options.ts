/** The options of a kept run as the input of a new one. */
import type { ReportOptions } from '../../src-shared/scan/scan-report.ts';
import { scanOptionsSchema, type ScanOptionsInput } from '../../src-shared/scan/scan-options.ts';

export type { ScanOptionsInput };

/**
 * Everything that was asked for then, by name where it was asked by name ("top:100"). The seed is left out: a repeated
 * scan draws its own order. Options that this version does not know (an older or newer report) are dropped.
 */
export function restartOptions(options: ReportOptions): ScanOptionsInput {
  const known: ScanOptionsInput = {
    targets: options.targets,
    exclude: options.exclude,
    ports: options.portsAsked ?? options.ports,
    timing: options.timing,
    discovery: options.discovery,
  };
  for (const name of EXTRA) {
    const parsed = scanOptionsSchema.shape[name].safeParse(options[name]);
    if (parsed.success && parsed.data !== undefined) Object.assign(known, { [name]: parsed.data });
  }
  return known;
}

const EXTRA = ['preferIpv6', 'maxRetries', 'hostTimeoutMs', 'maxRate', 'banners', 'allPorts'] as const;
