import { type AnyState, stateWord } from '../components/any-state.ts';
import './map-legend.css';

/** What the inks of a port map mean: drawn, so that an exported picture has it. */
export function MapLegend({ states }: { states: readonly AnyState[] }) {
  return (
    <ul className="map-legend">
      {states.map((state) => (
        <li key={state}>
          <svg width={14} height={10} aria-hidden data-state={state}>
            {swatchOf(state)}
          </svg>
          {stateWord(state)}
        </li>
      ))}
    </ul>
  );
}

function swatchOf(state: AnyState) {
  if (state === 'open') return <circle className="map-legend-open" cx={7} cy={5} r={5} />;
  return (
    <>
      <rect x={0.5} y={0.5} width={13} height={9} rx={2} />
      {state === 'filtered' || state === 'unknown' ? (
        <path
          className="map-legend-grain"
          d="M2 2h1.6v1.6H2zm4 0h1.6v1.6H6zm4 0h1.6v1.6H10zM4 6h1.6v1.6H4zm4 0h1.6v1.6H8z"
        />
      ) : null}
      {state === 'not-scanned' ? (
        <path className="map-legend-hatch" d="M1 6 6 1M1.5 9.5l8-8M5.5 9.5l8-8M10 9l3-3" />
      ) : null}
    </>
  );
}
