/** The small office that the screenshots chart: hosts on `lo` in a namespace, with services and a firewall or two. */
import { runChild } from '../helpers/child.ts';
import { raiseFirewall, type Firewall } from '../lab/firewall.ts';
import type { RuleKind } from '../lab/rule-kinds.ts';

export const SCENE_TARGETS = '10.66.4.1-6';
/** All of its ports are asked, and most of them are silent. */
export const WALLED_HOST = '10.66.4.9';

const hostOf = (open: readonly number[], rules: readonly (readonly [number, RuleKind])[] = []) =>
  new Map<number, RuleKind>([...open.map((port) => [port, 'open'] as const), ...rules]);

const OFFICE = new Map([
  ['10.66.4.1', hostOf([53, 443])],
  ['10.66.4.2', hostOf([22, 80, 139, 443, 445, 2_049, 5_000])],
  ['10.66.4.3', hostOf([22, 5_432], [[9_100, 'tcp-reset']])],
  ['10.66.4.4', hostOf([22, 25, 143, 465, 587, 993, 9_090], [[8_080, 'closed']])],
  [
    '10.66.4.5',
    hostOf(
      [3_389, 5_985],
      [
        [445, 'drop'],
        [135, 'icmp-admin-prohibited'],
        [8_443, 'closed'],
      ],
    ),
  ],
  ['10.66.4.6', hostOf([1_883, 8_123])],
  [WALLED_HOST, hostOf([22, 85, 111, 443, 3_128, 8_006])],
]);

/** Whole ranges that a firewall swallows, as many do: what makes a scan slow. */
const SILENT_RANGES: readonly (readonly [address: string, ports: string])[] = [
  ['10.66.4.3', '10000:40000'],
  ['10.66.4.6', '20000:30000'],
  [WALLED_HOST, '1024:3127'],
  [WALLED_HOST, '3129:5899'],
  [WALLED_HOST, '6000:8005'],
  [WALLED_HOST, '8007:49151'],
  [WALLED_HOST, '49368:65535'],
];

export interface SceneHosts {
  /** What the second run finds changed: two ports opened, one closed, one swallowed. */
  change(): Promise<void>;
  close(): Promise<void>;
}

/** Only inside a namespace (see firewall.ts). */
export async function openSceneHosts(): Promise<SceneHosts> {
  const firewall = await raiseFirewall(OFFICE);
  await silenceRanges();
  const change: Firewall['change'] = async (...rule) => {
    await firewall.change(...rule);
    // Every change writes the table anew.
    await silenceRanges();
  };
  return {
    change: async () => {
      await change('10.66.4.4', 8_080, 'open');
      await change('10.66.4.5', 8_443, 'open');
      await change('10.66.4.4', 9_090, 'closed');
      await change('10.66.4.2', 139, 'drop');
    },
    close: () => firewall.lower(),
  };
}

async function silenceRanges(): Promise<void> {
  for (const [address, ports] of SILENT_RANGES) {
    const rule = ['-A', 'INPUT', '-d', address, '-p', 'tcp', '--syn', '--dport', ports, '-j', 'DROP'];
    const result = await runChild('iptables', rule);
    if (result.code !== 0) throw new Error(`iptables: ${result.stderr.trim()}`);
  }
}
