/** What changed, over the cells of a map: in the ink of change, whatever states it went between. */
import { memo, useMemo } from 'react';
import { stateOfPort } from '../../src-shared/scan/port-codes.ts';
import type { PortChange } from '../../src-shared/scan/scan-diff.ts';
import { placeMarks } from './change-marks.ts';
import { placeNames, type Harbour } from './port-map-names.ts';
import type { MapView } from './port-map-view.ts';
import './map-changes.css';

/** More names than these are not read. */
const MAX_NAMES = 40;
const RING_PLACE = { coast: false, room: 11, reach: 6, height: 11 } as const;

interface MapChangesProps {
  /** Of one host, ascending by port. */
  readonly changes: readonly PortChange[];
  /** The run's verdicts: a port is named on the side where it is open. */
  readonly codes: Uint8Array;
  readonly view: MapView;
  readonly size: number;
}

export const MapChanges = memo(function MapChanges({ changes, codes, view, size }: MapChangesProps) {
  const { rings, outlines } = useMemo(() => placeMarks(changes, view, size), [changes, view, size]);
  const names = useMemo(() => {
    const open = rings.flatMap(({ port, tone }): Harbour[] =>
      tone === 'loud' && isOpen(codes, port) ? [{ port, name: '' }] : [],
    );
    return open.length > MAX_NAMES ? [] : placeNames(open, view, size, { ...RING_PLACE, around: rings });
  }, [rings, codes, view, size]);
  return (
    <g className="map-changes">
      {(['quiet', 'doubtful', 'loud'] as const).map((tone) =>
        outlines[tone] === '' ? null : <path key={tone} data-tone={tone} d={outlines[tone]} />,
      )}
      {rings.map(({ port, x, y, tone }) => (
        <g key={port} data-tone={tone}>
          <circle cx={x} cy={y} r={7} />
          <circle
            className={isOpen(codes, port) ? 'map-changes-open' : 'map-changes-dot'}
            cx={x}
            cy={y}
            r={2.2}
          />
        </g>
      ))}
      {names.map(({ port, y, side, labelX }) =>
        side === null ? null : (
          <text key={port} x={labelX} y={y + 4} textAnchor={side === 'left' ? 'end' : 'start'}>
            {port}
          </text>
        ),
      )}
    </g>
  );
});

function isOpen(codes: Uint8Array, port: number): boolean {
  return stateOfPort(codes[port] ?? 0) === 'open';
}
