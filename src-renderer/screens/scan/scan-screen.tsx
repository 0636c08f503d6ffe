/** The Scan screen: what to ask, how far it is, what was found, and why. */
import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { isDraftTab, NEW_TAB } from '../../state/draft-tabs.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { ChartsRow } from './lazy-charts.ts';
import { ExpectScreen } from './lazy-expect.ts';
import { HostScreen } from './lazy-host.ts';
import { FirstScan } from './first-scan.tsx';
import { PickedCount } from './picked-count.tsx';
import { OutcomeBand } from './outcome-band.tsx';
import { PortPanel } from './port-panel.tsx';
import { PracticeHint } from './practice-hint.tsx';
import { ProgressBand } from './progress-band.tsx';
import { ResultsMatrix } from './results-matrix.tsx';
import { ResultsTable } from './results-table.tsx';
import { ResultsToolbar } from './results-toolbar.tsx';
import { ScanForm } from './scan-form.tsx';
import { WarningsLine } from './warnings-line.tsx';
import './scan-screen.css';

export function ScanScreen() {
  const scanId = useAppState((state) => (state.route.screen === 'scan' ? state.route.scanId : null));
  const host = useAppState((state) => (state.route.screen === 'scan' ? state.route.host : undefined));
  const view = useAppState((state) => (state.route.screen === 'scan' ? state.route.view : undefined));
  const isDraft = scanId === null || isDraftTab(scanId);
  const isWhole = host === undefined && (view === undefined || isDraft);
  return (
    <>
      {isWhole ? <ScanForm key={`form ${scanId}`} scanId={scanId} /> : null}
      {isDraft ? (
        <FirstScan tab={scanId ?? NEW_TAB} />
      ) : (
        <OpenScan key={scanId} scanId={scanId} host={host} view={view} />
      )}
    </>
  );
}

interface OpenScanProps {
  scanId: string;
  host: string | undefined;
  view: 'expectations' | undefined;
}

function OpenScan({ scanId, host, view }: OpenScanProps) {
  const known = useAppState((state) => state.scans.views[scanId] !== undefined);
  const fault = useAppState((state) => state.scans.faults[scanId]);
  const final = useAppState((state) => isFinal(state.scans.views[scanId]?.status ?? 'running'));
  const inMatrix = useAppState((state) => state.matrix.shown[scanId] === true);
  const closeTab = useAppState((state) => state.closeTab);
  const panelOpen = useAppState((state) => (state.results[scanId]?.selected ?? null) !== null);
  if (!known && fault !== undefined) {
    return (
      <ErrorState
        title="This scan cannot be shown"
        actions={
          <Button variant="default" onClick={() => closeTab(scanId)}>
            Close this tab
          </Button>
        }
      >
        <p>{fault}</p>
      </ErrorState>
    );
  }
  if (!known) return <div className="scan-waiting" aria-busy="true" />;
  if (host !== undefined) {
    return (
      <Suspense fallback={<div className="scan-waiting" aria-busy="true" />}>
        <HostScreen scanId={scanId} address={host} />
      </Suspense>
    );
  }
  if (view === 'expectations') {
    return (
      <Suspense fallback={<div className="scan-waiting" aria-busy="true" />}>
        <ExpectScreen scanId={scanId} />
      </Suspense>
    );
  }
  return (
    <>
      {final ? <OutcomeBand scanId={scanId} /> : <ProgressBand scanId={scanId} />}
      <PracticeHint scanId={scanId} />
      <WarningsLine scanId={scanId} />
      <div className="scan-body" data-panel={panelOpen || undefined}>
        <div className="scan-main">
          <Suspense fallback={<div className="charts-row" />}>
            <ChartsRow scanId={scanId} />
          </Suspense>
          <ResultsToolbar scanId={scanId} />
          {inMatrix ? (
            <ResultsMatrix scanId={scanId} />
          ) : (
            <>
              <ResultsTable scanId={scanId} />
              <PickedCount scanId={scanId} />
            </>
          )}
        </div>
        {panelOpen ? <PortPanel scanId={scanId} /> : null}
      </div>
    </>
  );
}
