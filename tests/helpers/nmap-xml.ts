/** XML as `nmap -oX` lays it out, written by ourselves: hosts are short to describe. */
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';

export interface NmapPortDraft {
  readonly port: number;
  readonly state: string;
  readonly reason?: string;
  readonly service?: string;
  readonly protocol?: string;
}

export interface NmapHostDraft {
  readonly address: string;
  readonly status?: string;
  readonly reason?: string;
  readonly names?: readonly string[];
  readonly ports?: readonly NmapPortDraft[];
  /** Those of one state are one group. `listed: false`: counted only, as nmap did before 7.90. */
  readonly extra?: readonly {
    readonly state: string;
    readonly reason: string;
    readonly ports: string;
    readonly listed?: false;
  }[];
  readonly srttUs?: number;
  readonly timedOut?: true;
}

export interface NmapDraft {
  readonly args?: string;
  readonly services?: string;
  /** Null: it was stopped before its end. */
  readonly end?: { readonly up?: number; readonly total?: number; readonly exit?: string } | null;
  readonly hosts: readonly NmapHostDraft[];
  readonly doctype?: string;
  /** More elements before the hosts. */
  readonly before?: string;
}

export function nmapXml(draft: NmapDraft): string {
  const { hosts, services = '1-100', end = {} } = draft;
  const args = draft.args ?? `nmap -sT -p ${services} ${hosts.map(({ address }) => address).join(' ')}`;
  const up = hosts.filter(({ status = 'up' }) => status === 'up').length;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    draft.doctype ?? '<!DOCTYPE nmaprun>',
    `<!-- Nmap 7.93 scan initiated as: ${escape(args)} -->`,
    `<nmaprun scanner="nmap" args="${escape(args)}" start="1767323045" startstr="then" version="7.93" xmloutputversion="1.05">`,
    `<scaninfo type="connect" protocol="tcp" numservices="${countOf(services)}" services="${services}"/>`,
    '<verbose level="0"/>',
    ...(draft.before === undefined ? [] : [draft.before]),
    ...hosts.map(hostXml),
  ];
  if (end === null) return lines.join('\n');
  const exit = end.exit === undefined ? ' exit="success"' : ` exit="${end.exit}" errormsg="out of luck"`;
  return [
    ...lines,
    `<runstats><finished time="1767323105" timestr="later" elapsed="60.50"${exit}/>`,
    `<hosts up="${end.up ?? up}" down="0" total="${end.total ?? hosts.length}"/></runstats>`,
    '</nmaprun>',
  ].join('\n');
}

function hostXml({ address, status = 'up', reason = 'echo-reply', ...more }: NmapHostDraft): string {
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const names = (more.names ?? []).map((name) => `<hostname name="${escape(name)}" type="user"/>\n`);
  const groups = Map.groupBy(more.extra ?? [], ({ state }) => state);
  const extra = [...groups].map(([state, reasons]) => {
    const lines = reasons.map(({ reason, ports, listed }) => {
      const which = listed === false ? '' : ` proto="tcp" ports="${ports}"`;
      return `<extrareasons reason="${reason}" count="${countOf(ports)}"${which}/>\n`;
    });
    const total = reasons.reduce((sum, { ports }) => sum + countOf(ports), 0);
    return `<extraports state="${state}" count="${total}">\n${lines.join('')}</extraports>\n`;
  });
  const ports = (more.ports ?? []).map(({ port, state, reason = 'syn-ack', service, protocol = 'tcp' }) => {
    const named = service === undefined ? '' : `<service name="${escape(service)}" method="table" conf="3"/>`;
    return `<port protocol="${protocol}" portid="${port}"><state state="${state}" reason="${reason}" reason_ttl="0"/>${named}</port>\n`;
  });
  const told = extra.length + ports.length === 0 ? '' : `<ports>${extra.join('')}${ports.join('')}</ports>\n`;
  const times = more.srttUs === undefined ? '' : `<times srtt="${more.srttUs}" rttvar="5000" to="100000"/>\n`;
  return (
    `<host starttime="1767323045" endtime="1767323105"${more.timedOut ? ' timedout="true"' : ''}>` +
    `<status state="${status}" reason="${reason}" reason_ttl="0"/>\n` +
    `<address addr="${escape(address)}" addrtype="${family}"/>\n` +
    `<hostnames>\n${names.join('')}</hostnames>\n${told}${times}</host>`
  );
}

function countOf(ranges: string): number {
  return readPortRanges(ranges).reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`).replaceAll('--', '-&#45;');
}
