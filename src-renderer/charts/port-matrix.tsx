import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { ScanMatrix } from '../../src-shared/scan/scan-matrix.ts';
import { formatCount, formatPlural } from '../components/format.ts';
import { useElementSize } from '../components/use-element-size.ts';
import { drawMatrix, matrixCell, MATRIX_LEFT, MATRIX_TOP } from './draw-matrix.ts';
import './port-matrix.css';

export interface PortMatrixProps {
  matrix: ScanMatrix;
  /** It shows what a filter left. */
  filtered: boolean;
  /** A cell was clicked, or Enter pressed on it. */
  onChoose: (address: string, port: number) => void;
  /** "light" or "dark": the inks are read anew when it changes. */
  scheme: string;
}

interface Cell {
  readonly host: number;
  readonly port: number;
}

const WORDS: Readonly<Record<string, string>> = { o: 'open', c: 'closed', f: 'filtered', '-': 'not known' };
const STEPS: Readonly<Record<string, readonly [host: number, port: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [20, 0],
  PageUp: [-20, 0],
  Home: [0, -1_000],
  End: [0, 1_000],
};

/** Hosts down, ports across, a sign for each answer. Only what is in view is drawn. */
export function PortMatrix({ matrix, filtered, onChoose, scheme }: PortMatrixProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useElementSize(scroller);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  const side = matrixCell(matrix, width, height);
  const [pointed, setCursor] = useState<Cell | null>(null);
  // The matrix may have become smaller under it.
  const cursor =
    pointed && pointed.host < matrix.hosts.length && pointed.port < matrix.ports.length ? pointed : null;
  useEffect(() => {
    if (canvas.current && width > 0)
      drawMatrix(canvas.current, { matrix, ...place, width, height, cell: side, cursor });
  }, [matrix, place, width, height, side, cursor, scheme]);

  const cellAt = (event: MouseEvent): Cell | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const host = Math.floor((event.clientY - box.top - MATRIX_TOP + place.top) / side);
    const port = Math.floor((event.clientX - box.left - MATRIX_LEFT + place.left) / side);
    const inside = event.clientX - box.left >= MATRIX_LEFT && event.clientY - box.top >= MATRIX_TOP;
    return inside && host < matrix.hosts.length && port < matrix.ports.length ? { host, port } : null;
  };
  const choose = (cell: Cell | null) => {
    const address = cell ? matrix.hosts[cell.host]?.address : undefined;
    const port = cell ? matrix.ports[cell.port] : undefined;
    if (address !== undefined && port !== undefined) onChoose(address, port);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === 'Enter' && cursor) choose(cursor);
    if (!step) return;
    event.preventDefault();
    const next = {
      host: clamp((cursor?.host ?? 0) + (cursor ? step[0] : 0), matrix.hosts.length - 1),
      port: clamp((cursor?.port ?? 0) + (cursor ? step[1] : 0), matrix.ports.length - 1),
    };
    setCursor(next);
    scroller.current?.scrollTo({
      top: intoView(next.host * side, side, place.top, height - MATRIX_TOP),
      left: intoView(next.port * side, side, place.left, width - MATRIX_LEFT),
    });
  };
  return (
    <div className="port-matrix">
      <p className="port-matrix-readout" role="status">
        {cursor ? describe(matrix, cursor) : summary(matrix, filtered)}
      </p>
      <div
        ref={scroller}
        className="port-matrix-scroll"
        role="group"
        aria-label="Matrix of hosts and ports: arrow keys move, Enter opens a port"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) =>
          setPlace({ left: event.currentTarget.scrollLeft, top: event.currentTarget.scrollTop })
        }
        onMouseMove={(event) => setCursor(cellAt(event))}
        onMouseLeave={() => setCursor(null)}
        onClick={(event) => choose(cellAt(event))}
      >
        <canvas ref={canvas} aria-hidden style={{ width, height }} />
        <div
          style={{
            width: MATRIX_LEFT + matrix.ports.length * side + side,
            height: MATRIX_TOP + matrix.hosts.length * side + side,
          }}
        />
      </div>
    </div>
  );
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

/** Where to scroll so that a cell lies within `room` px. */
function intoView(start: number, side: number, from: number, room: number): number {
  if (start < from) return start;
  return start + side > from + room ? start + side - room : from;
}

function describe({ hosts, ports }: ScanMatrix, { host, port }: Cell): string {
  const { name = null, address = '', cells = '' } = hosts[host] ?? {};
  return `${name === null ? address : `${name} ${address}`}, port ${ports[port]}: ${WORDS[cells[port] ?? '-']}`;
}

function summary({ hosts, ports, morePorts, moreHosts }: ScanMatrix, filtered: boolean): string {
  const open = hosts.reduce((sum, { cells }) => sum + cells.split('o').length - 1, 0);
  const more = [
    moreHosts > 0 ? `${formatCount(moreHosts)} more hosts` : '',
    morePorts > 0 ? `${formatCount(morePorts)} more ports` : '',
  ].filter(Boolean);
  const left = more.length > 0 ? ` Not drawn: ${more.join(', ')}.` : '';
  const which = filtered ? 'matching the filter on any of them' : 'open or out of the ordinary anywhere';
  return `${formatPlural(hosts.length, 'host')}, ${formatPlural(ports.length, 'port')} ${which}, ${formatCount(open)} of the answers open.${left}`;
}
