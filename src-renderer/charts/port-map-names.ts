/** Where the names of open ports stand on a map. Pure: places in px from the map's corner. */
import { isInView, placeOfPort, spanOf, type MapView } from './port-map-view.ts';

export interface Harbour {
  readonly port: number;
  /** Service name; "" where the port has none. */
  readonly name: string;
}

export interface PlacedName extends Harbour {
  readonly x: number;
  readonly y: number;
  /** `coast`: over the map's edge at `labelX`; `left` and `right`: beside the mark; null: the mark alone. */
  readonly side: 'coast' | 'left' | 'right' | null;
  readonly labelX: number;
}

/** On the whole map, ports below this have their names over the edge, as harbours on a portolan. */
export const COAST_PORTS = 1_024;
/** Names that stand perpendicular to the coast need this much of it. */
const COAST_PITCH = 17;
/** Rough widths of a character of 11.5 px: where it matters, a name is rather left out than printed over another. */
const DIGIT_WIDTH = 7;
const LETTER_WIDTH = 6.4;
/** The last names on the coast lean out over the map's edge; they must not leave the margin. */
const COAST_END = 40;
/** Longer names would stand higher than the margin. */
const COAST_NAME = 13;
/** So many marks with names still make a map; more are a texture. */
const MAX_HARBOURS = 160;

interface NamesPlace {
  /** Px from the middle of a mark to its name, and to its edge; px that a line of letters takes. */
  readonly room: number;
  readonly reach: number;
  readonly height: number;
  /** Names of low ports stand over the edge of the whole map; otherwise beside their mark like all others. */
  readonly coast: boolean;
  /** Other marks that no name may lie on. */
  readonly around: readonly { readonly x: number; readonly y: number }[];
}

const HOST_PLACE: NamesPlace = { coast: true, around: [], room: 9, reach: 5, height: 14 };

/** `size`: the map's side in px. Names that find no room are left out, their marks stay. */
export function placeNames(
  harbours: readonly Harbour[],
  view: MapView,
  size: number,
  place: NamesPlace = HOST_PLACE,
): PlacedName[] {
  const shown = harbours.filter(({ port }) => isInView(view, port));
  if (shown.length > MAX_HARBOURS) return [];
  const isCoast = ({ port }: Harbour): boolean => place.coast && view.zoom === 1 && port < COAST_PORTS;
  return [
    ...placeCoast(shown.filter(isCoast), view, size),
    ...placeInland(
      shown.filter((each) => !isCoast(each)),
      view,
      size,
      place,
    ),
  ];
}

function placed(harbour: Harbour, view: MapView, size: number): Harbour & { x: number; y: number } {
  const { x, y } = placeOfPort(view, harbour.port);
  return { ...harbour, x: x * size, y: y * size };
}

/** Crowded names are pushed along the coast, and back again from its end. */
function placeCoast(harbours: readonly Harbour[], view: MapView, size: number): PlacedName[] {
  const most = Math.floor((size - COAST_END) / COAST_PITCH);
  const all = harbours.map((each) => placed(each, view, size)).sort((a, b) => a.x - b.x || a.port - b.port);
  const named = all.slice(0, most);
  const xs: number[] = [];
  for (const { x } of named) xs.push(Math.max(x, (xs.at(-1) ?? -COAST_PITCH) + COAST_PITCH));
  let limit = size - COAST_END;
  for (let index = xs.length - 1; index >= 0; index--) {
    xs[index] = Math.min(xs[index]!, limit);
    limit = xs[index]! - COAST_PITCH;
  }
  return all.map((each, index) =>
    index < named.length
      ? { ...each, name: shorten(each.name), side: 'coast', labelX: xs[index]! }
      : { ...each, side: null, labelX: each.x },
  );
}

function shorten(name: string): string {
  return name.length > COAST_NAME ? `${name.slice(0, COAST_NAME - 1)}…` : name;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Beside the mark: at the right, at the left where there is no room, or not at all. */
function placeInland(
  harbours: readonly Harbour[],
  view: MapView,
  size: number,
  place: NamesPlace,
): PlacedName[] {
  const all = harbours.map((each) => placed(each, view, size));
  const room = Math.max(place.room, size / spanOf(view) / 2 + 4);
  const markBox = ({ x, y }: { x: number; y: number }): Box => ({
    left: x - place.reach,
    right: x + place.reach,
    top: y - place.reach,
    bottom: y + place.reach,
  });
  const own = new Map(all.map((each) => [each.port, markBox(each)]));
  // A ring around a mark of its own is no obstacle to its name.
  const others = place.around.filter(
    ({ x, y }) => !all.some((each) => Math.hypot(each.x - x, each.y - y) < 5),
  );
  const taken: Box[] = [...own.values(), ...others.map(markBox)];
  return all.map((each) => {
    const width =
      String(each.port).length * DIGIT_WIDTH + (each.name ? 5 + each.name.length * LETTER_WIDTH : 0);
    for (const side of ['right', 'left'] as const) {
      const left = side === 'right' ? each.x + room : each.x - room - width;
      const box = {
        left,
        right: left + width,
        top: each.y - place.height / 2,
        bottom: each.y + place.height / 2,
      };
      const fits = box.left >= 0 && box.right <= size;
      if (!fits || taken.some((other) => other !== own.get(each.port) && overlap(box, other))) continue;
      taken.push(box);
      return { ...each, side, labelX: side === 'right' ? each.x + room : each.x - room };
    }
    return { ...each, side: null, labelX: each.x };
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
