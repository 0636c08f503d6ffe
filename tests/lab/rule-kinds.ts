/**
 * What a port of the firewall lab may be, and what each dialer can know of it: the ground truth that verdicts are held
 * against.
 *
 * Rules: iptables-extensions(8), REJECT. Error codes that the kernel makes of ICMP: tcp(7), `icmp_err_convert` in Linux'
 * net/ipv4/icmp.c and `tab_unreach` in net/ipv6/icmp.c.
 */
import type { DialerName } from '../../src-main/engine/choose-dialer.ts';
import { stateOfReason, type PortState, type Reason } from '../../src-shared/scan/port-state.ts';

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
  readonly truth: Readonly<Record<DialerName, Truth>>;
}

type Told = RuleKindEntry['truth'];

const truth = (reason: Reason): Truth => ({ state: stateOfReason(reason), reason });
/** What came, and what is left of it in the error of a plain connect. */
const told = (epoll: Reason, portable = epoll): Told => ({ epoll: truth(epoll), portable: truth(portable) });

const OPEN = told('syn-ack');
/** RST and ICMP port unreachable are one error, ECONNREFUSED, to a plain connect. */
const RESET = told('reset', 'conn-refused');
const PORT_UNREACH = told('port-unreach', 'conn-refused');
const SILENT = told('no-response');

const rejected = (type: string, what: Told): RuleKindEntry => ({
  target: `REJECT --reject-with ${type}`,
  listening: true,
  truth: what,
});

/** Behind every rule somebody listens: what a scan sees is the firewall's doing alone. */
const COMMON = {
  open: { target: null, listening: true, truth: OPEN },
  closed: { target: null, listening: false, truth: RESET },
  drop: { target: 'DROP', listening: true, truth: SILENT },
  /** No `--reject-with`: port unreachable in both families. */
  'reject-default': { target: 'REJECT', listening: true, truth: PORT_UNREACH },
  'tcp-reset': rejected('tcp-reset', RESET),
} as const satisfies Record<string, RuleKindEntry>;

const IPV4 = {
  ...COMMON,
  'icmp-net-unreachable': rejected('icmp-net-unreachable', told('net-unreach')),
  'icmp-host-unreachable': rejected('icmp-host-unreachable', told('host-unreach')),
  'icmp-proto-unreachable': rejected('icmp-proto-unreachable', told('proto-unreach')),
  'icmp-port-unreachable': rejected('icmp-port-unreachable', PORT_UNREACH),
  // The kernel gives 3/9 the error of 3/0, and 3/10 and 3/13 the error of 3/1.
  'icmp-net-prohibited': rejected('icmp-net-prohibited', told('net-prohibited', 'net-unreach')),
  'icmp-host-prohibited': rejected('icmp-host-prohibited', told('host-prohibited', 'host-unreach')),
  'icmp-admin-prohibited': rejected('icmp-admin-prohibited', told('admin-prohibited', 'host-unreach')),
} as const satisfies Record<string, RuleKindEntry>;

const IPV6 = {
  ...COMMON,
  'icmp6-no-route': rejected('icmp6-no-route', told('net-unreach')),
  'icmp6-adm-prohibited': rejected('icmp6-adm-prohibited', told('admin-prohibited')),
  'icmp6-addr-unreachable': rejected('icmp6-addr-unreachable', told('host-unreach')),
  'icmp6-port-unreachable': rejected('icmp6-port-unreachable', PORT_UNREACH),
  // EACCES, as for 1/1.
  'icmp6-policy-fail': rejected('icmp6-policy-fail', told('admin-prohibited')),
  'icmp6-reject-route': rejected('icmp6-reject-route', told('admin-prohibited')),
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
