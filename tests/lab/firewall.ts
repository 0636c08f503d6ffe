/**
 * The firewall lab: hosts on `lo` inside a network namespace, a rule for each port, and the truth about every one.
 *
 *   const firewall = await raiseFirewall(new Map([['10.66.0.1', new Map([[22, 'open'], [23, 'drop']])]]));
 *   ... scan ...
 *   await firewall.change('10.66.0.1', 23, 'tcp-reset');
 *   await firewall.lower();
 */
import { readlinkSync } from 'node:fs';
import type { DialerName } from '../../src-main/engine/choose-dialer.ts';
import { runOrThrow } from '../helpers/child.ts';
import { openListener, type Listener } from '../helpers/listeners.ts';
import { OUTSIDE_VARIABLE } from '../tools/namespace.ts';
import { applyInputRules } from './input-rules.ts';
import { ruleKind, type Family, type RuleKind, type Truth } from './rule-kinds.ts';

/** Address -> port -> kind. */
export type FirewallPlan = ReadonlyMap<string, ReadonlyMap<number, RuleKind>>;

export interface Firewall {
  readonly plan: FirewallPlan;
  /** What a scan through that dialer must say. */
  truth(address: string, port: number, dialer: DialerName): Truth;
  /** Replaces the rule of one port (the listener behind it comes or goes with it). */
  change(address: string, port: number, kind: RuleKind): Promise<void>;
  /** The same for many ports, and what lies over all rules, at once. */
  changeAll(changes: readonly PortRule[], weather?: Weather): Promise<void>;
  /** Takes listeners, rules and addresses away. */
  lower(): Promise<void>;
}

export interface PortRule {
  readonly address: string;
  readonly port: number;
  readonly kind: RuleKind;
}

/** What lies over all rules. */
export interface Weather {
  /** Hosts that are not there: no SYN to them is answered. */
  readonly gone: Iterable<string>;
  /** Share of SYNs that are lost on their way, 0-1. */
  readonly loss: number;
}

const FAIR: Weather = { gone: [], loss: 0 };

/** Builds the lab. Throws outside a namespace of its own: rules must never reach a real machine. */
export async function raiseFirewall(plan: FirewallPlan): Promise<Firewall> {
  assertInsideNamespace();
  const hosts = new Map([...plan].map(([address, ports]) => [address, new Map(ports)]));
  const listeners = new Map<string, Listener>();
  for (const address of hosts.keys()) await runOrThrow('ip', addressArguments('replace', address));
  for (const [address, ports] of hosts) {
    for (const port of ports.keys()) await setListener(address, port);
  }
  await applyRules(hosts);

  async function setListener(address: string, port: number): Promise<void> {
    const key = `${address} ${port}`;
    const wanted = ruleKind(familyOf(address), kindOf(address, port)).listening;
    const there = listeners.get(key);
    if (wanted && !there) listeners.set(key, await openListener(address, port));
    if (!wanted && there) {
      await there.close();
      listeners.delete(key);
    }
  }

  function kindOf(address: string, port: number): RuleKind {
    const kind = hosts.get(address)?.get(port);
    if (kind === undefined) throw new Error(`The lab has no port ${port} on ${address}.`);
    return kind;
  }

  async function changeAll(changes: readonly PortRule[], weather = FAIR): Promise<void> {
    for (const { address, port, kind } of changes) {
      kindOf(address, port);
      hosts.get(address)?.set(port, kind);
      await setListener(address, port);
    }
    await applyRules(hosts, weather);
  }

  return {
    plan: hosts,
    truth: (address, port, dialer) => ruleKind(familyOf(address), kindOf(address, port)).truth[dialer],
    change: (address, port, kind) => changeAll([{ address, port, kind }]),
    changeAll,
    lower: async () => {
      await Promise.all([...listeners.values()].map((listener) => listener.close()));
      await applyRules(new Map());
      for (const address of hosts.keys()) await runOrThrow('ip', addressArguments('del', address));
    },
  };
}

/** Throws unless this process runs in another network namespace than the one the tests were started from. */
export function assertInsideNamespace(): void {
  const outside = process.env[OUTSIDE_VARIABLE];
  if (outside === undefined || outside === readlinkSync('/proc/self/ns/net')) {
    throw new Error('The lab runs only inside a network namespace of its own: npm test -- lab');
  }
}

function familyOf(address: string): Family {
  return address.includes(':') ? 6 : 4;
}

function addressArguments(verb: 'replace' | 'del', address: string): string[] {
  const family = familyOf(address);
  const cidr = `${address}/${family === 4 ? 32 : 128}`;
  // IPv6: no duplicate address detection, or the address cannot be used for a second.
  return [
    `-${family}`,
    'address',
    verb,
    cidr,
    'dev',
    'lo',
    ...(family === 6 && verb === 'replace' ? ['nodad'] : []),
  ];
}

/** Writes both families' INPUT chains anew. */
async function applyRules(plan: FirewallPlan, weather = FAIR): Promise<void> {
  const gone = [...weather.gone];
  for (const family of [4, 6] as const) {
    const rules = [...plan]
      .filter(([address]) => familyOf(address) === family)
      .flatMap(([address, ports]) =>
        [...ports].flatMap(([port, kind]) => ruleLine(family, address, port, kind)),
      );
    const absent = gone
      .filter((address) => familyOf(address) === family)
      .map((address) => `-d ${address} -p tcp --syn -j DROP`);
    await applyInputRules(family, [...absent, ...lossLine(weather.loss), ...rules], runOrThrow);
  }
}

function lossLine(loss: number): string[] {
  return loss > 0 ? [`-p tcp --syn -m statistic --mode random --probability ${loss} -j DROP`] : [];
}

/** Only SYNs are judged: the answers to our own dials come back through the same INPUT. */
function ruleLine(family: Family, address: string, port: number, kind: RuleKind): string[] {
  const { target } = ruleKind(family, kind);
  return target === null ? [] : [`-d ${address} -p tcp --syn --dport ${port} -j ${target}`];
}
