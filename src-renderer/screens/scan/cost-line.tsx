import { Fragment } from 'react';
import { formatCount, formatDuration } from '../../components/format.ts';
import { useAppState } from '../../state/use-app-state.tsx';

const EXAMPLES = ['192.168.1.0/24', 'nas.lan', '10.0.0.1-20'];

/** What the scan would send and how long it would take; before anything is typed, what can be. */
interface CostLineProps {
  /** Of a text before the one in the field. */
  stale: boolean;
  empty: boolean;
  /** An example was chosen. */
  onTry: (targets: string) => void;
}

export function CostLine({ stale, empty, onTry }: CostLineProps) {
  const preview = useAppState((state) => state.form.preview);
  if (empty) {
    return (
      <p className="cost-line">
        Try{' '}
        {EXAMPLES.map((example, at) => (
          <Fragment key={example}>
            {at === 0 ? '' : at === EXAMPLES.length - 1 ? ' or ' : ', '}
            <button
              type="button"
              className="mono"
              title="Put it into the field"
              onClick={() => onTry(example)}
            >
              {example}
            </button>
          </Fragment>
        ))}
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
          <span title="You are asked whether you may before anything is sent">public addresses</span>
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
