/**
 * A comparison as it crosses the wire: the changes of a host that say the same are one entry with their ports as text
 * ("22,80-90,100-200:50"), so that hundreds of thousands of changes are some hundred kilobytes instead of as many
 * objects. What is packed and unpacked again is what it was, order included.
 */
import { z } from 'zod';
import {
  portChangeSchema,
  scanDiffSchema,
  verdictSchema,
  type PortChange,
  type ScanDiff,
} from './scan-diff.ts';

const packedHostSchema = z.strictObject({
  address: portChangeSchema.shape.address,
  hostName: portChangeSchema.shape.hostName,
  said: z.array(
    z.strictObject({
      kind: portChangeSchema.shape.kind,
      before: verdictSchema,
      after: verdictSchema,
      /** Ascending; a count after a colon where it is less than all from the first to the last. */
      ports: z.string().max(2_000_000),
    }),
  ),
});
type PackedHost = z.infer<typeof packedHostSchema>;

export const packedDiffSchema = scanDiffSchema.extend({ ports: z.array(packedHostSchema).max(200_000) });
export type PackedDiff = z.infer<typeof packedDiffSchema>;

export function packDiff({ ports, ...rest }: ScanDiff): PackedDiff {
  const hosts: PackedHost[] = [];
  let texts = new Map<string, { said: PackedHost['said'][number]; parts: string[] }>();
  let latest: PortChange | null = null;
  const finish = (): void => {
    for (const { said, parts } of texts.values()) {
      said.ports = parts.join(',');
      hosts.at(-1)?.said.push(said);
    }
    texts = new Map();
  };
  for (const change of ports) {
    const { kind, address, hostName, before, after } = change;
    const goesOn = latest?.address === address && latest.hostName === hostName && latest.port < change.port;
    if (!goesOn) {
      finish();
      hosts.push({ address, hostName, said: [] });
    }
    latest = change;
    const key = JSON.stringify([kind, before, after]);
    let text = texts.get(key);
    if (!text) texts.set(key, (text = { said: { kind, before, after, ports: '' }, parts: [] }));
    text.parts.push(writeStretch(change));
  }
  finish();
  return { ...rest, ports: hosts };
}

function writeStretch({ port, lastPort, count }: PortChange): string {
  if (lastPort === port) return String(port);
  const all = lastPort - port + 1;
  return count === all ? `${port}-${lastPort}` : `${port}-${lastPort}:${count}`;
}

const STRETCH = /^(\d{1,5})(?:-(\d{1,5})(?::(\d{1,5}))?)?$/;

/** Throws RangeError where a text is none of ports. */
export function unpackDiff({ ports, ...rest }: PackedDiff): ScanDiff {
  const changes: PortChange[] = [];
  for (const { address, hostName, said } of ports) {
    const ofHost = said.flatMap(({ kind, before, after, ports }) =>
      ports.split(',').map((text): PortChange => {
        const match = STRETCH.exec(text);
        if (!match) throw new RangeError(`"${text.slice(0, 20)}" is no stretch of ports`);
        const port = Number(match[1]);
        const lastPort = Number(match[2] ?? port);
        const count = Number(match[3] ?? lastPort - port + 1);
        return { kind, address, hostName, port, lastPort, count, before, after };
      }),
    );
    if (said.length > 1) ofHost.sort((a, b) => a.port - b.port);
    for (const change of ofHost) changes.push(change);
  }
  return { ...rest, ports: changes };
}
