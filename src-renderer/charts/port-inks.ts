/** The colours that ports are drawn in on a map, as the theme has them now. */
import { PORT_CODES, stateOfPort } from '../../src-shared/scan/port-codes.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

export interface PortInks {
  readonly paper: Rgb;
  /** By code: its area, the grain in it, and the colour of a lone port of it. */
  readonly area: readonly Rgb[];
  readonly grain: readonly Rgb[];
  readonly lone: readonly Rgb[];
  readonly text: string;
}

/** The theme's colours as they are now. */
export function readPortInks(canvas: HTMLCanvasElement): PortInks {
  const style = getComputedStyle(canvas);
  const ink = (name: string): Rgb => {
    const value = style.getPropertyValue(`--${name}`).trim();
    const part = (at: number): number => Number.parseInt(value.slice(at, at + 2), 16) || 0;
    return [part(1), part(3), part(5)];
  };
  const inkOf = {
    open: { area: ink('open-fill'), grain: ink('open-fill'), lone: ink('open-fill') },
    closed: { area: ink('map-closed'), grain: ink('map-closed'), lone: ink('closed-fill') },
    filtered: { area: ink('map-filtered'), grain: ink('map-grain'), lone: ink('filtered-fill') },
    unknown: {
      area: ink('surface'),
      grain: mix(ink('unknown-fill'), ink('surface')),
      lone: ink('unknown-fill'),
    },
    'not-scanned': { area: ink('surface'), grain: ink('line'), lone: ink('surface') },
  };
  const all = Array.from({ length: PORT_CODES }, (_, code) => inkOf[stateOfPort(code)]);
  return {
    paper: ink('surface'),
    area: all.map(({ area }) => area),
    grain: all.map(({ grain }) => grain),
    lone: all.map(({ lone }) => lone),
    text: style.getPropertyValue('--text-2').trim(),
  };
}

/** Half of each. */
function mix(a: Rgb, b: Rgb): Rgb {
  return [(a[0] + b[0]) >> 1, (a[1] + b[1]) >> 1, (a[2] + b[2]) >> 1];
}

export function cssOf([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
