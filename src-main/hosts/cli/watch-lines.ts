/** What a watch has to tell, as lines for a person. */
import type { WatchNews } from '../../../src-shared/contract/run-watch.ts';
import type { HostChange, PortChange } from '../../../src-shared/scan/scan-diff.ts';
import { escapeTerminal } from '../../reports/escape-terminal.ts';

const MAX_LINES = 20;

/** One line that says it all, then the first few changes. */
export function linesOfNews(news: WatchNews): string[] {
  const { name, at, headline, scanId, before, hosts, ports, hostChanges, portChanges } = news;
  const compare = before === null || scanId === null ? '' : ` (portolan diff ${before} ${scanId})`;
  const changes = [...hosts.map(hostLine), ...ports.map(portLine)];
  const shown = changes.slice(0, MAX_LINES);
  const listed =
    Math.min(hosts.length, MAX_LINES) +
    ports.slice(0, Math.max(0, MAX_LINES - hosts.length)).reduce((sum, { count }) => sum + count, 0);
  const more = hostChanges + portChanges - listed;
  return [
    `${at.slice(0, 19).replace('T', ' ')}Z ${escapeTerminal(name)}: ${escapeTerminal(headline)}${compare}\n`,
    ...shown.map((line) => `  ${line}\n`),
    ...(more > 0 ? [`  and ${more} more\n`] : []),
  ];
}

function hostLine({ kind, address, hostName }: HostChange): string {
  return `${nameOf(address, hostName)} ${kind}`;
}

function portLine({ address, hostName, port, lastPort, before, after }: PortChange): string {
  const ports = port === lastPort ? `${port}/tcp` : `${port}-${lastPort}/tcp`;
  const service = after?.service ?? before?.service;
  const verdict = (side: PortChange['before']): string =>
    side === null ? 'not scanned' : `${side.state} (${side.reason})`;
  return `${nameOf(address, hostName)} ${ports}${service ? ` ${escapeTerminal(service)}` : ''}: ${verdict(before)} -> ${verdict(after)}`;
}

function nameOf(address: string, hostName: string | null): string {
  return escapeTerminal(hostName === null ? address : `${hostName} (${address})`);
}
