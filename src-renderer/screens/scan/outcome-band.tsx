import { Button } from '@mantine/core';
import { Check, Play, RotateCw, Square, Unplug } from 'lucide-react';
import { useState } from 'react';
import type { ScanView } from '../../../src-shared/scan/fold-scan.ts';
import type { ReportOptions } from '../../../src-shared/scan/scan-report.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { askedPorts } from '../../components/describe-run.ts';
import { ErrorState } from '../../components/error-state.tsx';
import {
  formatClock,
  formatCount,
  formatDay,
  formatDuration,
  formatPlural,
} from '../../components/format.ts';
import { ImportedMark } from '../../components/imported-mark.tsx';
import { draftOfScan } from '../../state/draft-of-scan.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { Stat, Stats } from './stats.tsx';
import { useScanView } from './use-scan-view.ts';
import './outcome-band.css';

/** What became of a scan that is over: whole, stopped, broken off or failed. */
export function OutcomeBand({ scanId }: { scanId: string }) {
  const view = useScanView(scanId);
  const { progress } = view;
  const settled = view.ports.open + view.ports.closed + view.ports.filtered;
  const partial = view.status !== 'completed';
  return (
    <>
      {view.status === 'failed' ? (
        <ErrorState
          title={`The scan could not go on${settled > 0 ? ` at ${percentOf(view)} %` : ''}`}
          actions={
            <>
              <TakeUp view={view} />
              <StartOver scanId={scanId} options={view.options} />
            </>
          }
        >
          <p>
            {view.error ?? 'It ended without saying why.'}{' '}
            {settled > 0 ? 'What is below is settled and kept; nothing in flight was counted.' : ''}
          </p>
        </ErrorState>
      ) : null}
      <section className="outcome-band" aria-label="Outcome">
        <div className="outcome-band-title">
          <h1 title={view.options?.targets.join(', ')}>
            {view.options?.targets.join(', ') ?? 'Scan'} <span>{askedPorts(view)}</span>
          </h1>
          <p>
            <OutcomeWord view={view} />
            <i className="sep" />
            {view.options ? `${view.options.timing} ${TIMING_TEMPLATES[view.options.timing].word}` : ''}
            <i className="sep" />
            {formatPlural(view.stats?.probesSent ?? progress.probesSent, 'probe')}
            {view.importedFrom === undefined ? null : (
              <>
                <i className="sep" />
                <ImportedMark from={view.importedFrom} />
              </>
            )}
          </p>
        </div>
        <Stats>
          <Stat name="hosts up">
            {formatCount(view.stats?.hosts.up ?? 0)}
            <em>
              {' '}
              of {formatCount(view.hostsTotal)}
              {otherHosts(view)}
            </em>
          </Stat>
          <Stat name="ports settled">
            {formatCount(settled)}
            {partial ? <em> of {formatCount(Math.max(settled, progress.portsTotal))}</em> : null}
          </Stat>
          <Stat name="retries" wideOnly>
            {formatCount(view.stats?.retries ?? progress.retries)}
          </Stat>
          <Stat name="lost" wideOnly>
            {view.stats?.lossRate == null ? '—' : `${(view.stats.lossRate * 100).toFixed(1)} %`}
          </Stat>
        </Stats>
      </section>
      {partial && settled > 0 ? (
        <p className="outcome-partial">
          <b>Partial result.</b> The rows below are settled; {100 - percentOf(view)} % of the ports are{' '}
          <i>unsurveyed</i>, which is not the same as closed.
          {view.status === 'failed' ? null : <TakeUp view={view} plain />}
        </p>
      ) : null}
    </>
  );
}

/** Goes on where it ended: a scan of this program's own, as an imported run has no plan here. */
function TakeUp({ view, plain = false }: { view: ScanView; plain?: boolean }) {
  const takeUp = useAppState((state) => state.takeUpScan);
  const [busy, setBusy] = useState(false);
  if (view.importedFrom !== undefined) return null;
  return (
    <Button
      {...(plain ? { variant: 'default' } : {})}
      leftSection={<Play size={13} aria-hidden />}
      loading={busy}
      onClick={() => {
        setBusy(true);
        void takeUp(view.scanId).finally(() => setBusy(false));
      }}
    >
      Resume
    </Button>
  );
}

function StartOver({ scanId, options }: { scanId: string; options: ReportOptions | null }) {
  const startDraft = useAppState((state) => state.startDraft);
  if (!options) return null;
  return (
    <Button
      variant="default"
      leftSection={<RotateCw size={13} aria-hidden />}
      onClick={() => void startDraft(scanId, draftOfScan(options))}
    >
      Start over
    </Button>
  );
}

function OutcomeWord({ view }: { view: ScanView }) {
  const took = formatDuration(view.stats?.elapsedMs ?? view.progress.elapsedMs);
  const when = view.finishedAt ?? view.startedAt;
  const at = when === null ? '' : whenWords(new Date(when));
  switch (view.status) {
    case 'completed':
      return (
        <>
          <Check size={13} className="outcome-ok" aria-hidden /> Finished {at} in {took}
        </>
      );
    case 'stopped':
      return (
        <>
          <Square size={11} aria-hidden /> Stopped {at} after {took}; what was known is kept
        </>
      );
    case 'interrupted':
      return (
        <>
          <Unplug size={13} aria-hidden /> Broken off {at} after {took}: {view.scanner?.name ?? 'Portolan'}{' '}
          ended while it ran
        </>
      );
    default:
      return (
        <>
          Failed {at} after {took}
        </>
      );
  }
}

/** Hosts that nothing came back from are neither up nor down, and are counted as such. */
function otherHosts({ stats }: ScanView): string {
  if (!stats) return '';
  const { down, unknown } = stats.hosts;
  return `${down > 0 ? ` · ${formatCount(down)} down` : ''}${unknown > 0 ? ` · ${formatCount(unknown)} unknown` : ''}`;
}

function whenWords(time: Date): string {
  const day = formatDay(time, new Date());
  const word = day === 'Today' || day === 'Yesterday' ? day.toLowerCase() : `on ${day}`;
  return `${word} ${formatClock(time)}`;
}

/** The share that has its verdict, rounded down so that a partial result never reads as a whole one. */
function percentOf(view: ScanView): number {
  const { portsDone, portsTotal } = view.progress;
  return portsTotal > 0 ? Math.floor((100 * portsDone) / portsTotal) : 0;
}
