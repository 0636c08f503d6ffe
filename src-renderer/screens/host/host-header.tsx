import { ActionIcon, Button } from '@mantine/core';
import { ArrowLeft, Check, Copy, List, RotateCw } from 'lucide-react';
import { isFinal, type ScanView } from '../../../src-shared/scan/fold-scan.ts';
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import type { PolicyFingerprint } from '../../../src-shared/scan/policy-fingerprint.ts';
import type { PortRuns } from '../../../src-shared/scan/port-runs.ts';
import { useCopied } from '../../components/use-copied.ts';
import { formatCount, formatDuration, formatPlural, formatRoundTrip } from '../../components/format.ts';
import { ImportedMark } from '../../components/imported-mark.tsx';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useScanView } from '../scan/use-scan-view.ts';
import { hostText } from './host-text.ts';
import './host-header.css';

interface HostHeaderProps {
  readonly scanId: string;
  readonly detail: HostDetail;
  readonly policy: PolicyFingerprint;
  readonly runs: PortRuns;
  /** Shows or hides the list of hosts, where it has no place of its own; null: there is none. */
  readonly onList: (() => void) | null;
}

/** Who it is, how far away, how many of its ports are known, and what can be done with it. */
export function HostHeader({ scanId, detail, policy, runs, onList }: HostHeaderProps) {
  const { host } = detail;
  const [name, ...others] = host.names;
  const view = useScanView(scanId);
  const starting = useAppState((state) => state.form.starting);
  const rescanHost = useAppState((state) => state.rescanHost);
  return (
    <header className="host-header">
      <ActionIcon
        component="a"
        href={formatRoute({ screen: 'scan', scanId })}
        aria-label="Back to the results"
        title="Back to the results"
      >
        <ArrowLeft size={15} aria-hidden />
      </ActionIcon>
      {onList ? (
        <ActionIcon
          className="host-header-list"
          aria-label="Hosts of this scan"
          title="Hosts"
          onClick={onList}
        >
          <List size={15} aria-hidden />
        </ActionIcon>
      ) : null}
      <div className="host-header-who">
        <h1 className={name === undefined ? 'mono' : undefined}>{name ?? host.address}</h1>
        <p>
          {name === undefined ? null : <span className="mono">{host.address}</span>}
          {others.length > 0 ? (
            <span>
              also <span className="mono">{others.join(', ')}</span>
            </span>
          ) : null}
          <RoundTrip detail={detail} />
          <Loss view={view} />
          <span>{portsWord(view, policy)}</span>
          {view.importedFrom === undefined ? null : <ImportedMark from={view.importedFrom} />}
        </p>
      </div>
      <CopyButton text={() => hostText(detail, policy, runs)} />
      <Button
        variant="default"
        leftSection={<RotateCw size={13} aria-hidden />}
        loading={starting}
        disabled={!view.options}
        onClick={() => void rescanHost(scanId, host.address)}
      >
        Re-scan host
      </Button>
    </header>
  );
}

function RoundTrip({ detail: { host, rttSpread } }: { readonly detail: HostDetail }) {
  if (host.srttMs === null) return null;
  const measured = rttSpread
    ? `Half of ${formatPlural(rttSpread.measured, 'round-trip')} that are known port by port lie within this of their median.`
    : undefined;
  return (
    <span title={measured}>
      srtt <b>{formatRoundTrip(host.srttMs)}</b>
      {rttSpread && rttSpread.deviationMs >= 0.005
        ? ` ± ${formatRoundTrip(rttSpread.deviationMs).replace(' ms', '')}`
        : ''}
    </span>
  );
}

/** Loss is known of a whole scan, once it has ended. */
function Loss({ view: { stats, hostsTotal } }: { readonly view: ScanView }) {
  if (stats?.lossRate == null) return null;
  const percent = 100 * stats.lossRate;
  return (
    <span title="Share of tries that were lost, estimated from ports that answered only later.">
      loss <b>{percent > 0 && percent < 0.1 ? percent.toFixed(2) : percent.toFixed(1)} %</b>
      {hostsTotal > 1 ? ' over the scan' : ''}
    </span>
  );
}

function portsWord(view: ScanView, { settled, asked }: PolicyFingerprint): string {
  if (settled < asked) return `${formatCount(settled)} of ${formatPlural(asked, 'port')} settled`;
  const ports = asked === 0 ? 'no ports asked' : formatPlural(asked, 'port');
  // How long a host took by itself is not kept.
  const isAlone = view.hostsTotal === 1 && isFinal(view.status) && asked > 0;
  return isAlone ? `${ports} in ${formatDuration(view.stats?.elapsedMs ?? view.progress.elapsedMs)}` : ports;
}

function CopyButton({ text }: { readonly text: () => string }) {
  const [copied, copy] = useCopied();
  return (
    <Button
      variant="default"
      leftSection={copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
      title="Copy what is known of this host as text"
      onClick={() => copy(text())}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}
