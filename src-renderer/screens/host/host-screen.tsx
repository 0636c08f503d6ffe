/** One host of a scan: its ports as a map, the policy they show, and what is known of it. */
import { ActionIcon, Button } from '@mantine/core';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import { fingerprintPolicy } from '../../../src-shared/scan/policy-fingerprint.ts';
import { findPortRuns } from '../../../src-shared/scan/port-runs.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { PortPanel } from '../scan/port-panel.tsx';
import { HostFacts } from './host-facts.tsx';
import { HostHeader } from './host-header.tsx';
import { HostList } from './host-list.tsx';
import { HostMap } from './host-map.tsx';
import './host-screen.css';

interface HostScreenProps {
  readonly scanId: string;
  readonly address: string;
}

export function HostScreen({ scanId, address }: HostScreenProps) {
  const lookAtHost = useAppState((state) => state.lookAtHost);
  const look = useAppState(({ hostLook }) =>
    hostLook?.scanId === scanId && hostLook.address === address ? hostLook : null,
  );
  const several = useAppState((state) => (state.scans.views[scanId]?.hosts.size ?? 0) > 1);
  const [isListOpen, setListOpen] = useState(false);
  useEffect(() => lookAtHost(scanId, address), [lookAtHost, scanId, address]);
  return (
    <div className="host-screen" data-list={several ? (isListOpen ? 'open' : 'shut') : undefined}>
      {several ? <HostList scanId={scanId} address={address} onClose={() => setListOpen(false)} /> : null}
      <div className="host-screen-main">
        {look?.fault != null && !look.detail ? (
          <HostFault scanId={scanId} address={address} fault={look.fault} />
        ) : look?.detail && look.codes ? (
          <KnownHost
            key={address}
            scanId={scanId}
            detail={look.detail}
            codes={look.codes}
            onList={several ? () => setListOpen(!isListOpen) : null}
          />
        ) : (
          <div className="host-screen-waiting" aria-busy="true">
            <ActionIcon
              component="a"
              href={formatRoute({ screen: 'scan', scanId })}
              aria-label="Back to the results"
            >
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
            <div>
              <h1 className="mono">{address}</h1>
              <p role="status">Waiting for the first answers of this host…</p>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

interface KnownHostProps {
  readonly scanId: string;
  readonly detail: HostDetail;
  readonly codes: Uint8Array;
  readonly onList: (() => void) | null;
}

function KnownHost({ scanId, detail, codes, onList }: KnownHostProps) {
  const { host, warnings } = detail;
  const { status, srttMs } = host;
  const isRunning = useAppState((state) => !isFinal(state.scans.views[scanId]?.status ?? 'completed'));
  const isPanelOpen = useAppState((state) => state.results[scanId]?.selected?.address === host.address);
  const [cursor, setCursor] = useState<number | null>(null);
  const openPort = useAppState((state) => state.openPort);
  const codesOfWarnings = warnings.map(({ code }) => code).join(' ');
  const policy = useMemo(
    () => fingerprintPolicy({ codes, hostStatus: status, srttMs, warnings: codesOfWarnings.split(' ') }),
    [codes, status, srttMs, codesOfWarnings],
  );
  const runs = useMemo(() => findPortRuns(codes), [codes]);
  const open = (port: number) => void openPort(scanId, host.address, port);
  return (
    <>
      <HostHeader scanId={scanId} detail={detail} policy={policy} runs={runs} onList={onList} />
      <div className="host-screen-body" data-panel={isPanelOpen || undefined}>
        <HostMap
          detail={detail}
          codes={codes}
          isRunning={isRunning && !host.finished}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
        />
        {isPanelOpen ? (
          <PortPanel scanId={scanId} />
        ) : (
          <HostFacts
            detail={detail}
            codes={codes}
            policy={policy}
            runs={runs}
            onShow={setCursor}
            onOpen={open}
          />
        )}
      </div>
    </>
  );
}

function HostFault({ scanId, address, fault }: HostScreenProps & { readonly fault: string }) {
  return (
    <>
      <h1 className="visually-hidden">{address}</h1>
      <ErrorState
        title={`${address} cannot be shown`}
        actions={
          <Button component="a" variant="default" href={formatRoute({ screen: 'scan', scanId })}>
            Back to the results
          </Button>
        }
      >
        <p>{fault}</p>
      </ErrorState>
    </>
  );
}
