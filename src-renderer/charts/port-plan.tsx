import { type PointerEvent, useCallback, useRef } from 'react';
import { paintPorts } from './paint-ports.ts';
import { usePainter } from './use-painter.ts';
import './port-plan.css';

const COLUMNS = 128;
const ROWS = 8;

interface PortPlanProps {
  readonly codes: Uint8Array;
  /** Width in px; each cell is square. */
  readonly width: number;
  readonly shown: number | null;
  readonly onHover: (port: number | null) => void;
  readonly onOpen: (port: number) => void;
}

/** Ports 0 to 1023 enlarged, as a harbour plan in the corner of a chart; for the pointer: the map has the keyboard. */
export function PortPlan({ codes, width, shown, onHover, onOpen }: PortPlanProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const cell = width / COLUMNS;
  const draw = useCallback(
    (target: HTMLCanvasElement) =>
      paintPorts(target, { codes, columns: COLUMNS, col: 0, row: 0, across: COLUMNS, down: ROWS, cell }),
    [codes, cell],
  );
  usePainter(canvas, draw);
  const portOf = (event: PointerEvent): number => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const within = (value: number, most: number): number =>
      Math.min(most - 1, Math.max(0, Math.floor(value)));
    return (
      within((event.clientY - top) / cell, ROWS) * COLUMNS + within((event.clientX - left) / cell, COLUMNS)
    );
  };
  return (
    <figure className="port-plan">
      <div style={{ width, height: cell * ROWS }}>
        <canvas
          ref={canvas}
          role="img"
          aria-label="Ports 0 to 1023, enlarged"
          style={{ width, height: cell * ROWS }}
          onPointerMove={(event) => onHover(portOf(event))}
          onPointerLeave={() => onHover(null)}
          onPointerUp={(event) => onOpen(portOf(event))}
        />
        {shown !== null && shown < COLUMNS * ROWS ? (
          <i
            style={{
              left: (shown % COLUMNS) * cell - 1,
              top: Math.floor(shown / COLUMNS) * cell - 1,
              width: cell + 2,
              height: cell + 2,
            }}
          />
        ) : null}
      </div>
      <figcaption>
        <b>Plan of 0–1023</b> enlarged, 128 ports a row
      </figcaption>
    </figure>
  );
}
