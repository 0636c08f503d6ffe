/** Which ports of a map are marks of their own, not an area. Pure. */
import { NO_VERDICT, NOT_ASKED } from '../../src-shared/scan/port-codes.ts';

/** Ports that stand so close together as these, or closer, are marks of their own, not an area. */
const LONE_RUN = 3;
/** More than these are no exceptions. */
const MANY = 2_000;

/**
 * Flags of ports that are few among others: they are seen only in full ink. While a scan runs, those are at first the
 * ports that have their verdict and at last those that wait for it; in between there are no exceptions.
 */
export function lonePorts(codes: Uint8Array): Uint8Array {
  const flags = new Uint8Array(codes.length);
  let waiting = 0;
  let settled = 0;
  for (const code of codes) {
    if (code === NO_VERDICT) waiting++;
    else if (code !== NOT_ASKED) settled++;
  }
  if (Math.min(waiting, settled) > MANY) return flags;
  const rule = waiting > MANY ? NO_VERDICT : NOT_ASKED;
  for (let port = 0; port < codes.length;) {
    const first = port;
    while (++port < codes.length && codes[port] === codes[first]);
    const code = codes[first]!;
    if (port - first <= LONE_RUN && code !== NOT_ASKED && code !== rule) flags.fill(1, first, port);
  }
  return flags;
}
