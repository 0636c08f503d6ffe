import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { toneOf } from '../../charts/change-marks.ts';
import { MapLegend } from '../../charts/map-legend.tsx';
import { PAIR_MARGIN, PortMapPair, type MapSide } from '../../charts/port-map-pair.tsx';
import { SIDE } from '../../charts/port-map-view.ts';
import { formatPlural } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { useElementSize } from '../../components/use-element-size.ts';
import type { ComparedSide } from '../../state/compared-host-slice.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { speakPort } from '../host/describe-port.ts';
import { PictureButton } from '../picture-button.tsx';
import type { ChangedHost } from './changed-hosts.ts';
import { HostPicker } from './host-picker.tsx';
import { speakHostChanges } from './host-words.ts';
import { MapReadout } from './map-readout.tsx';
import { describeSide } from './side-words.ts';
import './compare-maps.css';

const GAP = 6;

export interface CompareMapsProps {
  readonly diff: ScanDiff;
  readonly hosts: readonly ChangedHost[];
  readonly host: ChangedHost;
  /** The chosen port. */
  readonly port: number | null;
  /** "Fri 13 Nov, 02:00". */
  readonly when: { readonly before: string; readonly after: string };
  readonly onHost: (address: string) => void;
  readonly onPort: (port: number) => void;
}

/** The chosen host's ports in both runs, side by side, what changed lit. */
export function CompareMaps({ diff, hosts, host, port, when, onHost, onPort }: CompareMapsProps) {
  const store = useAppStore();
  const compared = useAppState((state) => state.comparedHost);
  const fault = useAppState((state) => state.comparedHostFault);
  const [hovered, setHovered] = useState<number | null>(null);
  const panel = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const cell = cellOf(useElementSize(box).width);
  const words = useId();
  const { address, lit } = host;
  const before = diff.before.id;
  const after = diff.after.id;

  useEffect(() => {
    void store.getState().lookAtComparedHost({ before, after }, address);
  }, [store, before, after, address]);

  const isCurrent = compared?.address === address;
  const shownPort = hovered ?? port;
  const describe = useCallback(
    (at: number) => {
      if (!compared) return '';
      const [was, is] = [compared.before, compared.after].map((side) => speakPort(describeSide(side, at)));
      const change = host.changes.find((each) => each.port <= at && at <= each.lastPort);
      return `before ${was}; after ${is}${change && toneOf(change.kind) ? '; changed' : ''}`;
    },
    [compared, host],
  );
  const side = (name: 'Before' | 'After', at: string, compared: ComparedSide): MapSide => ({
    codes: compared.codes,
    note: noteOf(compared, host),
    caption: (
      <>
        <b>{name}</b> {at}
      </>
    ),
  });
  const name = host.name ?? address;
  return (
    <Panel
      ref={panel}
      title={<HostPicker hosts={hosts} chosen={host} onPick={onHost} />}
      label={`Port maps of ${name}`}
      aside={
        <span className="compare-maps-lit">
          {lit === 0 ? null : <i />}
          {lit === 0 ? 'no port of it changed' : `${formatPlural(lit, 'changed cell')} lit`}
        </span>
      }
      tools={
        <PictureButton
          target={panel}
          what="Port maps"
          name={`port-maps-${name}-${before}-${after}`}
          title={`Port maps of ${name}: ${when.before} and ${when.after}. ${speakHostChanges(host)}`}
        />
      }
    >
      <p id={words} className="visually-hidden">
        {speakHostChanges(host)}
      </p>
      <div ref={box} className="compare-maps" aria-busy={!isCurrent}>
        {compared && isCurrent ? (
          <PortMapPair
            before={side('Before', when.before, compared.before)}
            after={side('After', when.after, compared.after)}
            changes={host.changes}
            cell={cell}
            name={`Port maps of ${name} before and after, 256 ports a row`}
            describedBy={words}
            cursor={port}
            hovered={hovered}
            describe={describe}
            onCursor={onPort}
            onHover={setHovered}
            onOpen={onPort}
            readout={<MapReadout compared={compared} port={shownPort} />}
          />
        ) : (
          <p
            className="compare-maps-wait"
            role="status"
            style={{ height: SIDE * cell + 2 * PAIR_MARGIN + 44 }}
          >
            {fault ?? ''}
          </p>
        )}
        <div className="compare-maps-legend">
          <MapLegend states={['open', 'closed', 'filtered', 'not-scanned']} />
        </div>
      </div>
    </Panel>
  );
}

/** Px of a cell: whole, and as large as two maps beside each other, or one where there is no room for two, can be. */
function cellOf(width: number): number {
  const beside = (width - GAP) / 2 - 2 * PAIR_MARGIN;
  const room = beside >= SIDE ? beside : width - 2 * PAIR_MARGIN;
  return Math.max(1, Math.floor(room / SIDE));
}

/** What stands on a map without a verdict; null: there is one. */
function noteOf({ detail, codes }: ComparedSide, { change }: ChangedHost): string | null {
  if (codes.some((code) => code !== 0)) return null;
  if (change?.kind.startsWith('may-be')) return 'asked, nothing answered';
  if (change?.kind === 'gone' || change?.kind === 'appeared') return 'asked, not there';
  return detail === null || change ? 'not scanned' : 'no port asked';
}
