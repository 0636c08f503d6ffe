import { useMemo } from 'react';
import { placeOnRibbon, ribbonParts } from './ribbon-parts.ts';
import './map-swatch.css';
import './port-ribbon.css';

interface PortRibbonProps {
  readonly codes: Uint8Array;
  readonly openPorts: readonly number[];
  /** The same in words. */
  readonly name: string;
}

const TICKS: readonly (readonly [port: number, text: string])[] = [
  [1, '1'],
  [10, '10'],
  [100, '100'],
  [1_024, '1k'],
  [8_192, '8k'],
  [65_536, '65k'],
];
/** More marks than this are a bar. */
const MAX_MARKS = 120;

/** Every port along one line, low ports given as much room as high ones; the scale is said to be logarithmic. */
export function PortRibbon({ codes, openPorts, name }: PortRibbonProps) {
  const parts = useMemo(() => ribbonParts(codes), [codes]);
  return (
    <div className="port-ribbon" role="img" aria-label={name}>
      <div className="port-ribbon-bar">
        {parts.map(({ state, from, to }) => (
          <i
            key={from}
            data-state={state}
            style={{ left: `${100 * from}%`, width: `${100 * (to - from)}%` }}
          />
        ))}
        {openPorts.length > MAX_MARKS
          ? null
          : openPorts.map((port) => <b key={port} style={{ left: `${100 * placeOnRibbon(port)}%` }} />)}
      </div>
      <div className="port-ribbon-scale">
        {TICKS.map(([port, text]) => (
          <span key={port} style={{ left: `${100 * placeOnRibbon(port)}%` }}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}
