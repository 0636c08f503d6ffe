/** What changed of one host in words: what the maps say to those who do not see them. Pure. */
import type { PortChange } from '../../../src-shared/scan/scan-diff.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import type { ChangedHost } from './changed-hosts.ts';

/** More stretches than these are a number. */
const MAX_NAMED = 12;

const KIND_WORDS: readonly (readonly [kind: string, words: string])[] = [
  ['opened', 'Opened'],
  ['closed', 'Closed'],
  ['filtered', 'Now filtered'],
  ['service', 'Another service'],
  ['reason-only', 'Another reason only'],
  ['doubtful', 'In doubt'],
  ['not-comparable', 'Not comparable'],
];

/** "220 ports changed. Opened: 5985, 9100, 60000. Closed: 3128. …" */
export function speakHostChanges({ changes, lit }: ChangedHost): string {
  const sentences = [lit === 0 ? 'No port changed' : `${formatPlural(lit, 'port')} changed`];
  for (const [kind, words] of KIND_WORDS) {
    const list = changes.filter((change) => change.kind === kind);
    if (list.length > 0) sentences.push(`${words}: ${portsOf(list)}`);
  }
  return `${sentences.join('. ')}.`;
}

function portsOf(changes: readonly PortChange[]): string {
  const named = changes
    .slice(0, MAX_NAMED)
    .map(({ port, lastPort }) => (lastPort > port ? `${port} to ${lastPort}` : String(port)));
  const rest = changes.slice(MAX_NAMED).reduce((sum, { count }) => sum + count, 0);
  return rest === 0 ? named.join(', ') : `${named.join(', ')} and ${formatCount(rest)} more`;
}
