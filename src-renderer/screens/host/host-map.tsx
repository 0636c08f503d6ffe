import { useCallback, useMemo, useRef, useState } from 'react';
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import { PortMap, MAP_MARGIN } from '../../charts/port-map.tsx';
import type { Harbour } from '../../charts/port-map-names.ts';
import { SIDE } from '../../charts/port-map-view.ts';
import { PortPlan } from '../../charts/port-plan.tsx';
import type { AnyState } from '../../components/any-state.ts';
import { stateWord } from '../../components/any-state.ts';
import { formatCount } from '../../components/format.ts';
import { StateLabel } from '../../components/state-label.tsx';
import { describePort, speakPort } from './describe-port.ts';
import { useMapCell } from './use-map-cell.ts';
import '../../charts/map-swatch.css';
import './host-map.css';

interface HostMapProps {
  readonly detail: HostDetail;
  readonly codes: Uint8Array;
  readonly isRunning: boolean;
  /** The port that the keyboard is on. */
  readonly cursor: number | null;
  readonly onCursor: (port: number) => void;
  readonly onOpen: (port: number) => void;
}

const LEGEND: readonly AnyState[] = ['open', 'closed', 'filtered', 'unknown', 'not-scanned'];

/** The map of all ports, what is under the pointer in words, the legend, and the plan of the low ports. */
export function HostMap({ detail, codes, isRunning, cursor, onCursor, onOpen }: HostMapProps) {
  const { host, rows, reasons } = detail;
  const [hovered, setHovered] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const cell = useMapCell(box);
  const harbours = useMemo(
    () =>
      rows
        .filter(({ state }) => state === 'open')
        .map(({ port, service }): Harbour => ({ port, name: service ?? '' })),
    [rows],
  );
  const describe = useCallback(
    (port: number) => describePort({ rows, reasons }, codes, port, isRunning),
    [rows, reasons, codes, isRunning],
  );
  const shown = hovered ?? cursor;
  const words = shown === null ? null : describe(shown);
  const left = { marginLeft: MAP_MARGIN.left, width: SIDE * cell };
  return (
    <section className="host-map" ref={box} aria-label="Map of its ports">
      <PortMap
        codes={codes}
        harbours={harbours}
        cell={cell}
        name={`Port map of ${host.names[0] ?? host.address}, 256 ports a row`}
        cursor={cursor}
        hovered={hovered}
        describe={(port) => speakPort(describe(port))}
        onCursor={onCursor}
        onHover={setHovered}
        onOpen={onOpen}
      />
      <p className="host-map-readout" style={left}>
        {shown === null || !words ? (
          <span className="host-map-hint">
            Point at a port, or move with the arrow keys; Enter or a click tells its story.
          </span>
        ) : (
          <>
            <b className="mono">{formatCount(shown)}</b>
            <StateLabel state={words.state} />
            {words.service === null ? null : <span>{words.service}</span>}
            <span>{words.facts}</span>
          </>
        )}
      </p>
      <div className="host-map-legend" style={left}>
        {LEGEND.map((state) => (
          <span key={state}>
            <i className="map-swatch" data-state={state} />
            {stateWord(state)}
          </span>
        ))}
        <em>256 ports a row</em>
      </div>
      <div style={left}>
        <PortPlan
          codes={codes}
          width={SIDE * cell}
          shown={shown}
          onHover={setHovered}
          onOpen={(port) => {
            onCursor(port);
            onOpen(port);
          }}
        />
      </div>
    </section>
  );
}
