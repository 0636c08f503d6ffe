/** One port of one run of a comparison in words. Pure. */
import type { ComparedSide } from '../../state/compared-host-slice.ts';
import { reasonOfPort } from '../../../src-shared/scan/port-codes.ts';
import type { Reason } from '../../../src-shared/scan/port-state.ts';
import { describePort, type PortWords } from '../host/describe-port.ts';

export interface SideWords extends PortWords {
  readonly reason: Reason | null;
}

export function describeSide({ detail, codes }: ComparedSide, port: number): SideWords {
  const known = { rows: detail?.rows ?? [], reasons: detail?.reasons ?? [] };
  return { ...describePort(known, codes, port, false), reason: reasonOfPort(codes[port] ?? 0) };
}
