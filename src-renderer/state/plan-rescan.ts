/** The smallest scan that asks again for some ports of some hosts. Pure. */
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { PortRow } from '../../src-shared/scan/scan-row.ts';

export interface Rescan {
  readonly targets: string;
  readonly ports: string;
  /** A sentence where more must be asked than was selected; null: exactly that. */
  readonly note: string | null;
}

/** A scan asks every port of every host: ports that differ from host to host widen it, and the note says by how much. */
export function planRescan(rows: readonly Pick<PortRow, 'address' | 'port'>[]): Rescan {
  const hosts = [...new Set(rows.map(({ address }) => address))];
  const ports = [...new Set(rows.map(({ port }) => port))].sort((a, b) => a - b);
  const asked = hosts.length * ports.length;
  const selected = new Set(rows.map(({ address, port }) => `${address} ${port}`)).size;
  return {
    targets: hosts.join(', '),
    ports: formatPortRanges(ports),
    note:
      asked === selected
        ? null
        : `A scan asks the same ports of every host: ${format(hosts.length, 'host')} and ${format(ports.length, 'port')} make ${asked.toLocaleString('en')} probes for the ${selected.toLocaleString('en')} selected.`,
  };
}

function format(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
