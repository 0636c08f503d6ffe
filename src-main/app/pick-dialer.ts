/** The dialer of one scan: the one that was asked for, or the one that works best here. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { ScanOptions } from '../../src-shared/scan/scan-options.ts';
import type { ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { DialerName } from '../engine/choose-dialer.ts';
import type { Engine } from './engine-door.ts';

export interface PickedDialer {
  readonly name: DialerName;
  /** The better one should have worked here. */
  readonly warning?: ScanWarning;
}

/** Throws PortolanError `invalid-input` where the dialer that was asked for does not work here. */
export async function pickDialer(wanted: ScanOptions['dialer'], engine: Engine): Promise<PickedDialer> {
  if (wanted === 'portable') return { name: 'portable' };
  const choice = await engine.dialer();
  if (wanted === 'epoll' && choice.name !== 'epoll') {
    throw new PortolanError(
      'invalid-input',
      `The epoll dialer does not work here: ${choice.why} Leave --dialer out, or use --dialer portable.`,
    );
  }
  if (!choice.isFallback) return { name: choice.name };
  const message = `${choice.why} Scanning through node:net instead: an RST and an ICMP port unreachable look the same there.`;
  return { name: choice.name, warning: { code: 'dialer-fallback', message } };
}
