/** One port of one run of a comparison in words. Pure. */
import type { ComparedSide } from '../../state/compared-host-slice.ts';
import { describePort, type PortWords } from '../host/describe-port.ts';

export function describeSide({ detail, codes }: ComparedSide, port: number): PortWords {
  return describePort({ rows: detail?.rows ?? [], reasons: detail?.reasons ?? [] }, codes, port, false);
}
