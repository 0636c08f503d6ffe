/** Draws the visible part of a matrix of hosts x ports: state as colour and shape. */
import type { ScanMatrix } from '../../src-shared/scan/scan-matrix.ts';

export const MATRIX_CELL = 20;
export const MATRIX_LEFT = 148;
export const MATRIX_TOP = 52;

export interface MatrixView {
  readonly matrix: ScanMatrix;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The cell under the pointer or the keyboard. */
  readonly cursor: { readonly host: number; readonly port: number } | null;
}

export function drawMatrix(canvas: HTMLCanvasElement, view: MatrixView): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { matrix, left, top, width, height, cursor } = view;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const style = getComputedStyle(canvas);
  const ink = (name: string): string => style.getPropertyValue(`--${name}`);
  context.clearRect(0, 0, width, height);
  const firstHost = Math.floor(top / MATRIX_CELL);
  const lastHost = Math.min(matrix.hosts.length - 1, Math.ceil((top + height - MATRIX_TOP) / MATRIX_CELL));
  const firstPort = Math.floor(left / MATRIX_CELL);
  const lastPort = Math.min(matrix.ports.length - 1, Math.ceil((left + width - MATRIX_LEFT) / MATRIX_CELL));
  const xOf = (port: number): number => MATRIX_LEFT + port * MATRIX_CELL - left;
  const yOf = (host: number): number => MATRIX_TOP + host * MATRIX_CELL - top;

  context.save();
  context.beginPath();
  context.rect(MATRIX_LEFT, MATRIX_TOP, width, height);
  context.clip();
  if (cursor) {
    context.fillStyle = ink('hover');
    context.fillRect(0, yOf(cursor.host), width, MATRIX_CELL);
    context.fillRect(xOf(cursor.port), 0, MATRIX_CELL, height);
  }
  for (let host = firstHost; host <= lastHost; host++) {
    const { cells = '' } = matrix.hosts[host] ?? {};
    for (let port = firstPort; port <= lastPort; port++) {
      drawCell(context, cells[port] ?? '-', xOf(port) + MATRIX_CELL / 2, yOf(host) + MATRIX_CELL / 2, ink);
    }
  }
  if (cursor) {
    context.strokeStyle = ink('accent');
    context.lineWidth = 1.5;
    context.strokeRect(xOf(cursor.port) + 1, yOf(cursor.host) + 1, MATRIX_CELL - 2, MATRIX_CELL - 2);
  }
  context.restore();

  context.textBaseline = 'middle';
  context.save();
  context.beginPath();
  context.rect(0, MATRIX_TOP, MATRIX_LEFT - 8, height);
  context.clip();
  context.font = `12px ${style.fontFamily}`;
  for (let host = firstHost; host <= lastHost; host++) {
    const { name = null, address = '' } = matrix.hosts[host] ?? {};
    context.fillStyle = ink(cursor?.host === host ? 'text' : 'text-2');
    context.fillText(name ?? address, 20, yOf(host) + MATRIX_CELL / 2);
  }
  context.restore();
  context.save();
  context.beginPath();
  context.rect(MATRIX_LEFT, 0, width, MATRIX_TOP);
  context.clip();
  context.font = `11px ${style.fontFamily}`;
  for (let port = firstPort; port <= lastPort; port++) {
    context.save();
    context.translate(xOf(port) + MATRIX_CELL / 2, MATRIX_TOP - 6);
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
  ink: (name: string) => string,
): void {
  context.beginPath();
  if (cell === 'o') {
    context.fillStyle = ink('open-fill');
    context.arc(x, y, 5, 0, 2 * Math.PI);
    context.fill();
  } else if (cell === 'f') {
    context.fillStyle = ink('filtered-fill');
    context.moveTo(x, y - 4);
    context.lineTo(x + 4.5, y + 3.5);
    context.lineTo(x - 4.5, y + 3.5);
    context.fill();
  } else if (cell === 'c') {
    context.strokeStyle = ink('closed-fill');
    context.lineWidth = 1;
    context.strokeRect(x - 2.5, y - 2.5, 5, 5);
  } else {
    context.fillStyle = ink('line-strong');
    context.fillRect(x - 2, y, 4, 1);
  }
}
