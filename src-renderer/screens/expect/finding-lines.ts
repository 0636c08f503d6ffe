/** The findings of a check as the lines of its table: by host, each host under its heading. */
import type { Finding } from '../../../src-shared/scan/expect/expect-finding.ts';

export type FindingLine =
  | {
      readonly line: 'host';
      readonly address: string;
      readonly hostName: string | null;
      readonly count: number;
    }
  | { readonly line: 'finding'; readonly key: string; readonly finding: Finding };

export function findingLines(findings: readonly Finding[]): FindingLine[] {
  const byHost = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = byHost.get(finding.address);
    if (known) known.push(finding);
    else byHost.set(finding.address, [finding]);
  }
  return [...byHost].flatMap(([address, ofHost]): FindingLine[] => [
    { line: 'host', address, hostName: ofHost[0]?.hostName ?? null, count: ofHost.length },
    ...ofHost.map((finding) => ({ line: 'finding' as const, key: keyOfFinding(finding), finding })),
  ]);
}

export function keyOfLine(line: FindingLine): string {
  return line.line === 'host' ? `host ${line.address}` : line.key;
}

/** What the words "should not be open" leave out: the rule. Other sentences stand as they are. */
export function detailOf({ kind, message }: Finding): string {
  if (kind !== 'unexpected-open') return message;
  const rule = message.slice(message.indexOf(': ') + 2);
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}`;
}

export function keyOfFinding({ kind, address, port, place }: Finding): string {
  return `${kind} ${address} ${port ?? '-'} ${place?.line ?? 0}:${place?.column ?? 0}`;
}
