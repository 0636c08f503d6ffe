import { memo, useMemo, useRef } from 'react';
import { isFinal, type ScanView } from '../../../src-shared/scan/fold-scan.ts';
import { Donut } from '../../charts/donut.tsx';
import { HostBars } from '../../charts/host-bars.tsx';
import { RATE_LEFT, RATE_RIGHT, RateChart } from '../../charts/rate-chart.tsx';
import { ReasonBars } from '../../charts/reason-bars.tsx';
import { RoundTripLine } from '../../charts/round-trip-line.tsx';
import { StateLegend } from '../../charts/state-legend.tsx';
import { formatCount, formatDuration, formatPlural, formatRoundTrip } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { useElementSize } from '../../components/use-element-size.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { CHARTS_MS, useScanView } from './use-scan-view.ts';
import { useHostLink } from './use-host-link.ts';
import { useStage } from './use-stage.ts';
import './charts-row.css';

const byNumber = new Intl.Collator('en', { numeric: true });
/** So few leave room for the reasons under their bars. */
const FEW_HOSTS = 4;
/** Up to so many have thick bars; more take the place of thin ones. */
const ROOMY_HOSTS = 6;
/** Fewer points make no line. */
const MIN_SAMPLES = 3;
/** Height of the line of round-trips, in px. */
const ROUND_TRIPS = 26;

/** The distribution as a whole, by host (or by reason, of one host), and the pace. */
export function ChartsRow({ scanId }: { scanId: string }) {
  const view = useScanView(scanId, CHARTS_MS);
  const row = useRef<HTMLDivElement>(null);
  const { height } = useElementSize(row);
  const small = height > 0 && height < 150;
  const hosts = useMemo(
    () => [...view.hosts.values()].sort((a, b) => byNumber.compare(a.address, b.address)),
    [view.hosts],
  );
  const final = isFinal(view.status);
  const rate = final ? averageRate(view) : (view.rates.at(-1)?.rate ?? 0);
  const stage = useStage(2);
  const openScan = useAppState((state) => state.openScan);
  return (
    <div className="charts-row" ref={row}>
      <div className="charts-row-states">
        <Panel title="Port states">
          <div className="charts-row-donut">
            {stage >= 1 ? (
              <CalmDonut
                open={view.ports.open}
                closed={view.ports.closed}
                filtered={view.ports.filtered}
                small={small}
              />
            ) : (
              <span style={{ width: donutSize(small) }} />
            )}
            <StateLegend counts={view.ports} />
          </div>
        </Panel>
      </div>
      <div className="charts-row-hosts">
        {view.hostsTotal > 1 ? (
          <Panel title="Hosts" aside={`${formatPlural(view.portsPerHost, 'port')} each`}>
            <HostBars
              hosts={hosts}
              portsPerHost={view.portsPerHost}
              onSelect={(address) => openScan(scanId, address)}
              max={small ? 10 : 11}
              roomy={
                hosts.length <= ROOMY_HOSTS && (small || view.hostsTotal > FEW_HOSTS || !hasManyReasons(view))
              }
            />
            {view.hostsTotal <= FEW_HOSTS && !small ? (
              <div className="charts-row-reasons">
                <ReasonBars reasons={view.reasons} total={view.portsPerHost * view.hostsTotal} />
              </div>
            ) : null}
          </Panel>
        ) : (
          <Panel title="Reasons" aside={<OneHost view={view} />}>
            <ReasonBars reasons={view.reasons} total={view.portsPerHost} />
          </Panel>
        )}
      </div>
      <div className="charts-row-rate">
        <Panel
          title="Rate"
          aside={
            <>
              {view.rates.some(({ slowed }) => slowed) ? (
                <span
                  className="charts-row-slowed"
                  title="Connection attempts failed on this computer, or a host stopped answering: the scan halved how many it has in flight."
                >
                  ▾ slowed itself down
                </span>
              ) : null}
              <b>{formatCount(rate)}</b> probes/s{final ? ' on average' : ''}
            </>
          }
        >
          {stage < 2 ? null : final && view.rates.length < MIN_SAMPLES ? (
            <p className="charts-row-brief">{tooBrief(view)}</p>
          ) : (
            <RateBox scanId={scanId} />
          )}
        </Panel>
      </div>
    </div>
  );
}

/** Of a scan of one host: how much was asked of it, and the way to its map. */
function OneHost({ view }: { view: ScanView }) {
  const link = useHostLink();
  const [address] = view.hosts.keys();
  return (
    <>
      {formatPlural(view.portsPerHost, 'port')}
      {address === undefined ? null : (
        <a className="charts-row-map" href={link(address)}>
          Port map
        </a>
      )}
    </>
  );
}

function donutSize(small: boolean): number {
  return small ? 88 : 128;
}

interface CalmDonutProps {
  open: number;
  closed: number;
  filtered: number;
  small: boolean;
}

/** Redrawn only when a number changed: a ring costs more than a comparison. */
const CalmDonut = memo(function CalmDonut({ open, closed, filtered, small }: CalmDonutProps) {
  return <Donut counts={{ open, closed, filtered }} size={donutSize(small)} />;
});

function RateBox({ scanId }: { scanId: string }) {
  const { rates } = useScanView(scanId, CHARTS_MS);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(box);
  return (
    <div className="charts-row-ratebox" ref={box}>
      {width > 0 ? (
        <>
          <CalmRate
            samples={rates}
            width={Math.floor(width)}
            height={Math.floor(height) - ROUND_TRIPS - 20}
          />
          <CalmRoundTrips
            samples={rates}
            width={Math.floor(width)}
            height={ROUND_TRIPS}
            left={RATE_LEFT}
            right={RATE_RIGHT}
          />
        </>
      ) : null}
    </div>
  );
}

const CalmRate = memo(RateChart);
const CalmRoundTrips = memo(RoundTripLine);

/** More of them under few hosts, and thick bars leave no room. */
function hasManyReasons({ reasons, hostsTotal }: ScanView): boolean {
  return Object.keys(reasons).length + hostsTotal > 6;
}

/** Instead of lines of one or two points. */
function tooBrief({ stats, progress, rates }: ScanView): string {
  const rttMs = rates.findLast((sample) => sample.rttMs !== undefined)?.rttMs ?? null;
  const measured = rttMs === null ? '' : `, median round-trip ${formatRoundTrip(rttMs)}`;
  return `Over in ${formatDuration((stats ?? progress).elapsedMs)}, too soon to draw${measured}.`;
}

function averageRate({ stats, progress }: ScanView): number {
  const { probesSent, elapsedMs } = stats ?? progress;
  return elapsedMs > 0 ? (probesSent / elapsedMs) * 1_000 : 0;
}
