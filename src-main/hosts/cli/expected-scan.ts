/** What `portolan check FILE` scans: the file's own `scan`, and what the command line says instead. */
import type { Expectations } from '../../../src-shared/scan/expect/expectations.ts';
import { formatPortRanges, MAX_PORT, portsOfFlags } from '../../../src-shared/scan/port-ranges.ts';
import { type ScanOptions, scanOptionsSchema } from '../../../src-shared/scan/scan-options.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { ParsedArguments } from './parse-command.ts';
import { readExcludes, readScanFlags } from './scan-arguments.ts';

/** Ports that must be open are asked in any case: otherwise they could not be judged. Throws PortolanError. */
export async function expectedScan(
  { scan, rules }: Expectations,
  parsed: ParsedArguments,
  file: string,
): Promise<ScanOptions> {
  if (!scan) {
    throw new PortolanError(
      'invalid-input',
      `${file} does not say what to scan: add "scan: { targets: [10.0.0.0/24] }" to it, or name a run by --run ID or --report FILE.`,
    );
  }
  const { ports, ...options } = scanOptionsSchema.parse({ ...scan.options, ...readScanFlags(parsed) });
  const exclude = [...options.exclude, ...(await readExcludes(parsed))];
  const flags = new Uint8Array(MAX_PORT + 1);
  for (const { must } of rules) for (const entry of must) for (const port of entry.ports) flags[port] = 1;
  const demanded = formatPortRanges(portsOfFlags(flags));
  return { ...options, exclude, ports: demanded === '' ? ports : `${ports},${demanded}` };
}
