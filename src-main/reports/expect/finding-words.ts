/** How findings are called wherever they are listed. */
import type { Finding, FindingKind } from '../../../src-shared/scan/expect/expect-finding.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import type { CheckDocument } from './check-document.ts';

/** Without its full stop. */
export const NOT_TO_ITS_END = 'The run did not go to its end, so what it did not see was not judged';

export const FINDING_WORDS: Readonly<Record<FindingKind, string>> = {
  'unexpected-open': 'unexpected',
  'missing-open': 'missing',
  'unexpected-host': 'unexpected',
  'missing-host': 'missing',
  doubtful: 'in doubt',
  'not-judged': 'not judged',
};

/** "web.lan (10.0.0.1)" */
export function hostOf({ address, hostName }: Finding): string {
  return escapeTerminal(hostName === null ? address : `${hostName} (${address})`);
}

/** "8000-8003/tcp", or "host". */
export function portsOf({ port, lastPort }: Finding): string {
  if (port === null) return 'host';
  return `${port === lastPort ? port : `${port}-${lastPort}`}/tcp`;
}

/** The findings of each host, in their order. */
export function findingsByHost(findings: readonly Finding[]): Map<string, Finding[]> {
  const byHost = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = byHost.get(finding.address);
    if (known) known.push(finding);
    else byHost.set(finding.address, [finding]);
  }
  return byHost;
}

/** Ports and hosts beyond the findings that a result may hold. */
export function unlistedFindings({ result }: Pick<CheckDocument, 'result'>): number {
  const told = result.findings.reduce((sum, { count }) => sum + count, 0);
  return Object.values(result.counts).reduce((sum, count) => sum + count, 0) - told;
}
