import type { HostView } from '../../src-shared/scan/fold-scan.ts';
import { describeParts, stateParts } from '../components/any-state.ts';
import { formatCount, formatPlural } from '../components/format.ts';
import { StackBar } from '../components/stack-bar.tsx';
import '../components/visually-hidden.css';
import './host-bars.css';

export interface HostBarsProps {
  hosts: readonly HostView[];
  portsPerHost: number;
  /** Called with the host's address. */
  onSelect: (address: string) => void;
  /** Rows there is room for. */
  max?: number;
  /** Only few hosts are expected: their bars may be thick. */
  roomy?: boolean;
}

/**
 * One stacked bar a host, as long as the part of its ports that is settled. Where there are more hosts than room, those
 * with the most open ports are shown, and how many are not.
 */
export function HostBars({ hosts, portsPerHost, onSelect, max = 11, roomy = false }: HostBarsProps) {
  const shown = hosts.length <= max ? hosts : mostOpen(hosts, max - 1);
  const hidden = hosts.length - shown.length;
  return (
    <ul className="host-bars" data-roomy={roomy || undefined}>
      {shown.map((host) => {
        const parts = stateParts(host.counts);
        const name = host.names[0] ?? host.address;
        return (
          <li key={host.address}>
            <button type="button" onClick={() => onSelect(host.address)}>
              <span className={host.names[0] === undefined ? 'host-bars-name mono' : 'host-bars-name'}>
                {name}
              </span>
              <span aria-hidden>
                <StackBar parts={parts} total={portsPerHost} height={roomy ? 9 : 7} />
              </span>
              <b>
                {formatCount(host.counts.open)}
                <span className="visually-hidden">: {describeParts(parts)}</span>
              </b>
            </button>
          </li>
        );
      })}
      {hidden > 0 ? <li className="host-bars-more">and {formatPlural(hidden, 'more host')}</li> : null}
    </ul>
  );
}

function mostOpen(hosts: readonly HostView[], count: number): HostView[] {
  return hosts.toSorted((a, b) => b.counts.open - a.counts.open).slice(0, count);
}
