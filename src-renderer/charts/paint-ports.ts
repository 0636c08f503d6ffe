/** Ports as coloured cells on a canvas: closed is water, filtered stippled buff, open are marks, not asked is hatched paper. */
import { NO_VERDICT, NOT_ASKED, PORT_CODES, stateOfPort } from '../../src-shared/scan/port-codes.ts';

export interface PortPainting {
  /** One code a port, of port-codes.ts. */
  readonly codes: Uint8Array;
  /** Ports in a line of the picture. */
  readonly columns: number;
  /** What of the picture is shown, in cells. */
  readonly col: number;
  readonly row: number;
  readonly across: number;
  readonly down: number;
  /** Px of the page for each cell. */
  readonly cell: number;
}

type Rgb = readonly [red: number, green: number, blue: number];

interface Inks {
  readonly paper: Rgb;
  /** By code: its area, the grain in it, and the colour of a lone port of it. */
  readonly area: readonly Rgb[];
  readonly grain: readonly Rgb[];
  readonly lone: readonly Rgb[];
  readonly text: string;
}

/** Ports that stand so close together as these, or closer, are marks of their own, not an area. */
const LONE_RUN = 3;
/** More than these are no exceptions. */
const MANY = 2_000;
/** Cells of this many px carry their sign in them; smaller ones share a grain. */
const SIGN_PX = 10;
/** Cells of this many px have room for their port's number, over what else stands in them. */
export const NUMBER_PX = 30;
const LINE_ALPHA = 0.6;
const GRAIN_PX = 2;
/** A lone port is at least this large. */
const LONE_PX = 3;

export function paintPorts(canvas: HTMLCanvasElement, painting: PortPainting): void {
  const { codes, columns, col, row, across, down, cell } = painting;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(across * cell * scale);
  canvas.height = Math.round(down * cell * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  const inks = readInks(canvas);
  const picture = new OffscreenCanvas(columns, codes.length / columns);
  const isLone = lonePorts(codes);
  picture.getContext('2d')?.putImageData(areasOf(codes, columns, inks, isLone), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, col, row, across, down, 0, 0, canvas.width, canvas.height);
  if (cell >= SIGN_PX) paintSigns(context, painting, inks, cell * scale);
  else paintGrain(context, painting, inks, isLone, cell * scale);
}

/** A pixel a port. */
function areasOf(codes: Uint8Array, columns: number, inks: Inks, isLone: Uint8Array): ImageData {
  const image = new ImageData(columns, codes.length / columns);
  const pixels = new Uint32Array(image.data.buffer);
  const pack = ([red, green, blue]: Rgb): number => (255 << 24) | (blue << 16) | (green << 8) | red;
  const area = Uint32Array.from(inks.area, pack);
  const lone = Uint32Array.from(inks.lone, pack);
  for (let port = 0; port < codes.length; port++) {
    pixels[port] = (isLone[port] ? lone : area)[codes[port]!]!;
  }
  return image;
}

/** Areas get their grain, dots of about 2 px whatever the size of a cell; lone ports are a little larger than life. */
function paintGrain(
  context: CanvasRenderingContext2D,
  { codes, columns, col, row, across, down, cell }: PortPainting,
  inks: Inks,
  isLone: Uint8Array,
  px: number,
): void {
  const scale = px / cell;
  const dot = GRAIN_PX * scale;
  const grow = Math.max(0, LONE_PX - cell) * scale;
  const grain = inks.grain.map(css);
  const lone = inks.lone.map(css);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const port = (row + y) * columns + col + x;
      const code = codes[port]!;
      if (isLone[port]) {
        context.fillStyle = lone[code]!;
        context.fillRect(x * px - grow / 2, y * px - grow / 2, px + grow, px + grow);
      } else if (isGrain(code, port, columns) && codes[port - 1] === code && codes[port + 1] === code) {
        context.fillStyle = grain[code]!;
        context.fillRect(x * px + (px - dot) / 2, y * px + (px - dot) / 2, dot, dot);
      }
    }
  }
}

/** Dots in the shape of a five on a die for areas, slanting lines for what was not asked. */
function isGrain(code: number, port: number, columns: number): boolean {
  const x = port % columns;
  const y = Math.floor(port / columns);
  if (code === NOT_ASKED) return (x + y) % 6 === 0;
  return y % 6 === 0 && x % 6 === (y % 12 < 6 ? 0 : 3);
}

/**
 * Flags of ports that are few among others: they are seen only in full ink. While a scan runs, those are at first the
 * ports that have their verdict and at last those that wait for it; in between there are no exceptions.
 */
function lonePorts(codes: Uint8Array): Uint8Array {
  const flags = new Uint8Array(codes.length);
  let waiting = 0;
  let settled = 0;
  for (const code of codes) {
    if (code === NO_VERDICT) waiting++;
    else if (code !== NOT_ASKED) settled++;
  }
  if (Math.min(waiting, settled) > MANY) return flags;
  const rule = waiting > MANY ? NO_VERDICT : NOT_ASKED;
  for (let port = 0; port < codes.length;) {
    const first = port;
    while (++port < codes.length && codes[port] === codes[first]);
    const code = codes[first]!;
    if (port - first <= LONE_RUN && code !== NOT_ASKED && code !== rule) flags.fill(1, first, port);
  }
  return flags;
}

/** Large cells: lines between them, each with the sign of its state, the largest with their number. */
function paintSigns(
  context: CanvasRenderingContext2D,
  { codes, columns, col, row, across, down }: PortPainting,
  inks: Inks,
  px: number,
): void {
  const numbers = px / (window.devicePixelRatio || 1) >= NUMBER_PX;
  context.font = `${Math.round(px * 0.27)}px 'JetBrains Mono Variable', monospace`;
  context.textAlign = 'center';
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const port = (row + y) * columns + col + x;
      const left = x * px;
      const top = y * px;
      context.fillStyle = context.strokeStyle = css(inks.grain[codes[port]!]!);
      paintSign(context, codes[port]!, left + px / 2, top + px * (numbers ? 0.64 : 0.5), px);
      if (!numbers) continue;
      context.fillStyle = stateOfPort(codes[port]!) === 'open' ? css(inks.paper) : inks.text;
      context.fillText(String(port), left + px / 2, top + px * 0.36);
    }
  }
  context.fillStyle = css(inks.paper);
  context.globalAlpha = LINE_ALPHA;
  const line = Math.max(1, Math.round(px / 16));
  for (let x = 1; x < across; x++) context.fillRect(Math.round(x * px), 0, line, down * px);
  for (let y = 1; y < down; y++) context.fillRect(0, Math.round(y * px), across * px, line);
}

function paintSign(context: CanvasRenderingContext2D, code: number, x: number, y: number, px: number): void {
  const r = px * 0.14;
  context.lineWidth = Math.max(1, px / 16);
  context.beginPath();
  switch (stateOfPort(code)) {
    case 'filtered':
      context.moveTo(x, y - r);
      context.lineTo(x + r, y + r * 0.8);
      context.lineTo(x - r, y + r * 0.8);
      context.fill();
      return;
    case 'unknown':
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.stroke();
      return;
    case 'not-scanned':
      context.moveTo(x - r, y);
      context.lineTo(x + r, y);
      context.stroke();
      return;
    default:
      return;
  }
}

/** The theme's colours as they are now. */
function readInks(canvas: HTMLCanvasElement): Inks {
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

function css([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
