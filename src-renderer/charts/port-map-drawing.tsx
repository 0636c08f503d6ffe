/** What lies over the cells of a port map: neatline and ruler, names of open ports, the crosshair. */
import { memo } from 'react';
import { formatCount } from '../components/format.ts';
import { NUMBER_PX } from './draw-ports.ts';
import type { PlacedName } from './port-map-names.ts';
import { isInView, MAX_PORT, placeOfPort, SIDE, spanOf, type MapView } from './port-map-view.ts';

/** Pieces of the checkered line along each side. */
const PIECES = Array.from({ length: 16 }, (_, index) => index);
const LINE = 4;
const CELL_SEEN = 12;
/** Px of a letter of a name in its cell. */
const LETTER = 4.6;
/** The crosshair leaves this much free around its port, at least. */
const SIGHT = 6;

interface FrameProps {
  readonly view: MapView;
  readonly size: number;
}

/** The checkered neatline; with a ruler, at the left, the port with which every other piece begins. */
export const MapFrame = memo(function MapFrame({
  view,
  size,
  ruler = true,
}: FrameProps & { readonly ruler?: boolean }) {
  const piece = size / PIECES.length;
  return (
    <g>
      {PIECES.map((index) => {
        const inked = index % 2 === 1 ? 'map-ink' : 'map-paper';
        return (
          <g key={index} className={inked}>
            <rect x={-LINE - 1} y={index * piece} width={LINE} height={piece} />
            <rect x={size + 1} y={index * piece} width={LINE} height={piece} />
            <rect x={index * piece} y={-LINE - 1} width={piece} height={LINE} />
            <rect x={index * piece} y={size + 1} width={piece} height={LINE} />
          </g>
        );
      })}
      <rect className="map-neatline" x={-5.5} y={-5.5} width={size + 11} height={size + 11} />
      <rect className="map-neatline" x={-0.5} y={-0.5} width={size + 1} height={size + 1} />
      {ruler ? <MapRuler view={view} size={size} /> : null}
    </g>
  );
});

function MapRuler({ view, size }: FrameProps) {
  const piece = size / PIECES.length;
  const rows = spanOf(view) / PIECES.length;
  return (
    <>
      {PIECES.filter((index) => index % 2 === 0).map((index) => (
        <text key={index} className="map-ruler" x={-10} y={index * piece + 4}>
          {formatCount((view.row + index * rows) * SIDE)}
        </text>
      ))}
      <text className="map-ruler" x={-10} y={size + 3}>
        {formatCount(Math.min(MAX_PORT, (view.row + spanOf(view)) * SIDE - 1))}
      </text>
    </>
  );
}

interface NamesProps {
  readonly names: readonly PlacedName[];
  /** Px of a cell as it is shown. */
  readonly cell: number;
}

/** Open ports as marks with their names; cells that are large enough to be seen need no mark. */
export const MapNames = memo(function MapNames({ names, cell }: NamesProps) {
  if (cell >= NUMBER_PX)
    return names.map((harbour) => <NameInCell key={harbour.port} {...harbour} cell={cell} />);
  return names.map(({ port, name, x, y, side, labelX }) => (
    <g key={port} className="map-harbour">
      {side === 'coast' ? <path d={`M${x} ${y}V-6L${labelX} -13`} /> : null}
      {cell < CELL_SEEN ? (
        <>
          <circle className="map-halo" cx={x} cy={y} r="4.6" />
          <circle className="map-mark" cx={x} cy={y} r="3.3" />
        </>
      ) : null}
      {side === null ? null : (
        <text
          transform={
            side === 'coast' ? `translate(${labelX + 3} -15) rotate(-52)` : `translate(${labelX} ${y + 4})`
          }
          textAnchor={side === 'left' ? 'end' : 'start'}
          data-side={side}
        >
          <tspan className="map-port">{port}</tspan>
          {name === '' ? null : (
            <tspan className="map-service" dx="5">
              {name}
            </tspan>
          )}
        </text>
      )}
    </g>
  ));
});

/** The number stands in the cell already: the name goes under it, as far as there is room. */
function NameInCell({ name, x, y, cell }: PlacedName & { readonly cell: number }) {
  const room = Math.floor((cell - 4) / LETTER);
  return (
    <text className="map-name-in-cell" x={x} y={y + cell * 0.3}>
      {name.length > room ? `${name.slice(0, room - 1)}…` : name}
    </text>
  );
}

interface CrosshairProps extends FrameProps {
  readonly port: number;
}

export function MapCrosshair({ view, size, port }: CrosshairProps) {
  if (!isInView(view, port)) return null;
  const place = placeOfPort(view, port);
  const x = place.x * size;
  const y = place.y * size;
  const half = Math.max(SIGHT, size / spanOf(view) / 2 + 1) - 1;
  const gap = half + 1;
  return (
    <g className="map-crosshair">
      <path d={`M0 ${y}H${Math.max(0, x - gap)}M${Math.min(size, x + gap)} ${y}H${size}`} />
      <path d={`M${x} 0V${Math.max(0, y - gap)}M${x} ${Math.min(size, y + gap)}V${size}`} />
      <rect x={x - half} y={y - half} width={2 * half} height={2 * half} />
    </g>
  );
}
