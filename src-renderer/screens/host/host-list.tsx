import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Filter } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { HostView } from '../../../src-shared/scan/fold-scan.ts';
import { describeParts, stateParts } from '../../components/any-state.ts';
import { formatCount, formatPlural, formatRoundTrip } from '../../components/format.ts';
import { StackBar } from '../../components/stack-bar.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useScanView } from '../scan/use-scan-view.ts';
import '../../components/visually-hidden.css';
import './host-list.css';

interface HostListProps {
  readonly scanId: string;
  /** The host that is looked at. */
  readonly address: string;
  /** A host was chosen, or none is wanted: where the list lies over the map, it goes. */
  readonly onClose: () => void;
}

const HEIGHT = 57;
/** Bars of other hosts, while a scan runs: less urgent than the host that is looked at. */
const LIST_MS = 500;
/** So many can be put in the order of their addresses while they change; more stay as they came. */
const MAX_SORTED = 3_000;
const byNumber = new Intl.Collator('en', { numeric: true });

/** The hosts of the scan that answered, filtered by name or address. */
export function HostList({ scanId, address, onClose }: HostListProps) {
  const view = useScanView(scanId, LIST_MS);
  const filter = useAppState((state) => state.hostFilter);
  const filterHosts = useAppState((state) => state.filterHosts);
  const { hosts, absent } = useMemo(
    () => listHosts(view.hosts, filter, address),
    [view.hosts, filter, address],
  );
  const list = useRef<HTMLDivElement>(null);
  const current = hosts.findIndex((host) => host.address === address);
  const virtualizer = useVirtualizer({
    count: hosts.length,
    getScrollElement: () => list.current,
    estimateSize: () => HEIGHT,
    getItemKey: (index) => hosts[index]?.address ?? index,
    overscan: 6,
  });
  useScrollToOnce(address, current, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (step === 0 || !link) return;
    event.preventDefault();
    const next = Number(link.dataset['index']) + step;
    list.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus();
  };
  return (
    <nav className="host-list" aria-label="Hosts" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <TextInput
        aria-label="Filter hosts"
        placeholder="Filter hosts"
        leftSection={<Filter size={13} aria-hidden />}
        value={filter}
        maxLength={256}
        onChange={(event) => filterHosts(event.currentTarget.value)}
      />
      <div className="host-list-scroll" ref={list} onKeyDown={onKeyDown}>
        <ul style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const host = hosts[item.index];
            if (!host) return null;
            return (
              <li key={item.key} style={{ transform: `translateY(${item.start}px)` }}>
                <HostLink
                  scanId={scanId}
                  host={host}
                  index={item.index}
                  isCurrent={item.index === current}
                  ports={view.portsPerHost}
                  onChosen={onClose}
                />
              </li>
            );
          })}
        </ul>
        {hosts.length === 0 ? <p className="host-list-note">No host matches.</p> : null}
        {absent > 0 ? (
          <p className="host-list-note">{formatPlural(absent, 'address', 'addresses')} did not answer</p>
        ) : null}
        {view.hosts.size < view.hostsTotal ? (
          <p className="host-list-note">
            {formatCount(view.hosts.size)} of {formatPlural(view.hostsTotal, 'host')} known here
          </p>
        ) : null}
      </div>
    </nav>
  );
}

/** Only where another host is chosen: the list must not jump while hosts arrive. */
function useScrollToOnce(address: string, index: number, scrollTo: (index: number) => void): void {
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (index < 0 || done.current === address) return;
    done.current = address;
    scrollTo(index);
  }, [address, index, scrollTo]);
}

interface HostLinkProps {
  readonly scanId: string;
  readonly host: HostView;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly ports: number;
  readonly onChosen: () => void;
}

function HostLink({ scanId, host, index, isCurrent, ports, onChosen }: HostLinkProps) {
  const { address, names, counts, srttMs } = host;
  const [name] = names;
  const parts = stateParts(counts);
  return (
    <a
      className="host-link"
      href={formatRoute({ screen: 'scan', scanId, host: address })}
      aria-current={isCurrent ? 'page' : undefined}
      data-index={index}
      onClick={onChosen}
    >
      <span className="host-link-name">
        <b className={name === undefined ? 'mono' : undefined}>{name ?? address}</b>
        <em aria-hidden>
          {formatCount(counts.open)} <StateMark state="open" size={8} />
        </em>
      </span>
      <span className="host-link-address mono">
        {name === undefined ? (
          <span className="host-link-rest">{restWord(counts)}</span>
        ) : (
          <span>{address}</span>
        )}
        <em>{srttMs === null ? '' : formatRoundTrip(srttMs)}</em>
      </span>
      <span aria-hidden>
        <StackBar parts={parts} total={ports} height={4} />
      </span>
      <span className="visually-hidden">{describeParts(parts)}</span>
    </a>
  );
}

/** What most of the ports are that are not open, where there is no name that leaves the line to the address. */
function restWord({ filtered, closed }: HostView['counts']): string {
  const [count, word] = filtered > 0 ? [filtered, 'filtered'] : [closed, 'closed'];
  return count === 0 ? '' : `${formatCount(count)} ${word}`;
}

function listHosts(
  views: ReadonlyMap<string, HostView>,
  filter: string,
  address: string,
): { hosts: HostView[]; absent: number } {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const hosts: HostView[] = [];
  let absent = 0;
  for (const host of views.values()) {
    const { open, closed, filtered } = host.counts;
    const isHeard = host.status === 'up' || open + closed + filtered > 0 || !host.finished;
    const text = [host.address, ...host.names].join(' ').toLowerCase();
    if (!isHeard && host.address !== address) absent++;
    else if (words.every((word) => text.includes(word))) hosts.push(host);
  }
  if (hosts.length <= MAX_SORTED) hosts.sort((a, b) => byNumber.compare(a.address, b.address));
  return { hosts, absent };
}
