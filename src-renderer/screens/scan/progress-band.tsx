import { formatCount, formatDuration, formatTimeLeft } from '../../components/format.ts';
import { ScaleBar } from '../../components/scale-bar.tsx';
import '../../components/visually-hidden.css';
import { useAppState } from '../../state/use-app-state.tsx';
import { Stat, Stats } from './stats.tsx';
import { useScanView } from './use-scan-view.ts';
import './progress-band.css';

/** When every port has a verdict and the scan goes on: silent ones are asked once more, greetings are waited for. */
const LAST_PHASE = 'Making sure';
const PHASE_WORDS = { resolving: 'Resolving names', discovering: 'Looking for hosts', scanning: 'Scanning' };

/** How far a running scan is, and how long it will take. */
export function ProgressBand({ scanId }: { scanId: string }) {
  const view = useScanView(scanId);
  const { progress, status } = view;
  const known = progress.portsTotal > 0;
  const share = known ? progress.portsDone / progress.portsTotal : null;
  const percent = share === null ? 0 : Math.floor(share * 100);
  const paused = status === 'paused';
  const brokenOff = useAppState((state) => state.connection.fault !== null);
  const left =
    progress.remainingMs === null || paused || brokenOff ? '—' : formatTimeLeft(progress.remainingMs);
  let up = 0;
  for (const host of view.hosts.values()) if (host.status === 'up') up += 1;
  return (
    <section className="progress-band" aria-label="Progress">
      <h1 className="visually-hidden">Scan of {view.options?.targets.join(', ') ?? 'targets'}</h1>
      <div className="progress-band-percent">
        <b>{percent}</b> <span>%</span>
        <em>
          {brokenOff
            ? 'Broken off'
            : paused
              ? 'Paused'
              : percent === 100
                ? LAST_PHASE
                : PHASE_WORDS[progress.phase]}
        </em>
      </div>
      <ScaleBar
        value={share}
        label="Scan progress"
        valueText={`${percent} %${brokenOff ? ', broken off' : paused ? ', paused' : left === '—' ? '' : `, ${left} left`}`}
      />
      <Stats>
        <Stat name="left">{left}</Stat>
        <Stat name="elapsed">{formatDuration(progress.elapsedMs)}</Stat>
        <Stat name="probes">{formatCount(progress.probesSent)}</Stat>
        <Stat name="in flight" wideOnly>
          {formatCount(progress.inFlight)}
        </Stat>
        <Stat name="hosts up">
          {formatCount(up)}
          <em> of {formatCount(view.hostsTotal)}</em>
        </Stat>
      </Stats>
    </section>
  );
}
