/** A host as plain text, for the clipboard. Pure. */
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import type { PolicyFingerprint } from '../../../src-shared/scan/policy-fingerprint.ts';
import type { PortRuns } from '../../../src-shared/scan/port-runs.ts';
import { formatRoundTrip } from '../../components/format.ts';
import { describeRun, describeScattered } from './run-words.ts';

export function hostText(
  detail: HostDetail,
  policy: PolicyFingerprint,
  { runs, scattered }: PortRuns,
): string {
  const { address, names, srttMs } = detail.host;
  const sentence = policy.parts.map(({ text }) => text).join('');
  const open = detail.rows.filter(({ state }) => state === 'open');
  const lines = [
    [address, ...names].join(' '),
    srttMs === null ? '' : `srtt ${formatRoundTrip(srttMs)}`,
    [sentence, policy.evidence].join(' ').trim(),
    ...policy.notes,
    ...detail.warnings.map(({ message }) => message),
    '',
    ...open.map(({ port, service, rttMs, banner }) =>
      [`${port}/tcp`, 'open', service ?? '', rttMs === null ? '' : formatRoundTrip(rttMs), banner ?? '']
        .filter(Boolean)
        .join('  '),
    ),
    ...[
      ...runs.map(describeRun),
      ...scattered.filter(({ code }) => !isOpen(code)).map(describeScattered),
    ].map(({ ports, state, reason, count }) =>
      [ports, state, reason ?? 'no verdict', `(${count})`].filter(Boolean).join('  '),
    ),
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function isOpen(code: number): boolean {
  return describeRun({ from: 0, to: 0, code, count: 1 }).state === 'open';
}
