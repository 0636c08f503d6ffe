/** What a refused port's reason is on this machine: it depends on the dialer that scans here by itself. */
import { chooseDialer } from '../../src-main/engine/choose-dialer.ts';
import type { Reason } from '../../src-shared/scan/port-state.ts';

export async function refusalReason(): Promise<Reason> {
  const { name } = await chooseDialer();
  return name === 'epoll' ? 'reset' : 'conn-refused';
}
