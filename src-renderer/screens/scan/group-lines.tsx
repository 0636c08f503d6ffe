import { ChevronRight } from 'lucide-react';
import type { TableLine } from '../../../src-shared/scan/scan-row.ts';
import { stateParts } from '../../components/any-state.ts';
import { formatCount, formatPlural, formatRoundTrip } from '../../components/format.ts';
import { ReasonHelp } from '../../components/reason-help.tsx';
import { StackBar } from '../../components/stack-bar.tsx';
import { useHostLink } from './use-host-link.ts';

type HostLine = Extract<TableLine, { line: 'host' }>;
type PortLine = Extract<TableLine, { line: 'same-port' }>;
type NotShownLine = Extract<TableLine, { line: 'not-shown' }>;

/** The line above a host's ports. */
export function HostHeading({ host }: { host: HostLine }) {
  const [name] = host.names;
  const settled = host.open + host.filtered + host.closed;
  const link = useHostLink();
  return (
    <div className="host-heading">
      <a
        className={name === undefined ? 'host-heading-link mono' : 'host-heading-link'}
        href={link(host.address)}
        title="Port map, policy and facts of this host"
      >
        {name ?? host.address}
      </a>
      {name === undefined ? null : <span className="mono">{host.address}</span>}
      <span className="host-heading-bar">
        <StackBar
          parts={[
            ['open', host.open],
            ['filtered', host.filtered],
            ['closed', host.closed],
          ]}
          total={host.asked}
          height={5}
        />
      </span>
      <em>{progressWord(host, settled)}</em>
      {host.srttMs === null ? null : (
        <em className="host-heading-srtt">srtt {formatRoundTrip(host.srttMs)}</em>
      )}
    </div>
  );
}

/** The line above the hosts that have a port among the rows: "443 https, 5 hosts open". */
export function PortHeading({ line }: { line: PortLine }) {
  const counts = stateParts(line).filter(([, count]) => count > 0);
  return (
    <div className="host-heading">
      <b className="mono">{line.port}</b>
      {line.service === null ? null : <span>{line.service}</span>}
      <em>
        {counts
          .map(
            ([state, count], at) => `${at === 0 ? formatPlural(count, 'host') : formatCount(count)} ${state}`,
          )
          .join(', ')}
      </em>
    </div>
  );
}

function progressWord(host: HostLine, settled: number): string {
  if (host.status === 'down') return 'down';
  if (host.finished) return host.status === 'unknown' ? 'nothing came back' : 'complete';
  return host.asked > 0 ? `${Math.floor((100 * settled) / host.asked)} %` : '';
}

interface NotShownProps {
  line: NotShownLine;
  /** Whether its ports are lines above it now. */
  expanded: boolean;
  onToggle: () => void;
}

/** The line that closes a host's group: what was summed up. */
export function NotShown({ line, expanded, onToggle }: NotShownProps) {
  const runs = line.runs.map(({ state, reason, count }) => `${formatCount(count)} ${state} (${reason})`);
  return (
    <>
      <button type="button" className="not-shown" aria-expanded={expanded} onClick={onToggle}>
        <ChevronRight size={12} aria-hidden />
        <span>
          {expanded ? 'Shown above' : 'Not shown'}
          {line.finished ? '' : ' so far'}: {runs.join(' · ')}
        </span>
      </button>
      <span className="not-shown-help">
        {line.runs.map(({ reason }) => (
          <ReasonHelp key={reason} reason={reason} inWords tabStop={false} />
        ))}
      </span>
    </>
  );
}
