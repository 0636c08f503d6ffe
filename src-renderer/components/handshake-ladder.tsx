import { useId } from 'react';
import type { StoryLane, StoryStep } from '../../src-shared/scan/verdict-story.ts';
import { lanePositions, layOutSteps, type PlacedStep } from './ladder-layout.ts';
import './visually-hidden.css';
import './handshake-ladder.css';

export interface HandshakeLadderProps {
  lanes: readonly StoryLane[];
  steps: readonly StoryStep[];
  /** In px; the height follows from the steps. */
  width: number;
  /** Only so many steps are drawn yet, the last of them just arriving; absent: all, at rest. */
  shown?: number;
}

/** What went over the wire, time running down. Solid and upright was observed; dashed and italic is inferred. */
export function HandshakeLadder({ lanes, steps, width, shown }: HandshakeLadderProps) {
  const description = useId();
  const xOf = lanePositions(lanes, width);
  const { placed, height, breaks } = layOutSteps(steps, xOf);
  return (
    <>
      <svg
        className="ladder"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Handshake"
        aria-describedby={description}
      >
        {lanes.map((lane) => (
          <Lane key={lane.id} lane={lane} x={xOf(lane.id)} width={width} height={height} breaks={breaks} />
        ))}
        {placed.map((step, index) => (
          <g key={step.y} className="ladder-step" data-moment={momentOf(index, shown)}>
            <Step step={step} width={width} />
          </g>
        ))}
      </svg>
      <ol className="visually-hidden" id={description}>
        {placed.map(({ y, step }) => (
          <li key={y}>{wordsOf(step, lanes)}</li>
        ))}
      </ol>
    </>
  );
}

function momentOf(index: number, shown: number | undefined): 'hidden' | 'arriving' | undefined {
  if (shown === undefined || index < shown - 1) return undefined;
  return index === shown - 1 ? 'arriving' : 'hidden';
}

interface LaneProps {
  lane: StoryLane;
  x: number;
  width: number;
  height: number;
  breaks: readonly (readonly [number, number])[];
}

/** As much of a long name as stays on its side of the drawing. */
const MAX_DETAIL = 46;
/** Of a character of the lanes' details, in px. */
const DETAIL_WIDTH = 6.7;

function Lane({ lane, x, width, height, breaks }: LaneProps) {
  const detail = lane.detail ?? '';
  // Over its lane, or where that is too near to the edge, along the edge.
  const isLong = x + (detail.length * DETAIL_WIDTH) / 2 > width;
  const room = Math.min(MAX_DETAIL, Math.floor((width - 16) / DETAIL_WIDTH));
  return (
    <g data-inferred={lane.inferred || undefined}>
      <text x={x} y={14} textAnchor="middle" className="ladder-lane">
        {lane.title}
      </text>
      <text x={isLong ? width : x} y={30} textAnchor={isLong ? 'end' : 'middle'} className="ladder-detail">
        {detail.length > room ? `${detail.slice(0, room - 1)}…` : detail}
        {detail.length > room ? <title>{detail}</title> : null}
      </text>
      <path className="ladder-life" d={lifeLine(x, height, breaks)} />
    </g>
  );
}

/** A line down the page, with a zigzag where time was left out. */
function lifeLine(x: number, height: number, breaks: readonly (readonly [number, number])[]): string {
  let from = 40;
  let path = '';
  for (const [top, bottom] of breaks) {
    const quarter = (bottom - top) / 4;
    path += `M${x} ${from}V${top}M${x} ${top + 1}l3 ${quarter - 1}l-6 ${quarter}l6 ${quarter}l-3 ${quarter - 2}`;
    from = bottom;
  }
  return `${path}M${x} ${from}V${height - 4}`;
}

function Step({ step, width }: { step: PlacedStep; width: number }) {
  switch (step.kind) {
    case 'heading':
      return (
        <g>
          <text x={0} y={step.y + 9} className="ladder-heading">
            {step.label.toUpperCase()}
          </text>
          <path d={`M68 ${step.y + 5}H${width}`} className="ladder-rule" />
        </g>
      );
    case 'gap':
      return (
        <text x={step.x + 14} y={step.y + step.height / 2 + 4} className="ladder-gap">
          {step.label}
        </text>
      );
    case 'message':
      return <Message step={step} />;
  }
}

function Message({ step }: { step: Extract<PlacedStep, { kind: 'message' }> }) {
  const { x1, y1, x2, y2, angle } = step;
  return (
    <g
      className="ladder-message"
      data-tone={step.tone}
      data-to-left={x2 < x1 || undefined}
      data-inferred={step.inferred || undefined}
    >
      <path d={`M${x1} ${y1}L${x2} ${y2}`} className="ladder-line" />
      {step.lost ? (
        <path d={`M${x2 - 4} ${y2 - 4}l8 8m0-8l-8 8`} className="ladder-cross" />
      ) : (
        <path
          d="M0 0L-9 -4.2L-9 4.2Z"
          transform={`translate(${x2} ${y2}) rotate(${angle})`}
          className="ladder-tip"
        />
      )}
      <circle cx={x1} cy={y1} r="2.6" className="ladder-dot" />
      <text x={step.textX} y={step.textY} textAnchor={step.textAnchor} className="ladder-label">
        {step.label}
        {step.note === null ? null : (
          <tspan className="ladder-note" dx="6">
            {step.note}
          </tspan>
        )}
      </text>
      {step.sent === null ? null : (
        <text
          x={54}
          y={y1 + 4}
          textAnchor="end"
          className="ladder-time"
          data-inferred={step.isLater || undefined}
        >
          {step.sent}
        </text>
      )}
      {step.arrived === null ? null : (
        <text x={54} y={y2 + 4} textAnchor="end" className="ladder-time">
          {step.arrived}
        </text>
      )}
    </g>
  );
}

function wordsOf(step: StoryStep, lanes: readonly StoryLane[]): string {
  if (step.kind !== 'message') return step.label;
  const name = (id: string) => lanes.find((lane) => lane.id === id)?.title ?? id;
  const what = step.note === null ? step.label : `${step.label} (${step.note})`;
  const end = step.lost ? ', unanswered' : '';
  return `${step.inferred ? 'Inferred: ' : ''}${what} from ${name(step.from)} to ${name(step.to)}${end}`;
}
