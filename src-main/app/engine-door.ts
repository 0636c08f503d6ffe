/** The engine as the app uses it: one value, so that tests can put another in its place. */
import { chooseDialer, type DialerChoice } from '../engine/choose-dialer.ts';
import { engineFacts } from '../engine/engine-facts.ts';
import type { RunningScan, ScanPlan } from '../engine/engine-event.ts';
import { refusedAddress, refusedBlocks } from '../engine/refused-addresses.ts';
import { resolveNames } from '../engine/resolve-target.ts';
import { runScan } from '../engine/run-scan.ts';
import { portsOfService, serviceName } from '../engine/service-name.ts';
import { topPorts } from '../engine/top-ports.ts';

export type Resolution =
  { readonly address: string; readonly others: readonly string[] } | { readonly error: string };

export interface Engine {
  runScan(plan: ScanPlan): RunningScan;
  resolveNames(
    names: readonly string[],
    options: { preferIpv6: boolean; signal?: AbortSignal },
  ): Promise<ReadonlyMap<string, Resolution>>;
  /** Registered service of a TCP port; null where it has none. */
  serviceName(port: number): string | null;
  portsOfService(name: string): readonly number[];
  readonly topPorts: readonly number[];
  /** Why an address is never dialed, as a sentence; null where it may be. */
  refusedAddress(address: string): string | null;
  /** All such addresses, as blocks and literals. */
  refusedBlocks(): string[];
  facts(): { readonly threads: number; readonly descriptors: number };
  /** Which dialer scans here by itself, and why. */
  dialer(): Promise<DialerChoice>;
}

export const realEngine: Engine = {
  runScan: (plan) => runScan(plan),
  resolveNames,
  serviceName,
  portsOfService,
  topPorts,
  refusedAddress,
  refusedBlocks,
  facts: engineFacts,
  dialer: chooseDialer,
};
