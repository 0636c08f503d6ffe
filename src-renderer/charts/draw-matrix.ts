/** Draws the visible part of a matrix of hosts x ports: state as colour and shape. */
import type { ScanMatrix } from '../../src-shared/scan/scan-matrix.ts';

/** The least and the most that a cell takes, in px. */
const MIN_CELL = 20;
const MAX_CELL = 30;
/** A mark grows less than its cell. */
const MARK_GROWTH = 0.6;
export const MATRIX_LEFT = 148;
export const MATRIX_TOP = 52;

/** The side of a cell that makes the most of the room, in px: many hosts and ports are scrolled. */
export function matrixCell(matrix: ScanMatrix, width: number, height: number): number {
  const across = (width - MATRIX_LEFT) / (matrix.ports.length + 1);
  const down = (height - MATRIX_TOP) / (matrix.hosts.length + 1);
  return Math.floor(Math.max(MIN_CELL, Math.min(MAX_CELL, across, down)));
}

export interface MatrixView {
  readonly matrix: ScanMatrix;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of a cell, in px. */
  readonly cell: number;
  /** The cell under the pointer or the keyboard. */
  readonly cursor: { readonly host: number; readonly port: number } | null;
}

export function drawMatrix(canvas: HTMLCanvasElement, view: MatrixView): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { matrix, left, top, width, height, cell, cursor } = view;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const style = getComputedStyle(canvas);
  const gutter = Number.parseFloat(style.getPropertyValue('--matrix-gutter'));
  const ink = (name: string): string => style.getPropertyValue(`--${name}`);
  context.clearRect(0, 0, width, height);
  const firstHost = Math.floor(top / cell);
  const lastHost = Math.min(matrix.hosts.length - 1, Math.ceil((top + height - MATRIX_TOP) / cell));
  const firstPort = Math.floor(left / cell);
  const lastPort = Math.min(matrix.ports.length - 1, Math.ceil((left + width - MATRIX_LEFT) / cell));
  const xOf = (port: number): number => MATRIX_LEFT + port * cell - left;
  const yOf = (host: number): number => MATRIX_TOP + host * cell - top;

  context.save();
  context.beginPath();
  context.rect(MATRIX_LEFT, MATRIX_TOP, width, height);
  context.clip();
  if (cursor) {
    context.fillStyle = ink('hover');
    context.fillRect(0, yOf(cursor.host), width, cell);
    context.fillRect(xOf(cursor.port), 0, cell, height);
  }
  for (let host = firstHost; host <= lastHost; host++) {
    const { cells = '' } = matrix.hosts[host] ?? {};
    for (let port = firstPort; port <= lastPort; port++) {
      drawCell(
        context,
        cells[port] ?? '-',
        xOf(port) + cell / 2,
        yOf(host) + cell / 2,
        1 + (cell / MIN_CELL - 1) * MARK_GROWTH,
        ink,
      );
    }
  }
  if (cursor) {
    context.strokeStyle = ink('accent');
    context.lineWidth = 1.5;
    context.strokeRect(xOf(cursor.port) + 1, yOf(cursor.host) + 1, cell - 2, cell - 2);
  }
  context.restore();

  context.textBaseline = 'middle';
  context.save();
  context.beginPath();
  context.rect(0, MATRIX_TOP, MATRIX_LEFT - 8, height);
  context.clip();
  for (let host = firstHost; host <= lastHost; host++) {
    const { name = null, address = '' } = matrix.hosts[host] ?? {};
    context.font = name === null ? `11.5px ${ink('mono')}` : `12px ${style.fontFamily}`;
    context.fillStyle = ink(cursor?.host === host ? 'text' : 'text-2');
    context.fillText(name ?? address, gutter, yOf(host) + cell / 2);
  }
  context.restore();
  context.save();
  context.beginPath();
  context.rect(MATRIX_LEFT, 0, width, MATRIX_TOP);
  context.clip();
  context.font = `11px ${ink('mono')}`;
  for (let port = firstPort; port <= lastPort; port++) {
    context.save();
    context.translate(xOf(port) + cell / 2, MATRIX_TOP - 6);
    context.rotate(-Math.PI / 2);
    context.fillStyle = ink(cursor?.port === port ? 'text' : 'text-3');
    context.fillText(String(matrix.ports[port] ?? ''), 0, 0);
    context.restore();
  }
  context.restore();
  context.fillStyle = ink('line');
  context.fillRect(0, MATRIX_TOP - 1, width, 1);
}

function drawCell(
  context: CanvasRenderingContext2D,
  cell: string,
  x: number,
  y: number,
  scale: number,
  ink: (name: string) => string,
): void {
  context.beginPath();
  if (cell === 'o') {
    context.fillStyle = ink('open-fill');
    context.arc(x, y, 5 * scale, 0, 2 * Math.PI);
    context.fill();
  } else if (cell === 'f') {
    context.fillStyle = ink('filtered-fill');
    context.moveTo(x, y - 4 * scale);
    context.lineTo(x + 4.5 * scale, y + 3.5 * scale);
    context.lineTo(x - 4.5 * scale, y + 3.5 * scale);
    context.fill();
  } else if (cell === 'c') {
    context.strokeStyle = ink('closed-fill');
    context.lineWidth = 1;
    const side = Math.round(5 * scale);
    context.strokeRect(x - side / 2, y - side / 2, side, side);
  } else {
    context.fillStyle = ink('line-strong');
    context.fillRect(x - 2, y, 4, 1);
  }
}
