/** Ports as cells: what lies in them besides the colour of their area, and all of it as shapes for an export. */
import { NOT_ASKED, stateOfPort } from '../../src-shared/scan/port-codes.ts';
import type { Pen } from '../pictures/pen.ts';
import { lonePorts } from './lone-ports.ts';
import { cssOf, readPortInks, type PortInks } from './port-inks.ts';

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

/** Cells of this many px carry their sign in them; smaller ones share a grain. */
const SIGN_PX = 10;
/** Cells of this many px have room for their port's number, over what else stands in them. */
export const NUMBER_PX = 30;
const LINE_ALPHA = 0.6;
const GRAIN_PX = 2;
/** A lone port is at least this large. */
const LONE_PX = 3;

/** What lies over the areas. `px`: pixels of the pen for each cell. */
export function drawDetails(
  pen: Pen,
  painting: PortPainting,
  inks: PortInks,
  isLone: Uint8Array,
  px: number,
): void {
  if (painting.cell >= SIGN_PX) drawSigns(pen, painting, inks, px);
  else drawGrain(pen, painting, inks, isLone, px);
}

/** The whole picture in px of the page; neighbours of one colour are one box. */
export function recordPorts(pen: Pen, canvas: HTMLCanvasElement, painting: PortPainting): void {
  const { codes, columns, col, row, across, down, cell } = painting;
  const inks = readPortInks(canvas);
  const isLone = lonePorts(codes);
  const paper = cssOf(inks.paper);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, across * cell, down * cell);
  const inkAt = (x: number, y: number): string => {
    const port = (row + y) * columns + col + x;
    return cssOf((isLone[port] ? inks.lone : inks.area)[codes[port]!]!);
  };
  // Rows that are alike are one row of taller boxes.
  let above: { first: number; ink: string[] } | null = null;
  const flush = (end: number): void => {
    if (!above) return;
    const { first, ink } = above;
    for (let x = 0; x < across;) {
      const left = x;
      while (++x < across && ink[x] === ink[left]);
      if (ink[left] === paper) continue;
      pen.fillStyle = ink[left]!;
      pen.fillRect(left * cell, first * cell, (x - left) * cell, (end - first) * cell);
    }
  };
  for (let y = 0; y < down; y++) {
    const ink = Array.from({ length: across }, (_, x) => inkAt(x, y));
    if (above?.ink.every((value, x) => value === ink[x])) continue;
    flush(y);
    above = { first: y, ink };
  }
  flush(down);
  drawDetails(pen, painting, inks, isLone, cell);
}

/** Areas get their grain, dots of a cell, and of 2 px where cells are larger; lone ports are a little larger than life. */
function drawGrain(
  pen: Pen,
  { codes, columns, col, row, across, down, cell }: PortPainting,
  inks: PortInks,
  isLone: Uint8Array,
  px: number,
): void {
  const scale = px / cell;
  const dot = Math.min(GRAIN_PX, cell) * scale;
  const grow = Math.max(0, LONE_PX - cell) * scale;
  const grain = inks.grain.map(cssOf);
  const lone = inks.lone.map(cssOf);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const port = (row + y) * columns + col + x;
      const code = codes[port]!;
      if (isLone[port]) {
        pen.fillStyle = lone[code]!;
        pen.fillRect(x * px - grow / 2, y * px - grow / 2, px + grow, px + grow);
      } else if (isGrain(code, port, columns) && codes[port - 1] === code && codes[port + 1] === code) {
        pen.fillStyle = grain[code]!;
        pen.fillRect(x * px + (px - dot) / 2, y * px + (px - dot) / 2, dot, dot);
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

/** Large cells: lines between them, each with the sign of its state, the largest with their number. */
function drawSigns(
  pen: Pen,
  { codes, columns, col, row, across, down, cell }: PortPainting,
  inks: PortInks,
  px: number,
): void {
  const numbers = cell >= NUMBER_PX;
  pen.font = `${Math.round(px * 0.27)}px 'JetBrains Mono Variable', monospace`;
  pen.textAlign = 'center';
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const port = (row + y) * columns + col + x;
      const left = x * px;
      const top = y * px;
      pen.fillStyle = pen.strokeStyle = cssOf(inks.grain[codes[port]!]!);
      drawSign(pen, codes[port]!, left + px / 2, top + px * (numbers ? 0.64 : 0.5), px);
      if (!numbers) continue;
      pen.fillStyle = stateOfPort(codes[port]!) === 'open' ? cssOf(inks.paper) : inks.text;
      pen.fillText(String(port), left + px / 2, top + px * 0.36);
    }
  }
  pen.fillStyle = cssOf(inks.paper);
  pen.globalAlpha = LINE_ALPHA;
  const line = Math.max(1, Math.round(px / 16));
  for (let x = 1; x < across; x++) pen.fillRect(Math.round(x * px), 0, line, down * px);
  for (let y = 1; y < down; y++) pen.fillRect(0, Math.round(y * px), across * px, line);
}

function drawSign(pen: Pen, code: number, x: number, y: number, px: number): void {
  const r = px * 0.14;
  pen.lineWidth = Math.max(1, px / 16);
  pen.beginPath();
  switch (stateOfPort(code)) {
    case 'filtered':
      pen.moveTo(x, y - r);
      pen.lineTo(x + r, y + r * 0.8);
      pen.lineTo(x - r, y + r * 0.8);
      pen.fill();
      return;
    case 'unknown':
      pen.arc(x, y, r, 0, 2 * Math.PI);
      pen.stroke();
      return;
    case 'not-scanned':
      pen.moveTo(x - r, y);
      pen.lineTo(x + r, y);
      pen.stroke();
      return;
    default:
      return;
  }
}
