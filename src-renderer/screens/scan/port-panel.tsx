import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { explainVerdict, type VerdictStory } from '../../../src-shared/scan/explain-verdict.ts';
import type { PortRow } from '../../../src-shared/scan/scan-row.ts';
import { PlayedLadder } from '../../components/played-ladder.tsx';
import { ReasonLink } from '../../components/reason-link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useAppState } from '../../state/use-app-state.tsx';
import { HostLink } from './host-link.tsx';
import { PortActions } from './port-actions.tsx';
import { PortBanner } from './port-banner.tsx';
import { PortDoubts } from './port-doubts.tsx';
import './port-panel.css';

/** Why the chosen port has its verdict: the sentence, the handshake, the other explanations, what would decide. */
export function PortPanel({ scanId }: { scanId: string }) {
  const row = useAppState((state) => state.results[scanId]?.selected ?? null);
  const selectPort = useAppState((state) => state.selectPort);
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) selectPort(scanId, null);
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [selectPort, scanId]);
  const story = useStory(scanId, row);
  if (!row || !story) return null;
  return (
    <aside className="port-panel" aria-label={`Port ${row.port} of ${row.hostName ?? row.address}`}>
      <header>
        <div>
          <h2>
            <StateMark state={row.state} size={13} /> {row.port} <span>{row.service ?? ''}</span>
          </h2>
          <p>
            {row.hostName === null ? null : <b>{row.hostName}</b>} <span className="mono">{row.address}</span>
            <HostLink address={row.address} />
          </p>
        </div>
        <div className="port-panel-actions">
          <PortActions scanId={scanId} row={row} />
          <ActionIcon aria-label="Close" title="Close (Esc)" onClick={() => selectPort(scanId, null)}>
            <X size={15} aria-hidden />
          </ActionIcon>
        </div>
      </header>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div className="port-panel-body" tabIndex={0} role="region" aria-label="Explanation">
        <div className="verdict" data-state={story.state}>
          <p className="verdict-headline">
            <b>{story.headline}</b>
            <ReasonLink reason={story.reason} />
          </p>
          <p>{story.sentence}</p>
        </div>
        <PortBanner banner={row.banner} />
        <div className="port-panel-drawing">
          <PlayedLadder key={`${row.address} ${row.port}`} story={story} withCertainty />
        </div>
        <PortDoubts story={story} />
      </div>
    </aside>
  );
}

function useStory(scanId: string, row: PortRow | null): VerdictStory | null {
  const host = useAppState((state) => (row ? state.scans.views[scanId]?.hosts.get(row.address) : undefined));
  const dialer = useAppState((state) => state.scans.views[scanId]?.scanner?.dialer);
  const status = host?.status;
  const srttMs = host?.srttMs ?? null;
  return useMemo(() => {
    if (!row) return null;
    return explainVerdict({
      ...row,
      srttMs,
      ...(status === undefined ? {} : { hostStatus: status }),
      ...(dialer === undefined ? {} : { dialer }),
    });
  }, [row, status, srttMs, dialer]);
}
