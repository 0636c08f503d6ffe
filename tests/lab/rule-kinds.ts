/**
 * What a port of the firewall lab may be, and what the portable dialer can know of it: the ground truth that verdicts
 * are held against.
 *
 * Rules: iptables-extensions(8), REJECT. Error codes that the kernel makes of ICMP: tcp(7), `icmp_err_convert` in Linux'
 * net/ipv4/icmp.c and `tab_unreach` in net/ipv6/icmp.c.
 */
import type { PortState, Reason } from '../../src-shared/scan/port-state.ts';

export type Family = 4 | 6;

export interface Truth {
  readonly state: PortState;
  readonly reason: Reason;
}

interface RuleKindEntry {
  /** The rule's target; null: no rule. */
  readonly target: string | null;
  /** Whether somebody listens there. */
  readonly listening: boolean;
  readonly truth: Truth;
}

const OPEN: Truth = { state: 'open', reason: 'syn-ack' };
/** RST and ICMP port unreachable are one error, ECONNREFUSED, to a plain connect. */
const REFUSED: Truth = { state: 'closed', reason: 'conn-refused' };
const SILENT: Truth = { state: 'filtered', reason: 'no-response' };
const filtered = (reason: Reason): Truth => ({ state: 'filtered', reason });

const rejected = (type: string, truth: Truth): RuleKindEntry => ({
  target: `REJECT --reject-with ${type}`,
  listening: true,
  truth,
});

/** Behind every rule somebody listens: what a scan sees is the firewall's doing alone. */
const COMMON = {
  open: { target: null, listening: true, truth: OPEN },
  closed: { target: null, listening: false, truth: REFUSED },
  drop: { target: 'DROP', listening: true, truth: SILENT },
  /** No `--reject-with`: port unreachable in both families. */
  'reject-default': { target: 'REJECT', listening: true, truth: REFUSED },
  'tcp-reset': rejected('tcp-reset', REFUSED),
} as const satisfies Record<string, RuleKindEntry>;

const IPV4 = {
  ...COMMON,
  'icmp-net-unreachable': rejected('icmp-net-unreachable', filtered('net-unreach')),
  'icmp-host-unreachable': rejected('icmp-host-unreachable', filtered('host-unreach')),
  'icmp-proto-unreachable': rejected('icmp-proto-unreachable', filtered('proto-unreach')),
  'icmp-port-unreachable': rejected('icmp-port-unreachable', REFUSED),
  // The kernel gives 3/9 the error of 3/0, and 3/10 and 3/13 the error of 3/1.
  'icmp-net-prohibited': rejected('icmp-net-prohibited', filtered('net-unreach')),
  'icmp-host-prohibited': rejected('icmp-host-prohibited', filtered('host-unreach')),
  'icmp-admin-prohibited': rejected('icmp-admin-prohibited', filtered('host-unreach')),
} as const satisfies Record<string, RuleKindEntry>;

const IPV6 = {
  ...COMMON,
  'icmp6-no-route': rejected('icmp6-no-route', filtered('net-unreach')),
  'icmp6-adm-prohibited': rejected('icmp6-adm-prohibited', filtered('admin-prohibited')),
  'icmp6-addr-unreachable': rejected('icmp6-addr-unreachable', filtered('host-unreach')),
  'icmp6-port-unreachable': rejected('icmp6-port-unreachable', REFUSED),
  // EACCES, as for 1/1.
  'icmp6-policy-fail': rejected('icmp6-policy-fail', filtered('admin-prohibited')),
  'icmp6-reject-route': rejected('icmp6-reject-route', filtered('admin-prohibited')),
} as const satisfies Record<string, RuleKindEntry>;

export type RuleKind = keyof typeof IPV4 | keyof typeof IPV6;

const TABLES: Record<Family, Readonly<Partial<Record<RuleKind, RuleKindEntry>>>> = { 4: IPV4, 6: IPV6 };

/** Every kind of a family, in a fixed order. */
export function ruleKinds(family: Family): readonly RuleKind[] {
  return Object.keys(TABLES[family]) as RuleKind[];
}

/** What a kind is made of. Throws on a kind that the family does not have. */
export function ruleKind(family: Family, kind: RuleKind): RuleKindEntry {
  const entry = TABLES[family][kind];
  if (!entry) throw new Error(`IPv${family} has no rule "${kind}".`);
  return entry;
}
