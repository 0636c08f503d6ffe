import { formatCount, formatDuration } from '../../components/format.ts';
import { useAppState } from '../../state/use-app-state.tsx';

/** What the scan would send and how long it would take; before anything is typed, what can be. */
export function CostLine({ stale, empty }: { stale: boolean; empty: boolean }) {
  const preview = useAppState((state) => state.form.preview);
  if (empty) {
    return (
      <p className="cost-line">
        Try <code>192.168.1.0/24</code>, <code>nas.lan</code> or <code>10.0.0.1-20</code>
      </p>
    );
  }
  if (!preview) return <p className="cost-line" />;
  const { hosts, portsPerHost, probes, likelyMs, worstMs, publicTargets, neverScanned = 0 } = preview;
  return (
    <p className="cost-line" aria-live="polite" data-stale={stale || undefined}>
      <span className="cost-line-product">
        <b>{formatCount(hosts)}</b> {hosts === 1 ? 'host' : 'hosts'} × <b>{formatCount(portsPerHost)}</b>{' '}
        {portsPerHost === 1 ? 'port' : 'ports'} ={' '}
      </span>
      <b>{formatCount(probes)}</b> {probes === 1 ? 'probe' : 'probes'}
      <i className="sep" />
      about <b>{roughly(likelyMs)}</b>, at worst <b>{roughly(worstMs)}</b>
      <span className="cost-line-aside"> if nothing answers</span>
      {neverScanned > 0 ? (
        <>
          <i className="sep" />
          {formatCount(neverScanned)} left out by Settings
        </>
      ) : null}
      {publicTargets.length > 0 ? (
        <>
          <i className="sep" />
          public addresses: you will be asked
        </>
      ) : null}
    </p>
  );
}

/** A forecast is told in whole seconds, then minutes, then hours: more would only look like knowledge. */
function roughly(durationMs: number): string {
  if (durationMs < 1_000) return formatDuration(durationMs);
  const unitMs = durationMs < 90_000 ? 1_000 : durationMs < 36_000_000 ? 60_000 : 3_600_000;
  return formatDuration(Math.round(durationMs / unitMs) * unitMs).replace('.0 s', ' s');
}
